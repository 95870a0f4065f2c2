using Extremal.Kernels;
using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>The probes of a point, and how they set out: at the distance ρ, off one of the kinks or bounds that hold the point.</summary>
internal sealed class PieceProbes
{
    private const int Random = 2;
    private const int Sweeps = 50;

    private readonly PieceDomain _domain;
    private readonly PiecePoint _from;
    private readonly PieceWalk[] _all;
    private readonly double[] _ray;
    private readonly double[] _normal;
    private readonly RandomSource _random = new(0x5EED);
    private ulong _drawn;
    private int _blocked;
    private double _rho;
    private double _delta;

    public PieceProbes(PieceDomain domain, PiecePoint from)
    {
        (_domain, _from, _all) = (domain, from, new PieceWalk[Most(domain.Dimension)]);
        (_ray, _normal) = (new double[domain.Dimension], new double[domain.Dimension]);
        for (int i = 0; i < _all.Length; i++)
        {
            _all[i] = new PieceWalk(domain);
        }
    }

    /// <summary>Number of probes that set out.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them, the first, leave a kink or a bound; the others set out at random.</summary>
    public int Aimed { get; private set; }

    public PieceWalk this[int i] => _all[i];

    /// <summary>The most that set out.</summary>
    public static int Most(int dimension) => 2 * dimension + Random;

    /// <summary>Begins anew at the distance ρ; the probes' surveys look as far as δ.</summary>
    public void SetOut(double rho, double delta)
    {
        (Count, _blocked, _rho, _delta) = (0, 0, rho, delta);
        for (int i = 0; i < _from.Active.Count; i++)
        {
            LeavePlane(i);
        }

        for (int j = 0; j < _domain.Dimension; j++)
        {
            LeaveBound(j);
        }

        // Where more bounds and rows meet than are needed, some rays are blocked, and as many more probes set out inwards.
        Aimed = Count;
        // This many and no more: a region without an interior blocks them all.
        for (int k = 0; k < Random + Math.Min(_blocked, _all.Length) && Count + _blocked > 0 && Count < _all.Length && _domain.Free > 1; k++)
        {
            LeaveAtRandom();
        }
    }

    private void LeavePlane(int i)
    {
        ActiveSet active = _from.Active;
        if (active.Kind(i) == Hold.Equality)
        {
            return;
        }

        for (int side = -1; side <= 1; side += 2)
        {
            if (active.Kind(i) == Hold.Row && side != _domain.Rows.Inside(active.Source(i), _from.Y))
            {
                continue;
            }

            PieceWalk probe = this[Count];
            probe.Point.Active.CopyFrom(active);
            probe.Point.Active.RemoveAt(i);
            probe.Point.Active.Rebuild();
            Vectors.Scaled(active.Normal(i), side, _ray);
            probe.Point.Active.Project(_ray);
            Launch(probe, active.Normal(i));
        }
    }

    private void LeaveBound(int j)
    {
        if (!_from.Active.IsFrozen(j) || _domain.IsFixed(j))
        {
            return;
        }

        PieceWalk probe = this[Count];
        probe.Point.Active.CopyFrom(_from.Active);
        probe.Point.Active.Freeze(j, false);
        probe.Point.Active.Rebuild();
        Array.Clear(_ray);
        _ray[j] = _from.Y[j] == _domain.Lower[j] ? 1 : -1;
        probe.Point.Active.Project(_ray);
        if (Launch(probe, []))
        {
            probe.Point.Active.Freeze(j, true);
            probe.Point.Active.Rebuild();
        }
    }

    private void LeaveAtRandom()
    {
        PieceWalk probe = this[Count];
        _domain.Start(probe.Point.Active);
        for (int j = 0; j < _ray.Length; j++)
        {
            _ray[j] = 2 * _random.Uniform(_drawn++) - 1;
        }

        for (int sweep = 0; sweep < Sweeps && !_domain.TurnInwards(_from.Y, _ray, probe.Point.Active); sweep++)
        {
            // Each sweep turns it away from one limit after the other; that may turn it against others again.
        }

        Vectors.Scaled(_ray, 1 / Math.Max(Vectors.Norm(_ray), double.Epsilon), _normal);
        Launch(probe, _normal);
    }

    // Puts a probe at the distance ρ along the ray, in the slice there; whether there is such a point.
    private bool Launch(PieceWalk probe, ReadOnlySpan<double> slice)
    {
        double length = Vectors.Norm(_ray);
        if (length <= 1e-8)
        {
            return false;
        }

        Vectors.Scaled(_ray, 1 / length, _ray);
        if (_domain.Reach(_from.Y, _ray, probe.Point.Active, out _) < _rho)
        {
            _blocked++;
            return false;
        }

        _from.Y.CopyTo(probe.Point.Y, 0);
        Vectors.Add(probe.Point.Y, _rho, _ray);
        if (slice.Length > 0)
        {
            probe.Point.Active.Add(Hold.Slice, -1, slice);
            probe.Point.Active.Rebuild();
        }

        probe.Begin(_delta, _rho, 64 * _rho, 4 * _domain.Dimension + 16);
        Count++;
        return true;
    }
}
