using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>The linear rows of a <see cref="PieceDomain"/> that limit anything, each scaled to a unit normal.</summary>
internal sealed class PieceRows
{
    private readonly int _dimension;
    private readonly double _ulp;
    private readonly double[] _normals;
    private readonly double[] _low;
    private readonly double[] _high;

    private PieceRows(int dimension, int most, double ulp)
    {
        (_dimension, _ulp, _normals) = (dimension, ulp, new double[most * dimension]);
        (_low, _high) = (new double[most], new double[most]);
    }

    public int Count { get; private set; }

    public static PieceRows Of<T>(LinearRows<T>? rows, double[] widths, double ulp) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PieceRows all = new(widths.Length, rows?.Count ?? 0, ulp);
        for (int i = 0; i < all._low.Length; i++)
        {
            Span<double> normal = all._normals.AsSpan(all.Count * widths.Length, widths.Length);
            for (int j = 0; j < normal.Length; j++)
            {
                normal[j] = double.CreateTruncating(rows!.Coefficients(i)[j]) * widths[j];
            }

            double norm = Vectors.Norm(normal);
            if (norm > 0)
            {
                Vectors.Scaled(normal, 1 / norm, normal);
                all._low[all.Count] = double.CreateTruncating(rows!.Low(i)) / norm;
                all._high[all.Count++] = double.CreateTruncating(rows.High(i)) / norm;
            }
        }

        return all;
    }

    public ReadOnlySpan<double> Normal(int i) => _normals.AsSpan(i * _dimension, _dimension);

    public bool IsEquality(int i) => _low[i] == _high[i];

    /// <summary>The sense of the normal, 1 or −1, in which a point at one of the limits may move.</summary>
    public int Inside(int i, ReadOnlySpan<double> y) => Room(i, y, 1) < Room(i, y, -1) ? -1 : 1;

    /// <summary>Distance to the limit that lies in the sense of rate.</summary>
    public double Room(int i, ReadOnlySpan<double> y, double rate) =>
        rate > 0 ? _high[i] - Vectors.Dot(Normal(i), y) : Vectors.Dot(Normal(i), y) - _low[i];

    /// <summary>Whether a point is at the limit that lies in the sense of rate, to rounding.</summary>
    public bool IsAt(int i, ReadOnlySpan<double> y, double rate)
    {
        double size = 1;
        for (int j = 0; j < y.Length; j++)
        {
            size += Math.Abs(Normal(i)[j] * y[j]);
        }

        return Room(i, y, rate) <= 16 * _ulp * size;
    }
}
