namespace Extremal.Optimization.QuadraticProgramming;

/// <summary>
/// A quadratic programme whose last rows may be violated at a price: min gᵀd + ½ dᵀHd + ρ Σ (s⁺ + s⁻) with low ≤ A d + s⁺ − s⁻ ≤ high and
/// s⁺, s⁻ ≥ 0. It has a solution whenever bounds and hard rows have one, the same as without slack if ρ exceeds the multipliers there.
/// </summary>
internal sealed class ElasticProgramme
{
    /// <summary>
    /// The curvature that makes the slack strictly convex, as a part of the price per unit of the present violation: it blurs the price
    /// by about that part.
    /// </summary>
    private const double Curvature = 1e-5;

    private readonly int _n;
    private readonly int _hard;
    private readonly int _soft;
    private readonly QuadraticProgramme _inner;

    /// <summary>Room for n unknowns, rows that hold, and rows after them that may be violated.</summary>
    public ElasticProgramme(int dimension, int hard, int soft)
    {
        (_n, _hard, _soft) = (dimension, hard, soft);
        int all = dimension + 2 * soft;
        _inner = new(all, hard + soft);
        for (int k = dimension; k < all; k++)
        {
            (_inner.Low[k], _inner.High[k]) = (0, double.PositiveInfinity);
        }

        for (int i = 0; i < soft; i++)
        {
            _inner.Row(hard + i)[dimension + 2 * i] = 1;
            _inner.Row(hard + i)[dimension + 2 * i + 1] = -1;
        }
    }

    /// <summary>d.</summary>
    public ReadOnlySpan<double> Step => _inner.Step[.._n];

    /// <summary>λ of bound k, or of row k − n.</summary>
    public double Multiplier(int k) => _inner.Multipliers[k < _n ? k : k + 2 * _soft];

    /// <summary>By how much soft row i stays violated: positive below its low limit, negative above its high one.</summary>
    public double Leftover(int i) => Math.Max(_inner.Step[_n + 2 * i], 0) - Math.Max(_inner.Step[_n + 2 * i + 1], 0);

    /// <summary>Solves a programme with its last rows made soft.</summary>
    /// <param name="hard">The programme; only its numbers are read.</param>
    /// <param name="price">ρ.</param>
    /// <param name="violation">A violation of usual size, above zero.</param>
    public QuadraticStatus Solve(QuadraticProgramme hard, double price, double violation)
    {
        Copy(hard);
        int all = _n + 2 * _soft;
        double curvature = Curvature * price / violation;
        for (int k = _n; k < all; k++)
        {
            _inner.Hessian[k * all + k] = curvature;
            _inner.Gradient[k] = price;
        }

        return _inner.Factor() ? _inner.Solve() : QuadraticStatus.Stalled;
    }

    private void Copy(QuadraticProgramme hard)
    {
        hard.Gradient.CopyTo(_inner.Gradient);
        int all = _n + 2 * _soft;
        for (int i = 0; i < _n; i++)
        {
            hard.Hessian.Slice(i * _n, _n).CopyTo(_inner.Hessian[(i * all)..]);
        }

        for (int i = 0; i < _hard + _soft; i++)
        {
            hard.Row(i).CopyTo(_inner.Row(i));
        }

        Copy(hard.Low, _inner.Low);
        Copy(hard.High, _inner.High);
        Copy(hard.Rounding, _inner.Rounding);
    }

    private void Copy(double[] from, double[] to)
    {
        from.AsSpan(0, _n).CopyTo(to);
        from.AsSpan(_n).CopyTo(to.AsSpan(_n + 2 * _soft));
    }
}
