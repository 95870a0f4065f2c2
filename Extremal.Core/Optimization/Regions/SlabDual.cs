using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// The dual of projecting y onto a box and a plane sign·aᵀx = level: φ(μ) = Σ sign·aᵢ xᵢ(μ) with xᵢ(μ) = clamp(yᵢ − μ·sign·aᵢ), which falls
/// from φ(0) &gt; level along straight pieces. A coordinate is free between the two μ at which it meets its bounds, its breakpoints.
/// All of it is double, and a is scaled to about one, so that its squares neither overflow nor vanish.
/// </summary>
internal readonly ref struct SlabDual<T>(Box<T> box, ReadOnlySpan<T> y, ReadOnlySpan<double> a, int sign)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _lower = box.Lower;
    private readonly ReadOnlySpan<T> _upper = box.Upper;
    private readonly ReadOnlySpan<T> _y = y;
    private readonly ReadOnlySpan<double> _a = a;
    private readonly int _sign = sign;

    /// <summary>Writes the projection, rounded, to <paramref name="destination"/>, which may be y.</summary>
    public void Solve(double level, Span<T> destination)
    {
        double mu = Root(_sign * level);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateTruncating(Coordinate(i, mu));
        }
    }

    /// <summary>
    /// The μ with φ(μ) = level. Each turn tries one of the breakpoints left between the two μ known to enclose it, and keeps the half that
    /// does; when none is left φ is straight there, and the root is one division.
    /// </summary>
    private double Root(double level)
    {
        (double left, double right) = (0, double.PositiveInfinity);
        while (PickBreakpoint(left, right, out double pivot))
        {
            if (Sum(pivot) >= level)
            {
                left = pivot;
            }
            else
            {
                right = pivot;
            }
        }

        double slope = 0;
        for (int i = 0; i < _a.Length; i++)
        {
            (double enters, double leaves) = Breakpoints(i);
            slope += enters <= left && leaves >= right ? _a[i] * _a[i] : 0;
        }

        return slope > 0 ? Math.Clamp(left + (Sum(left) - level) / slope, left, right) : left;
    }

    /// <summary>
    /// The middle one, by index, of the breakpoints strictly between: without memory for them, and nearly as good as their median.
    /// </summary>
    private bool PickBreakpoint(double left, double right, out double pivot)
    {
        int wanted = CountBetween(left, right, -1, out _) / 2;
        CountBetween(left, right, wanted, out pivot);
        return !double.IsNaN(pivot);
    }

    private int CountBetween(double left, double right, int wanted, out double found)
    {
        int count = 0;
        found = double.NaN;
        for (int i = 0; i < _a.Length; i++)
        {
            (double enters, double leaves) = Breakpoints(i);
            found = left < enters && enters < right && count++ == wanted ? enters : found;
            found = left < leaves && leaves < right && count++ == wanted ? leaves : found;
        }

        return count;
    }

    /// <summary>The μ from which on and up to which coordinate i is free; an empty range for one that never moves.</summary>
    private (double Enters, double Leaves) Breakpoints(int i)
    {
        double a = _sign * _a[i];
        if (a == 0 || _lower[i] == _upper[i])
        {
            return (double.PositiveInfinity, double.NegativeInfinity);
        }

        double y = double.CreateTruncating(_y[i]);
        double atUpper = (y - double.CreateTruncating(_upper[i])) / a;
        double atLower = (y - double.CreateTruncating(_lower[i])) / a;
        return a > 0 ? (atUpper, atLower) : (atLower, atUpper);
    }

    private double Coordinate(int i, double mu)
    {
        double x = double.CreateTruncating(_y[i]) - mu * _sign * _a[i];
        double lower = double.CreateTruncating(_lower[i]);
        double upper = double.CreateTruncating(_upper[i]);
        return x < lower ? lower : x > upper ? upper : x;
    }

    private double Sum(double mu)
    {
        double sum = 0;
        for (int i = 0; i < _a.Length; i++)
        {
            sum += _a[i] == 0 ? 0 : _sign * _a[i] * Coordinate(i, mu);
        }

        return sum;
    }
}
