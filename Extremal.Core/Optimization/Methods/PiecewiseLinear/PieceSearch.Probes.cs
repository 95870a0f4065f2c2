using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>How the probes of a test set out.</summary>
internal sealed partial class PieceSearch
{
    private void Test()
    {
        (_isTesting, _count, _blocked) = (true, 0, 0);
        _reference = _walk.FoundValue;
        _settles = !_walk.Y.AsSpan().SequenceEqual(_walk.Found);
        double delta = DeltaAt(_walk.Y), scale = _scale == 0 ? 1 : 1.0 / 64;
        _rho = Math.Max(_domain.Rho, 256 * delta) * scale;
        ActiveSet active = _walk.Active;
        for (int i = 0; i < active.Count; i++)
        {
            LeavePlane(i, delta * scale);
        }

        for (int j = 0; j < _domain.Dimension; j++)
        {
            LeaveBound(j, delta * scale);
        }

        // Where more bounds and rows meet than are needed, some rays are blocked, and as many more probes set out inwards.
        _aimed = _count;
        // This many and no more: a region without an interior blocks them all.
        for (int k = 0; k < Random + Math.Min(_blocked, _probes.Length) && _count + _blocked > 0 && _count < _probes.Length && _domain.Free > 1; k++)
        {
            LeaveAtRandom(delta * scale);
        }

        if (_count == 0 && !_settles)
        {
            Conclude();
        }
    }

    private void LeavePlane(int i, double delta)
    {
        ActiveSet active = _walk.Active;
        if (active.Kind(i) == Hold.Equality)
        {
            return;
        }

        for (int side = -1; side <= 1; side += 2)
        {
            if (active.Kind(i) == Hold.Row && side != _domain.Inside(active.Source(i), _walk.Y))
            {
                continue;
            }

            PieceWalk probe = _probes[_count];
            probe.Active.CopyFrom(active);
            probe.Active.RemoveAt(i);
            probe.Active.Rebuild();
            Vectors.Scaled(active.Normal(i), side, _ray);
            probe.Active.Project(_ray);
            SetOut(probe, active.Normal(i), delta);
        }
    }

    private void LeaveBound(int j, double delta)
    {
        if (!_walk.Active.IsFrozen(j) || _domain.IsFixed(j))
        {
            return;
        }

        PieceWalk probe = _probes[_count];
        probe.Active.CopyFrom(_walk.Active);
        probe.Active.Freeze(j, false);
        probe.Active.Rebuild();
        Array.Clear(_ray);
        _ray[j] = _walk.Y[j] == _domain.Lower[j] ? 1 : -1;
        probe.Active.Project(_ray);
        if (SetOut(probe, [], delta))
        {
            probe.Active.Freeze(j, true);
            probe.Active.Rebuild();
        }
    }

    private void LeaveAtRandom(double delta)
    {
        PieceWalk probe = _probes[_count];
        _domain.Start(probe.Active);
        for (int j = 0; j < _ray.Length; j++)
        {
            _ray[j] = 2 * _random.Uniform(_drawn++) - 1;
        }

        for (int sweep = 0; sweep < Sweeps && !_domain.TurnInwards(_walk.Y, _ray, probe.Active); sweep++)
        {
            // Each sweep turns it away from one limit after the other; that may turn it against others again.
        }

        Vectors.Scaled(_ray, 1 / Math.Max(Vectors.Norm(_ray), double.Epsilon), _normal);
        SetOut(probe, _normal, delta);
    }

    // Puts a probe at the distance ρ along the ray, in the slice there; whether there is such a point.
    private bool SetOut(PieceWalk probe, ReadOnlySpan<double> slice, double delta)
    {
        double length = Vectors.Norm(_ray);
        if (length <= 1e-8)
        {
            return false;
        }

        Vectors.Scaled(_ray, 1 / length, _ray);
        if (_domain.Reach(_walk.Y, _ray, probe.Active, out _) < _rho)
        {
            _blocked++;
            return false;
        }

        _walk.Y.CopyTo(probe.Y, 0);
        Vectors.Add(probe.Y, _rho, _ray);
        if (slice.Length > 0)
        {
            probe.Active.Add(Hold.Slice, -1, slice);
            probe.Active.Rebuild();
        }

        probe.Begin(delta, _rho, 64 * _rho, 4 * _domain.Dimension + 16);
        _count++;
        return true;
    }
}
