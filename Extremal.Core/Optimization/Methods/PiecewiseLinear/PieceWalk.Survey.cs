using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The survey of the kinks that a walk keeps to. It looks at a corner beside all of them, and across each: the gradient's jump there is
/// along the kink's normal. Kinks bend where they meet others, end, and turn from valleys into ridges; so they are looked up anew at each
/// stop.
/// </summary>
internal sealed partial class PieceWalk
{
    private readonly double[] _ray;
    private readonly double[] _jump;
    private readonly double[] _corner;
    private readonly double[] _misfits;
    private readonly bool[] _gone;

    // The corner is Y + δ Σ rays, set back to where the line came from, and not across what stopped it.
    private int FillSurvey(Span<double> rows)
    {
        int n = Y.Length, count = 1;
        Y.CopyTo(_corner, 0);
        Vectors.Add(_corner, -Setback, _direction);
        double beside = Beside();
        Vectors.Add(_corner, beside, _jump);
        _corner.CopyTo(rows);
        _domain.Settle(rows[..n], Active);
        for (int i = 0; i < Active.Count; i++)
        {
            if (Active.Kind(i) == Hold.Kink)
            {
                Span<double> row = rows.Slice(count++ * n, n);
                _corner.CopyTo(row);
                Active.Dual(i, _ray);
                Vectors.Add(row, -2 * beside, _ray);
                _domain.Settle(row, Active);
            }
        }

        if (_hasNewKink)
        {
            // Across the new kink, on the same side of the old ones.
            Span<double> row = rows.Slice(count++ * n, n);
            _corner.CopyTo(row);
            Vectors.Add(row, Setback + 4 * Delta, _direction);
            _domain.Settle(row, Active);
        }

        return count;
    }

    // How far from each kink to look, such that no look goes farther than δ: the rays are long where kinks are nearly parallel. Leaves the
    // sum of the rays in _jump.
    private double Beside()
    {
        double longest = 1;
        Array.Clear(_jump);
        for (int i = 0; i < Active.Count; i++)
        {
            if (Active.Kind(i) == Hold.Kink)
            {
                Active.Dual(i, _ray);
                Vectors.Add(_jump, 1, _ray);
                longest = Math.Max(longest, 2 * Vectors.Norm(_ray));
            }
        }

        return Delta / Math.Max(longest, Vectors.Norm(_jump));
    }

    private double Setback => Math.Min(4 * Delta, _line.At / 2);

    private void TakeSurvey(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients)
    {
        int n = Y.Length, row = 0, chosen = 0;
        ReadOnlySpan<double> corner = gradients[..n];
        double scale = Vectors.Norm(corner);
        for (int i = 0; i < Active.Count; i++)
        {
            if (Active.Kind(i) == Hold.Kink)
            {
                row++;
                Active.Dual(i, _ray);
                Vectors.Difference(corner, gradients.Slice(row * n, n), _jump);
                double size = Vectors.Norm(_jump);
                bool isRidge = Vectors.Dot(_jump, _ray) <= 0;
                _gone[i] = isRidge || size <= _domain.Faint * scale;
                if (isRidge && size > _domain.Faint * scale)
                {
                    chosen = chosen > 0 || Vectors.Dot(corner, _ray) < 0 ? chosen : row;
                }

                if (!_gone[i])
                {
                    _misfits[i] = (Along(points, values, gradients, 0) - Along(points, values, gradients, row)) / size;
                    Vectors.Scaled(_jump, 1 / size, _jump);
                    Active.Turn(i, _jump);
                }
            }
        }

        int kinks = row;
        gradients.Slice(chosen * n, n).CopyTo(Gradient);
        if (!Forget())
        {
            Active.Rebuild();
            Correct(kinks);
        }

        if (_hasNewKink)
        {
            ReadOnlySpan<double> behind = gradients.Slice((kinks + 1) * n, n);
            bool isSeen = Vectors.Distance(corner, behind) > _domain.Faint * scale;
            KeepNewKink(corner, isSeen ? behind : _line.Right);
        }
    }

    // The value that a surveyed piece has in Y.
    private double Along(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients, int row)
    {
        double value = values[row];
        for (int j = 0; j < Y.Length; j++)
        {
            int k = row * Y.Length + j;
            value += gradients[k] * (Y[j] - points[k]);
        }

        return value;
    }

    // Lets the kinks go that are none; whether there were any.
    private bool Forget()
    {
        int before = Active.Count;
        for (int i = before - 1; i >= 0; i--)
        {
            if (Active.Kind(i) == Hold.Kink && _gone[i])
            {
                Active.RemoveAt(i);
            }
        }

        Active.Rebuild();
        return Active.Count < before;
    }

    // Moves onto the kinks, where their pieces are equal, as far as rounding had led astray.
    private void Correct(int kinks)
    {
        if (Active.Kinks < kinks)
        {
            return;
        }

        Array.Clear(_jump);
        for (int i = 0; i < Active.Count; i++)
        {
            if (Active.Kind(i) == Hold.Kink)
            {
                Active.Dual(i, _ray);
                Vectors.Add(_jump, -_misfits[i], _ray);
            }
        }

        double shift = Vectors.Norm(_jump);
        if (shift <= 4 * Delta && shift > 4 * _domain.Ulp)
        {
            Vectors.Add(Y, 1, _jump);
            _domain.Settle(Y, Active);
            Value += Vectors.Dot(Gradient, _jump);
        }
    }

    // The normal points back to where the line came from, as those of a survey do to its corner: there the function is that one piece.
    private void KeepNewKink(ReadOnlySpan<double> before, ReadOnlySpan<double> behind)
    {
        if (!_hasNewKink)
        {
            return;
        }

        _hasNewKink = false;
        double size = Vectors.Distance(before, behind);
        if (size > _domain.Faint * GradientNorm)
        {
            Vectors.Difference(before, behind, _jump);
            Vectors.Scaled(_jump, 1 / size, _jump);
            Active.Add(Hold.Kink, -1, _jump);
            Active.Rebuild();
        }
    }
}
