using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// A few boxes under way, enough of them to fill the products and few enough for the cache: how great linear functions are on each, and where.
/// </summary>
internal sealed class BoxChunk(LinearRegion region, int capacity)
{
    private const int Most = 8;
    private const int MostCoefficients = 1 << 20; // eight megabytes

    // So far inside of a constraint, in its roundings, that means of such points are inside for certain.
    private const double Margin = 4;

    private readonly double[] _middle = new double[capacity * region.Inputs];
    private readonly double[] _radius = new double[capacity * region.Inputs];

    /// <summary>The most boxes.</summary>
    public int Capacity => capacity;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>What all their points keep.</summary>
    public LinearRegion Region => region;

    /// <summary>How many boxes suit a network: each has the coefficients of every z and −z of a layer under way.</summary>
    /// <exception cref="ArgumentException">No array holds the coefficients of one box.</exception>
    public static int CapacityFor(BoundedNetwork network)
    {
        int coefficients = ArrayLength.Of(
            $"A certificate wants the coefficients of every sum of a layer of {network.Width} in itself",
            2 * (Int128)network.Width * network.Width);
        return Math.Clamp(MostCoefficients / coefficients, 1, Most);
    }

    /// <summary>Takes boxes of a batch: middles and radii such that middle ± radius holds the box.</summary>
    public void Take(BoxBatch batch, int first, int count)
    {
        Count = count;
        for (int i = 0; i < count * region.Inputs; i++)
        {
            double low = batch.Lower[first * region.Inputs + i], high = batch.Upper[first * region.Inputs + i];
            double middle = low == high ? low : 0.5 * low + 0.5 * high;
            _middle[i] = middle;
            _radius[i] = low == high ? 0 : Math.BitIncrement(Math.Max(high - middle, middle - low));
        }
    }

    /// <summary>The maxima over one box of Σ a x + offset + charge, one a function; see <see cref="BoxMaximum"/>.</summary>
    /// <param name="box">Number of the box.</param>
    /// <param name="coefficients">a, inputs × functions, a row every <paramref name="stride"/> numbers.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    /// <param name="offsets">One a function.</param>
    /// <param name="charges">What rounding has cost, one a function.</param>
    /// <param name="reach">What rounding may cost for each unit of |a|, inputs numbers.</param>
    /// <param name="unit">What rounding may cost for each unit of a multiplier's product.</param>
    /// <param name="greatest">Gets the maxima.</param>
    public void Maximize(
        int box, ReadOnlySpan<double> coefficients, int stride, ReadOnlySpan<double> offsets, ReadOnlySpan<double> charges,
        ReadOnlySpan<double> reach, double unit, Span<double> greatest)
    {
        int n = region.Inputs;
        var maximum = new BoxMaximum
        {
            Coefficients = coefficients,
            Stride = stride,
            Offsets = offsets,
            Charges = charges,
            Middle = _middle.AsSpan(box * n, n),
            Radius = _radius.AsSpan(box * n, n),
            Reach = reach,
            Rows = region.Rows,
            Low = region.Low,
            High = region.High,
            Unit = unit,
            Greatest = greatest,
        };
        VectorWidth.Run<double, BoxMaximum>(VectorWidth.For<double>(greatest.Length), ref maximum);
    }

    /// <summary>
    /// Where a linear function is greatest on a box: its vertex; and on the part of it that keeps a constraint. With several constraints,
    /// each that it breaks is settled after the other: the result is a point of the box that may break an earlier one again.
    /// </summary>
    /// <param name="coefficients">Of the linear function, one every <paramref name="stride"/> numbers.</param>
    /// <param name="stride">Numbers from one coefficient to the next.</param>
    /// <param name="lower">The box's lower side.</param>
    /// <param name="upper">The box's upper side.</param>
    /// <param name="vertex">Gets it.</param>
    public void FindVertex(
        ReadOnlySpan<double> coefficients, int stride, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> vertex)
    {
        for (int k = 0; k < vertex.Length; k++)
        {
            vertex[k] = coefficients[k * stride] >= 0 ? upper[k] : lower[k];
        }

        for (int row = 0; row < region.Constraints; row++)
        {
            double excess = region.Excess(row, vertex, Margin);
            if (excess != 0)
            {
                Settle(coefficients, stride, region.Row(row), lower, upper, excess, vertex);
            }
        }
    }

    // The coordinates that cost least for each unit of the sum give way, one after another, until the sum is at its limit.
    private static void Settle(
        ReadOnlySpan<double> coefficients, int stride, ReadOnlySpan<double> r, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        double excess, Span<double> vertex)
    {
        for (int turn = 0; turn < r.Length && excess != 0; turn++)
        {
            (int best, double cheapest) = (-1, double.PositiveInfinity);
            for (int k = 0; k < r.Length; k++)
            {
                double room = r[k] * excess > 0 ? vertex[k] - lower[k] : upper[k] - vertex[k];
                double cost = Math.Abs(coefficients[k * stride] / r[k]);
                if (r[k] != 0 && room > 0 && cost < cheapest)
                {
                    (best, cheapest) = (k, cost);
                }
            }

            if (best < 0)
            {
                return;
            }

            double target = Math.Clamp(vertex[best] - excess / r[best], lower[best], upper[best]);
            double moved = r[best] * (vertex[best] - target);
            excess = target == lower[best] || target == upper[best] ? excess - moved : 0;
            vertex[best] = target;
        }
    }
}
