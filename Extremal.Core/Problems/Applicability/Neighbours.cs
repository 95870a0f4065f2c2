using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// Rows that can be asked which of them are near: each input in its standard deviations, those that do not vary left out. An input's
/// numbers lie side by side, so that one instruction serves several rows; each row's sum is the same at every width.
/// </summary>
internal sealed class Neighbours
{
    // Rows at a time, so that their numbers stay in the second cache while every row that asks goes by.
    private const int Block = 1024;

    private readonly Dataset _data;
    private readonly Dataset _counted;
    private readonly int[] _varying;
    private readonly double[][] _columns;
    private readonly double _same; // the square of a distance that rounding may make between equal rows

    /// <param name="data">The rows; those of weight 0 are nobody's neighbours.</param>
    /// <param name="varying">The inputs that are not constant.</param>
    public Neighbours(Dataset data, ReadOnlySpan<int> varying)
    {
        (_data, _counted, _varying) = (data, data.Counted, varying.ToArray());
        ReadOnlyMatrix<double> rows = _counted.Inputs;
        _columns = new double[_varying.Length][];
        for (int i = 0; i < _columns.Length; i++)
        {
            double[] column = _columns[i] = new double[rows.Rows];
            Column input = _counted.InputColumns[_varying[i]];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = (rows[row, _varying[i]] - input.Mean) / input.StandardDeviation;
            }

            double rounding = Moments.RoundingOf(input.Minimum, input.Maximum) / input.StandardDeviation;
            _same += 4 * rounding * rounding;
        }
    }

    /// <summary>The rows nearest to a point, the nearest first; of equally near ones, the earlier.</summary>
    public NearRow[] Nearest(ReadOnlySpan<double> point, int count)
    {
        double[] z = new double[_varying.Length], squares = new double[_counted.RowCount];
        for (int i = 0; i < z.Length; i++)
        {
            Column input = _counted.InputColumns[_varying[i]];
            z[i] = (point[_varying[i]] - input.Mean) / input.StandardDeviation;
        }

        FillSquares(z, 0, squares);
        var nearest = new List<int>(count + 1);
        for (int row = 0; row < squares.Length; row++)
        {
            if (nearest.Count == count && !(squares[row] < squares[nearest[^1]]))
            {
                continue;
            }

            int place = nearest.FindIndex(other => squares[row] < squares[other]);
            nearest.Insert(place < 0 ? nearest.Count : place, row);
            nearest.RemoveRange(Math.Min(count, nearest.Count), Math.Max(0, nearest.Count - count));
        }

        return [.. nearest.Select(row => Near(_data.CountedRows[row], Math.Sqrt(squares[row])))];
    }

    private NearRow Near(int row, double distance) => new(row, distance, _data.Inputs.Row(row).ToArray(), _data.Targets.Row(row).ToArray());

    /// <summary>
    /// From each of some rows the distance to the nearest other one. Rows with the same inputs, but for rounding, do not count, nor do those
    /// of its group: they say nothing about how densely the data lie.
    /// </summary>
    /// <param name="most">Of more rows than this every k-th is asked, and looked for among all.</param>
    /// <returns>One number for each row that has another beside it; and that row's weight, if there are weights.</returns>
    public (double[] Gaps, double[] Weights) Gaps(int most)
    {
        int asked = Math.Min(most, _counted.RowCount);
        int[] rows = [.. Enumerable.Range(0, asked).Select(k => (int)((long)k * _counted.RowCount / asked))];
        double[][] z = Array.ConvertAll(rows, row => Array.ConvertAll(_columns, column => column[row]));
        double[] least = new double[asked], squares = new double[Block];
        Array.Fill(least, double.PositiveInfinity);
        for (int start = 0; start < _counted.RowCount; start += Block)
        {
            Span<double> block = squares.AsSpan(0, Math.Min(Block, _counted.RowCount - start));
            for (int k = 0; k < asked; k++)
            {
                FillSquares(z[k], start, block);
                least[k] = Math.Min(least[k], Least(block, start, rows[k]));
            }
        }

        int[] found = [.. Enumerable.Range(0, asked).Where(k => least[k] < double.PositiveInfinity)];
        double[] weights = _counted.Weights.ToArray();
        return ([.. found.Select(k => Math.Sqrt(least[k]))], weights.Length == 0 ? [] : [.. found.Select(k => weights[rows[k]])]);
    }

    // The least square of another row that differs from this one, and is of another group.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Least(ReadOnlySpan<double> squares, int start, int row)
    {
        ReadOnlySpan<int> groups = _counted.Groups;
        double least = double.PositiveInfinity;
        for (int i = 0; i < squares.Length; i++)
        {
            if (squares[i] < least && squares[i] > _same && (groups.IsEmpty || groups[start + i] != groups[row]))
            {
                least = squares[i];
            }
        }

        return least;
    }

    // squares[i] = Σ (column[start + i] − z)², in the order of the inputs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillSquares(double[] z, int start, Span<double> squares)
    {
        squares.Clear();
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(squares);
        for (int j = 0; j < z.Length; j++)
        {
            ReadOnlySpan<double> column = _columns[j].AsSpan(start, squares.Length);
            ReadOnlySpan<Vector<double>> wide = MemoryMarshal.Cast<double, Vector<double>>(column);
            var center = new Vector<double>(z[j]);
            for (int k = 0; k < sums.Length; k++)
            {
                Vector<double> apart = wide[k] - center;
                sums[k] += apart * apart;
            }

            for (int i = sums.Length * Vector<double>.Count; i < squares.Length; i++)
            {
                double apart = column[i] - z[j];
                squares[i] += apart * apart;
            }
        }
    }
}
