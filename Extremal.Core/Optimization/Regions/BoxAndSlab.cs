using System.Globalization;
using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// { x : lower ≤ x ≤ upper, low ≤ aᵀx ≤ high }: a box cut by a linear constraint, or by a plane if low = high. aᵀx means the sum in the order of the
/// coordinates in the arithmetic of <typeparamref name="T"/>, where each product and each sum is rounded.
/// </summary>
/// <remarks>
/// The projection is x = clamp(y − λ a) for the one λ that meets the linear constraint; it is found on the breakpoints of the piecewise linear dual,
/// without a tolerance (see Kiwiel, Breakpoint searching algorithms for the continuous quadratic knapsack problem, 2008). A last step
/// settles what rounding left outside, so that a projected point meets the box and the linear constraint exactly. The one exception is a linear constraint so narrow
/// that no numbers of <typeparamref name="T"/> nearby meet it, such as x − y = 0.3 near (5.3, 5): there the sum stays beside the linear constraint by
/// less than its <see cref="Rounding"/>, and <see cref="Region{T}.Contains"/> is false.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class BoxAndSlab<T> : Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _a;
    private readonly double[] _scaled;
    private readonly int _exponent;
    private readonly SlabSettling<T> _settling;

    /// <summary>
    /// The part of <paramref name="box"/> where <paramref name="low"/> ≤ aᵀx ≤ <paramref name="high"/>. If there is none, the region is
    /// empty, which <see cref="Region{T}.EmptyReason"/> explains.
    /// </summary>
    /// <param name="box">Bounds of the coordinates.</param>
    /// <param name="coefficients">a: finite numbers of any sign and scale, zeros among them; copied.</param>
    /// <param name="low">The least aᵀx; −∞ for none.</param>
    /// <param name="high">The greatest aᵀx; +∞ for none.</param>
    /// <exception cref="ArgumentException">There are not as many coefficients as coordinates, one is not finite, or low ≤ high does not
    /// hold.</exception>
    public BoxAndSlab(Box<T> box, ReadOnlySpan<T> coefficients, T low, T high)
    {
        ArgumentNullException.ThrowIfNull(box);
        if (coefficients.Length != box.Dimension)
        {
            throw new ArgumentException(
                $"BoxAndSlab got {coefficients.Length} coefficients and wanted {box.Dimension}.", nameof(coefficients));
        }

        T greatest = T.Zero;
        foreach (T a in coefficients)
        {
            greatest = T.IsFinite(a)
                ? T.Max(greatest, T.Abs(a))
                : throw new ArgumentException("BoxAndSlab got a coefficient that is not finite.", nameof(coefficients));
        }

        if (!(low <= high && low < T.PositiveInfinity && high > T.NegativeInfinity))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"BoxAndSlab got the limits {low} ≤ aᵀx ≤ {high}; no number meets it."));
        }

        (Box, Low, High) = (box, low, high);
        _a = coefficients.ToArray();
        _exponent = greatest == T.Zero ? 0 : T.ILogB(greatest);
        _scaled = Array.ConvertAll(_a, a => double.ScaleB(double.CreateTruncating(a), -_exponent));
        _settling = new(box, _a, low, high);
        (LeastAttainable, GreatestAttainable) = (Extreme(greatest: false), Extreme(greatest: true));
        EmptyReason = LeastAttainable <= high && GreatestAttainable >= low
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"No point of the box meets {low} ≤ aᵀx ≤ {high}: in the box aᵀx reaches from {LeastAttainable} to {GreatestAttainable}.");
    }

    /// <summary>Bounds of the coordinates.</summary>
    public Box<T> Box { get; }

    /// <summary>a.</summary>
    public ReadOnlySpan<T> Coefficients => _a;

    /// <summary>The least aᵀx.</summary>
    public T Low { get; }

    /// <summary>The greatest aᵀx.</summary>
    public T High { get; }

    /// <summary>The least aᵀx of the points in the box.</summary>
    public T LeastAttainable { get; }

    /// <summary>The greatest aᵀx of the points in the box.</summary>
    public T GreatestAttainable { get; }

    /// <inheritdoc/>
    public override int Dimension => Box.Dimension;

    /// <inheritdoc/>
    public override string? EmptyReason { get; }

    /// <summary>aᵀx, summed in the order of the coordinates.</summary>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    public T Sum(ReadOnlySpan<T> point) => point.Length == Dimension
        ? _settling.Sum(point)
        : throw new ArgumentException($"BoxAndSlab.Sum got {point.Length} coordinates and wanted {Dimension}.");

    /// <summary>
    /// What rounding alone may put between <see cref="Sum"/> and the exact aᵀx: 2nε Σ|aᵢxᵢ|. A linear constraint narrower than that is met to rounding by
    /// every projected point, but perhaps not to the last digit.
    /// </summary>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    public T Rounding(ReadOnlySpan<T> point) => point.Length == Dimension
        ? _settling.Rounding(point)
        : throw new ArgumentException($"BoxAndSlab.Rounding got {point.Length} coordinates and wanted {Dimension}.");

    /// <inheritdoc/>
    protected override bool Holds(ReadOnlySpan<T> point)
    {
        T sum = _settling.Sum(point);
        return Box.Contains(point) && Low <= sum && sum <= High;
    }

    /// <inheritdoc/>
    protected override void Move(Span<T> point)
    {
        // From a far point the difference y − λ a cancels; a second time it starts near the linear constraint and loses nothing.
        for (int round = 0; round < 2; round++)
        {
            T excess = _settling.Excess(point);
            if (T.Abs(excess) > _settling.Rounding(point))
            {
                SlabDual<T> dual = new(Box, point, _scaled, sign: excess > T.Zero ? 1 : -1);
                dual.Solve(Level(excess > T.Zero ? High : Low), point);
            }
        }

        Box.Project(point);
        _settling.Settle(point);
    }

    private double Level(T bound) => double.ScaleB(double.CreateTruncating(bound), -_exponent);

    /// <summary>
    /// aᵀx at the corner of the box where it is least or greatest. Rounded sums never fall when a term rises, so no point of the box goes
    /// beyond.
    /// </summary>
    private T Extreme(bool greatest)
    {
        T sum = T.Zero;
        for (int i = 0; i < _a.Length; i++)
        {
            sum += _a[i] == T.Zero ? T.Zero : _a[i] * (greatest == _a[i] > T.Zero ? Box.Upper[i] : Box.Lower[i]);
        }

        return sum;
    }
}
