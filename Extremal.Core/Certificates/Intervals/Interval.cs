using System.Globalization;

namespace Extremal.Certificates;

/// <summary>
/// All real numbers from <see cref="Low"/> to <see cref="High"/>, either of which may be infinite. The result of an operation contains
/// every result of numbers from its operands: bounds that do not come out exact are rounded outwards. An end is never NaN, and no interval
/// is empty.
/// </summary>
internal readonly record struct Interval
{
    // Below, the error of a product cannot be told from its residual, which may be lost.
    private const double LeastExact = 1e-250;

    /// <summary>The interval from one number to another.</summary>
    /// <exception cref="ArgumentException"><paramref name="low"/> is above <paramref name="high"/>, or either is NaN, or both are the same
    /// infinity: no number lies between.</exception>
    public Interval(double low, double high)
    {
        if (!(low <= high) || low == double.PositiveInfinity || high == double.NegativeInfinity)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"No number lies between {low} and {high}: an interval is never empty."), nameof(low));
        }

        Low = low;
        High = high;
    }

    /// <summary>The lower end.</summary>
    public double Low { get; }

    /// <summary>The upper end.</summary>
    public double High { get; }

    /// <summary>The greatest |x|.</summary>
    public double Magnitude => Math.Max(-Low, High);

    /// <summary>A number as an interval.</summary>
    public static implicit operator Interval(double number) => new(number, number);

    /// <summary>−x.</summary>
    public static Interval operator -(Interval x) => new(-x.High, -x.Low);

    /// <summary>x + y.</summary>
    public static Interval operator +(Interval x, Interval y) => new(SumDown(x.Low, y.Low), SumUp(x.High, y.High));

    /// <summary>x · y.</summary>
    public static Interval operator *(Interval x, Interval y) => new(
        Math.Min(
            Math.Min(ProductDown(x.Low, y.Low), ProductDown(x.Low, y.High)),
            Math.Min(ProductDown(x.High, y.Low), ProductDown(x.High, y.High))),
        Math.Max(
            Math.Max(ProductUp(x.Low, y.Low), ProductUp(x.Low, y.High)),
            Math.Max(ProductUp(x.High, y.Low), ProductUp(x.High, y.High))));

    /// <summary>x times a number: the same as with the number as an interval, and faster.</summary>
    internal Interval Times(double factor) => factor >= 0
        ? new(ProductDown(Low, factor), ProductUp(High, factor))
        : new(ProductDown(High, factor), ProductUp(Low, factor));

    /// <summary>|x|.</summary>
    public static Interval Abs(Interval x) => x.Low >= 0 ? x : x.High <= 0 ? -x : new(0, x.Magnitude);

    /// <summary>Whether the number lies in it; NaN and infinities do not.</summary>
    public bool Contains(double number) => double.IsFinite(number) && Low <= number && number <= High;

    /// <summary>Whether every number of the other lies in it.</summary>
    public bool Contains(Interval other) => Low <= other.Low && other.High <= High;

    /// <summary>For example <c>[-1, 0.5]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Low}, {High}]");

    // What rounding the sum lost is known exactly (Knuth), so that an exact sum stays. Low ends are never ∞, high ends never −∞, so no sum
    // is NaN.
    private static double SumDown(double x, double y)
    {
        double sum = x + y;
        double added = sum - x;
        double lost = x - (sum - added) + (y - added);
        return lost >= 0 || double.IsNegativeInfinity(sum) ? sum : Math.BitDecrement(sum);
    }

    private static double SumUp(double x, double y) => -SumDown(-x, -y);

    // 0·∞ is 0 here: the infinite end stands for numbers, each of which times 0 is 0.
    private static double ProductDown(double x, double y)
    {
        if (x == 0 || y == 0)
        {
            return 0;
        }

        double product = x * y;
        return double.IsInfinity(x) || double.IsInfinity(y) || IsAtMost(product, Math.FusedMultiplyAdd(x, y, -product))
            ? product
            : Math.BitDecrement(product);
    }

    private static double ProductUp(double x, double y) => -ProductDown(-x, y);

    private static bool IsAtMost(double product, double lost) => Math.Abs(product) > LeastExact && double.IsFinite(product) && lost >= 0;
}
