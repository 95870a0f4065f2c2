using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Where <see cref="PiecewiseLinear{T}"/> walks: the box and the rows in coordinates y = x / w, w powers of two near the box's widths, so
/// that steps in all coordinates mean as much, and nothing is rounded on the way there and back. A box that is narrow beside its bounds has
/// a greater w, so that |y| is not so great that its rounding would show from the distance δ: that would blur the other coordinates too.
/// Numbers are double; points are rounded to what the objective can read.
/// </summary>
internal sealed class PieceDomain
{
    private readonly bool _single;
    private readonly bool[] _fixed;

    private PieceDomain(double[] widths, double[] lower, double[] upper, PieceRows rows, bool single, double tolerance)
    {
        (Widths, Lower, Upper, Rows, _single, Tolerance) = (widths, lower, upper, rows, single, tolerance);
        _fixed = [.. lower.Zip(upper, (low, high) => low == high)];
        Ulp = UlpOf(single);
        (Delta, Rho) = single ? (Math.ScaleB(1, -11), Math.ScaleB(1, -7)) : (Math.ScaleB(1, -26), Math.ScaleB(1, -17));
    }

    public int Dimension => Widths.Length;

    public PieceRows Rows { get; }

    /// <summary>w.</summary>
    public double[] Widths { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    /// <summary>The distance of 1 to the next number that the objective can read: every value and gradient is so rough.</summary>
    public double Ulp { get; }

    /// <summary>
    /// δ ≈ √ulp: how far from a point the pieces that meet in it are looked up. Kinks are known to a few ulp, so δ leads well beside
    /// them.
    /// </summary>
    public double Delta { get; }

    /// <summary>
    /// ρ ≈ ∛ulp: how far from a point its probes set out. Values there differ by ρ · slope, so slopes are judged to ulp/ρ.
    /// </summary>
    public double Rho { get; }

    /// <summary>A slope along a face up to this is none.</summary>
    public double Tolerance { get; }

    /// <summary>
    /// A slope up to this share of the gradient is none: the normals that a face is made of are known to ulp · ‖gradient‖ / ‖jump‖.
    /// </summary>
    public double Flat => Delta / 32;

    /// <summary>A jump of the gradient up to this share of it is no kink: it could not be told from rounding where to look.</summary>
    public double Faint => 4 * Delta;

    public static PieceDomain Of<T>(Region<T> region, LinearRows<T>? rows, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var box = Box<T>.Of(region);
        bool single = typeof(T) == typeof(float);
        int n = box.Dimension;
        double[] widths = new double[n], low = new double[n], high = new double[n];
        for (int j = 0; j < n; j++)
        {
            (double lower, double upper) = (double.CreateTruncating(box.Lower[j]), double.CreateTruncating(box.Upper[j]));
            widths[j] = Unit(lower, upper, single ? 1 : 14);
            (low[j], high[j]) = (lower / widths[j], upper / widths[j]);
        }

        return new(widths, low, high, PieceRows.Of(rows, widths, UlpOf(single)), single, tolerance);
    }

    private static double UlpOf(bool single) => Math.ScaleB(1, single ? -23 : -52);

    // A bound is at most as many powers of two from zero, in units of w, as farthest says.
    private static double Unit(double lower, double upper, int farthest)
    {
        double width = upper - lower, unit = width > 0 && double.IsFinite(width) ? Math.ScaleB(1, Math.ILogB(width)) : 1;
        foreach (double bound in (ReadOnlySpan<double>)[lower, upper])
        {
            unit = bound != 0 && double.IsFinite(bound) ? Math.Max(unit, Math.ScaleB(1, Math.ILogB(bound) - farthest)) : unit;
        }

        return unit;
    }

    /// <summary>Whether a coordinate never moves.</summary>
    public bool IsFixed(int coordinate) => _fixed[coordinate];

    /// <summary>Lets a coordinate never move.</summary>
    public void Fix(int coordinate) => _fixed[coordinate] = true;

    /// <summary>Number of coordinates that may move.</summary>
    public int Free => _fixed.AsSpan().Count(false);

    /// <summary>The active set of a point that nothing but fixed coordinates and equalities holds.</summary>
    public void Start(ActiveSet active)
    {
        active.Clear();
        for (int j = 0; j < Dimension; j++)
        {
            active.Freeze(j, _fixed[j]);
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            if (Rows.IsEquality(i))
            {
                active.Add(Hold.Equality, i, Rows.Normal(i));
            }
        }

        active.Rebuild();
    }

    /// <summary>Brings a point that left the box by rounding back, puts coordinates a few ulp from a bound on it, and rounds.</summary>
    public void Settle(Span<double> y, ActiveSet active)
    {
        for (int j = 0; j < y.Length; j++)
        {
            if (active.IsFrozen(j))
            {
                continue;
            }

            double number = _single ? (float)y[j] : y[j], near = 8 * Ulp * Math.Max(1, Math.Abs(number));
            bool isLow = number - Lower[j] <= Upper[j] - number;
            y[j] = isLow && number <= Lower[j] + near ? Lower[j] : !isLow && number >= Upper[j] - near ? Upper[j] : number;
        }
    }

    /// <summary>Puts the coordinate whose bound ended a step exactly on it.</summary>
    public void Snap(Span<double> y, int hit)
    {
        if (hit >= 0 && hit < Dimension)
        {
            y[hit] = Math.Abs(y[hit] - Lower[hit]) < Math.Abs(y[hit] - Upper[hit]) ? Lower[hit] : Upper[hit];
        }
    }

    /// <summary>
    /// How far a direction leads before a bound or a row stops it; hit is the coordinate, or Dimension plus the row, or −1.
    /// </summary>
    public double Reach(ReadOnlySpan<double> y, ReadOnlySpan<double> direction, ActiveSet active, out int hit)
    {
        double reach = double.PositiveInfinity;
        hit = -1;
        for (int j = 0; j < y.Length; j++)
        {
            double room = active.IsFrozen(j) || direction[j] == 0 ? double.PositiveInfinity
                : ((direction[j] > 0 ? Upper[j] : Lower[j]) - y[j]) / direction[j];
            (reach, hit) = room < reach ? (Math.Max(room, 0), j) : (reach, hit);
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            double rate = Vectors.Dot(Rows.Normal(i), direction);
            if (Math.Abs(rate) > 1e-13 && !active.HasRow(i))
            {
                double room = Rows.Room(i, y, rate) / Math.Abs(rate);
                (reach, hit) = room < reach ? (Math.Max(room, 0), Dimension + i) : (reach, hit);
            }
        }

        return reach;
    }

    /// <summary>
    /// A bound or a row that the point is at and the direction would break, as <see cref="Reach"/> names them; −1 for none.
    /// </summary>
    public int Blocks(ReadOnlySpan<double> y, ReadOnlySpan<double> direction, ActiveSet active)
    {
        for (int j = 0; j < y.Length; j++)
        {
            if (!active.IsFrozen(j) && ((y[j] <= Lower[j] && direction[j] < 0) || (y[j] >= Upper[j] && direction[j] > 0)))
            {
                return j;
            }
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            double rate = Vectors.Dot(Rows.Normal(i), direction);
            if (Math.Abs(rate) > 1e-13 && !active.HasRow(i) && Rows.IsAt(i, y, rate))
            {
                return Dimension + i;
            }
        }

        return -1;
    }

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

        for (int i = 0; i < Rows.Count; i++)
        {
            double sense = -Rows.Inside(i, y), rate = sense * Vectors.Dot(Rows.Normal(i), direction);
            if (!Rows.IsEquality(i) && rate >= 0 && Rows.IsAt(i, y, sense))
            {
                leads = false;
                Vectors.Add(direction, -(2 * rate + 0.1) * sense, Rows.Normal(i));
            }
        }

        return leads;
    }

    /// <summary>Adds what <see cref="Reach"/> or <see cref="Blocks"/> named to the active set.</summary>
    public void Activate(int hit, ActiveSet active)
    {
        if (hit < Dimension)
        {
            active.Freeze(hit, true);
        }
        else
        {
            active.Add(Hold.Row, hit - Dimension, Rows.Normal(hit - Dimension));
        }

        active.Rebuild();
    }
}
