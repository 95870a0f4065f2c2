using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>The linear rows, each scaled to a unit normal.</summary>
internal sealed partial class PieceDomain
{
    private readonly double[] _rows;
    private readonly double[] _rowLow;
    private readonly double[] _rowHigh;

    /// <summary>Unit normal of a row.</summary>
    public ReadOnlySpan<double> Row(int i) => _rows.AsSpan(i * Dimension, Dimension);

    public bool IsEquality(int row) => _rowLow[row] == _rowHigh[row];

    /// <summary>The sense of the row's normal, 1 or −1, in which a point at one of its limits may move.</summary>
    public int Inside(int row, ReadOnlySpan<double> y) => Room(row, y, 1) < Room(row, y, -1) ? -1 : 1;

    /// <summary>Turns a direction away from the limits that a point is at, one after the other; whether it led inwards of all.</summary>
    public bool TurnInwards(ReadOnlySpan<double> y, Span<double> direction, ActiveSet equalities)
    {
        bool leads = true;
        equalities.Project(direction);
        for (int j = 0; j < y.Length; j++)
        {
            bool outwards = !_fixed[j] && ((y[j] == Lower[j] && direction[j] <= 0) || (y[j] == Upper[j] && direction[j] >= 0));
            leads &= !outwards;
            direction[j] = outwards ? (y[j] == Lower[j] ? 0.1 : -0.1) - direction[j] : direction[j];
        }

        for (int i = 0; i < Rows; i++)
        {
            double sense = -Inside(i, y), rate = sense * Vectors.Dot(Row(i), direction);
            if (!IsEquality(i) && rate >= 0 && Room(i, y, sense) <= 16 * Ulp * Size(i, y))
            {
                leads = false;
                Vectors.Add(direction, -(2 * rate + 0.1) * sense, Row(i));
            }
        }

        return leads;
    }

    // Distance to the limit that lies in the sense of rate.
    private double Room(int row, ReadOnlySpan<double> y, double rate) =>
        rate > 0 ? _rowHigh[row] - Vectors.Dot(Row(row), y) : Vectors.Dot(Row(row), y) - _rowLow[row];

    private double Size(int row, ReadOnlySpan<double> y)
    {
        double sum = 1;
        for (int j = 0; j < y.Length; j++)
        {
            sum += Math.Abs(Row(row)[j] * y[j]);
        }

        return sum;
    }

    private void TakeRows<T>(LinearRows<T>? rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int kept = 0;
        for (int i = 0; i < Rows; i++)
        {
            Span<double> normal = _rows.AsSpan(kept * Dimension, Dimension);
            for (int j = 0; j < Dimension; j++)
            {
                normal[j] = double.CreateTruncating(rows!.Coefficients(i)[j]) * Widths[j];
            }

            double norm = Vectors.Norm(normal);
            if (norm > 0)
            {
                Vectors.Scaled(normal, 1 / norm, normal);
                _rowLow[kept] = double.CreateTruncating(rows!.Low(i)) / norm;
                _rowHigh[kept++] = double.CreateTruncating(rows.High(i)) / norm;
            }
        }

        Rows = kept;
    }
}
