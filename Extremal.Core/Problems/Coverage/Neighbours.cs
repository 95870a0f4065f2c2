using System.Numerics;
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
    private readonly Dataset _data;
    private readonly int[] _varying;
    private readonly double[][] _columns;

    public Neighbours(Dataset data, ReadOnlySpan<int> varying)
    {
        (_data, _varying) = (data, varying.ToArray());
        ReadOnlyMatrix<double> rows = data.Inputs;
        _columns = new double[_varying.Length][];
        for (int i = 0; i < _columns.Length; i++)
        {
            double[] column = _columns[i] = new double[rows.Rows];
            Column input = data.InputColumns[_varying[i]];
            for (int row = 0; row < column.Length; row++)
            {
                column[row] = (rows[row, _varying[i]] - input.Mean) / input.Deviation;
            }
        }
    }

    /// <summary>The rows nearest to a point, the nearest first; of equally near ones, the earlier.</summary>
    public NearRow[] Nearest(ReadOnlySpan<double> point, int count)
    {
        double[] z = new double[_varying.Length], squares = new double[_data.Rows];
        for (int i = 0; i < z.Length; i++)
        {
            Column input = _data.InputColumns[_varying[i]];
            z[i] = (point[_varying[i]] - input.Mean) / input.Deviation;
        }

        FillSquares(z, squares);
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

        return [.. nearest.Select(row => new NearRow(_data, row, Math.Sqrt(squares[row])))];
    }

    /// <summary>
    /// From each of some rows the distance to the nearest other one. Rows with the same inputs do not count, nor do those of its group:
    /// they say nothing about how densely the data lie.
    /// </summary>
    /// <param name="most">Of more rows than this every so many-th is asked, and looked for among all.</param>
    /// <returns>One number for each row that has another beside it.</returns>
    public double[] Gaps(int most)
    {
        int rows = _data.Rows, asked = Math.Min(most, rows);
        var gaps = new List<double>(asked);
        double[] z = new double[_varying.Length], squares = new double[rows];
        for (int k = 0; k < asked; k++)
        {
            int row = (int)((long)k * rows / asked);
            for (int i = 0; i < z.Length; i++)
            {
                z[i] = _columns[i][row];
            }

            FillSquares(z, squares);
            double least = Least(squares, row);
            if (least < double.PositiveInfinity)
            {
                gaps.Add(Math.Sqrt(least));
            }
        }

        return [.. gaps];
    }

    /// <summary>Row <paramref name="row"/> in deviations, for the inputs that vary.</summary>
    public double[] Row(int row) => Array.ConvertAll(_columns, column => column[row]);

    private double Least(double[] squares, int row)
    {
        ReadOnlySpan<int> groups = _data.Groups;
        double least = double.PositiveInfinity;
        for (int other = 0; other < squares.Length; other++)
        {
            if (squares[other] < least && squares[other] > 0 && (groups.IsEmpty || groups[other] != groups[row]))
            {
                least = squares[other];
            }
        }

        return least;
    }

    // squares[row] = Σ (column[row] − z)², in the order of the inputs.
    private void FillSquares(double[] z, double[] squares)
    {
        Array.Clear(squares);
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(squares.AsSpan());
        for (int i = 0; i < z.Length; i++)
        {
            ReadOnlySpan<Vector<double>> column = MemoryMarshal.Cast<double, Vector<double>>(_columns[i]);
            var center = new Vector<double>(z[i]);
            for (int k = 0; k < sums.Length; k++)
            {
                Vector<double> apart = column[k] - center;
                sums[k] += apart * apart;
            }

            for (int row = sums.Length * Vector<double>.Count; row < squares.Length; row++)
            {
                double apart = _columns[i][row] - z[i];
                squares[row] += apart * apart;
            }
        }
    }
}
