using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The survey of the kinks that a point keeps to. It looks at a corner beside all of them, and across each: the gradient's jump there is
/// along the kink's normal. Kinks bend where they meet others, end, and turn from valleys into ridges; so they are looked up anew at each
/// stop.
/// </summary>
internal sealed class PieceSurvey(PieceDomain domain, PiecePoint point)
{
    private readonly double[] _ray = new double[domain.Dimension];
    private readonly double[] _jump = new double[domain.Dimension];
    private readonly double[] _corner = new double[domain.Dimension];
    private readonly double[] _misfits = new double[point.Active.Capacity];
    private readonly bool[] _gone = new bool[point.Active.Capacity];

    private ActiveSet Active => point.Active;

    /// <summary>Whether the point is on a kink that is none of the active set yet, but will be by <see cref="Keep"/>.</summary>
    public bool HasNewKink { get; set; }

    /// <summary>Number of points that <see cref="Fill"/> writes.</summary>
    public int Wanted => 1 + Active.Kinks + (HasNewKink ? 1 : 0);

    /// <summary>
    /// Writes the points to look at. The corner is Y + δ Σ rays, set back to where the line came from, and not across what stopped it.
    /// </summary>
    public int Fill(Span<double> rows, double setback, ReadOnlySpan<double> direction)
    {
        int n = _corner.Length, count = 1;
        point.Y.CopyTo(_corner, 0);
        Vectors.Add(_corner, -setback, direction);
        double beside = Beside();
        Vectors.Add(_corner, beside, _jump);
        _corner.CopyTo(rows);
        domain.Settle(rows[..n], Active);
        for (int i = 0; i < Active.Count; i++)
        {
            if (Active.Kind(i) == Hold.Kink)
            {
                Span<double> row = rows.Slice(count++ * n, n);
                _corner.CopyTo(row);
                Active.Dual(i, _ray);
                Vectors.Add(row, -2 * beside, _ray);
                domain.Settle(row, Active);
            }
        }

        if (HasNewKink)
        {
            // Across the new kink, on the same side of the old ones.
            Span<double> row = rows.Slice(count++ * n, n);
            _corner.CopyTo(row);
            Vectors.Add(row, setback + 4 * point.Delta, direction);
            domain.Settle(row, Active);
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

        return point.Delta / Math.Max(longest, Vectors.Norm(_jump));
    }

    /// <summary>Takes the results for them, and the gradient behind the new kink, if it cannot be seen from there.</summary>
    public void Take(
        ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients, ReadOnlySpan<double> right)
    {
        int n = _corner.Length, row = 0, chosen = 0;
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
                _gone[i] = isRidge || size <= domain.Faint * scale;
                if (isRidge && size > domain.Faint * scale)
                {
                    chosen = chosen > 0 || Vectors.Dot(corner, _ray) < 0 ? chosen : row;
                }

                if (!_gone[i])
                {
                    double across = point.Extrapolate(values[row], gradients.Slice(row * n, n), points.Slice(row * n, n));
                    _misfits[i] = (point.Extrapolate(values[0], corner, points[..n]) - across) / size;
                    Vectors.Scaled(_jump, 1 / size, _jump);
                    Active.Turn(i, _jump);
                }
            }
        }

        int kinks = row;
        gradients.Slice(chosen * n, n).CopyTo(point.Gradient);
        if (!Forget())
        {
            Active.Rebuild();
            Correct(kinks);
        }

        if (HasNewKink)
        {
            ReadOnlySpan<double> behind = gradients.Slice((kinks + 1) * n, n);
            bool isSeen = Vectors.Distance(corner, behind) > domain.Faint * scale;
            Keep(corner, isSeen ? behind : right);
        }
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
        if (shift <= 4 * point.Delta && shift > 4 * domain.Ulp)
        {
            Vectors.Add(point.Y, 1, _jump);
            domain.Settle(point.Y, Active);
            point.Value += Vectors.Dot(point.Gradient, _jump);
        }
    }

    /// <summary>
    /// Takes the new kink, if there is one, into the active set. Its normal points back to where the line came from, as those of a survey do
    /// to its corner: there the function is that one piece.
    /// </summary>
    public void Keep(ReadOnlySpan<double> before, ReadOnlySpan<double> behind)
    {
        if (!HasNewKink)
        {
            return;
        }

        HasNewKink = false;
        double size = Vectors.Distance(before, behind);
        if (size > domain.Faint * point.GradientNorm)
        {
            Vectors.Difference(before, behind, _jump);
            Vectors.Scaled(_jump, 1 / size, _jump);
            Active.Add(Hold.Kink, -1, _jump);
            Active.Rebuild();
        }
    }
}
