using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Extrema;

/// <summary>
/// Points where a search may begin, each with its merit (the less the better). Each time that some are taken the best one left is among
/// them, and the others keep a distance from each other and from all that were taken before.
/// </summary>
internal sealed class StartPool
{
    // The first radius, as a share of the side of a cube that would be one start's share of the domain.
    private const double FirstRadius = 0.5;
    private const int Halvings = 12;

    // Points that are compared between two looks at the deadline.
    private const int Looked = 256;

    private readonly Slice<double> _points;
    private readonly double[] _widths;
    private readonly int[] _order;
    private readonly bool[] _isTaken;
    private readonly List<int> _taken = [];

    /// <param name="points">One row a point.</param>
    /// <param name="merits">One number a point; one that is not finite, −∞ too, is the worst.</param>
    /// <param name="widths">The domain's width in each coordinate, the measure of distance; 0 for one without a choice.</param>
    public StartPool(Slice<double> points, ReadOnlySpan<double> merits, double[] widths)
    {
        (_points, _widths, _isTaken) = (points, widths, new bool[points.Shape.Rows]);
        _order = [.. Enumerable.Range(0, points.Shape.Rows)];
        double[] keys = merits.ToArray();
        for (int i = 0; i < keys.Length; i++)
        {
            keys[i] = double.IsFinite(keys[i]) ? keys[i] : double.PositiveInfinity;
        }

        Array.Sort(keys, _order);
        SortEqualsByNumber(keys);
    }

    /// <summary>How many are left.</summary>
    public int Left => _order.Length - _taken.Count;

    /// <summary>Takes this many points, or all that are left. Once the deadline is over, the best of them, however near to each other.</summary>
    public Slice<double> Take(int count)
    {
        count = Math.Min(count, Left);
        int before = _taken.Count, wanted = before + count;
        double radius = FirstRadius * Diameter(wanted);
        for (int halving = 0; halving <= Halvings && _taken.Count < wanted; halving++)
        {
            Sweep(halving < Halvings && !IsOver ? radius * radius : 0, wanted);
            radius /= 2;
        }

        Slice<double> chosen = Slice<double>.Zeros(new Shape(count, _points.Shape.Columns));
        for (int i = 0; i < count; i++)
        {
            _points.Matrix.Row(_taken[before + i]).CopyTo(chosen.Matrix.Row(i));
        }

        return chosen;
    }

    private static bool IsOver => Deadline.Current is { IsOver: true };

    private void Sweep(double squaredRadius, int wanted)
    {
        int looked = 0;
        foreach (int i in _order)
        {
            if (_taken.Count == wanted || (++looked % Looked == 0 && squaredRadius > 0 && IsOver))
            {
                return;
            }

            if (!_isTaken[i] && IsApart(i, squaredRadius))
            {
                _isTaken[i] = true;
                _taken.Add(i);
            }
        }
    }

    private bool IsApart(int candidate, double squaredRadius)
    {
        ReadOnlySpan<double> x = _points.Matrix.Row(candidate);
        foreach (int i in _taken)
        {
            ReadOnlySpan<double> other = _points.Matrix.Row(i);
            double distance = 0;
            for (int j = 0; j < x.Length; j++)
            {
                double step = _widths[j] > 0 ? (x[j] - other[j]) / _widths[j] : 0;
                distance += step * step;
            }

            if (distance < squaredRadius)
            {
                return false;
            }
        }

        return true;
    }

    // The sort is not stable, and on a plateau (units that are all off) many merits are equal.
    private void SortEqualsByNumber(double[] keys)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start]; end++)
            {
            }

            if (end > start + 1)
            {
                Array.Sort(_order, start, end - start);
            }
        }
    }

    // The side of a cube whose volume is one of `count` equal parts of the unit cube, in the coordinates that have a choice:
    // 2^(−log₂(count)/d), with the exponent rounded to a half, which is precise enough and has the same bits everywhere.
    private double Diameter(int count)
    {
        int dimensions = Math.Max(1, _widths.Count(width => width > 0));
        double halves = Math.Round(2.0 * double.ILogB(count) / dimensions);
        return double.ScaleB(halves % 2 == 0 ? 1 : Math.Sqrt(0.5), -(int)(halves / 2));
    }
}
