using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Regions;

/// <summary>
/// A random box with rows, of coordinates and rows whose units differ by up to this many powers of ten: around a point that meets all of it,
/// or such that some combination of the rows is out of the box's reach.
/// </summary>
internal sealed class RandomRows
{
    private readonly Random _random;
    private readonly double _powers;
    private readonly double[] _units;

    private RandomRows(int seed, double powers)
    {
        (_random, _powers) = (new Random(seed), powers);
        int n = _random.Next(1, 6), m = _random.Next(2, 6);
        (_units, Lower, Upper) = (new double[n], new double[n], new double[n]);
        (Rows, Low, High, Point) = (new double[m][], new double[m], new double[m], new double[n]);
        for (int j = 0; j < n; j++)
        {
            _units[j] = Unit();
            Point[j] = _units[j] * Number();
        }
    }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double[][] Rows { get; }

    public double[] Low { get; }

    public double[] High { get; }

    /// <summary>If there is one: a point that meets everything, to the rounding of its sums.</summary>
    public double[] Point { get; }

    /// <summary>Bounds at the point or beside it, some infinite; rows that meet it, many exactly at a limit, some multiples of others.</summary>
    public static RandomRows Feasible(int seed, double powers)
    {
        RandomRows made = new(seed, powers);
        Random random = made._random;
        for (int j = 0; j < made.Point.Length; j++)
        {
            double below = random.Next(3) == 0 ? 0 : made._units[j] * random.NextDouble();
            double above = random.Next(3) == 0 ? 0 : made._units[j] * random.NextDouble();
            made.Lower[j] = random.Next(8) == 0 ? double.NegativeInfinity : made.Point[j] - below;
            made.Upper[j] = random.Next(8) == 0 ? double.PositiveInfinity : made.Point[j] + above;
        }

        for (int i = 0; i < made.Rows.Length; i++)
        {
            double factor = made.Number();
            made.Rows[i] = i > 0 && random.Next(4) == 0 ? [.. made.Rows[i - 1].Select(a => factor * a)] : made.Row(random.Next(2) == 0);
            made.LimitAround(i);
        }

        return made;
    }

    /// <summary>
    /// All rows have a low limit, and a combination of them with weights above zero exceeds the most that the box allows by the given share
    /// of its terms. In every second one the combination vanishes, so that the rows contradict each other by themselves.
    /// </summary>
    public static RandomRows Empty(int seed, double powers, double share)
    {
        RandomRows made = new(seed, powers);
        Random random = made._random;
        (int n, int m) = (made.Point.Length, made.Rows.Length);
        double[] weights = new double[m], combined = new double[n];
        double terms = 0, total = 0;
        for (int j = 0; j < n; j++)
        {
            made.Lower[j] = made.Point[j] - made._units[j] * random.NextDouble();
            made.Upper[j] = made.Point[j] + made._units[j] * random.NextDouble();
        }

        for (int i = 0; i < m; i++)
        {
            made.Rows[i] = made.Row(own: random.Next(2) == 0);
            weights[i] = (random.NextDouble() + 0.1) / made.Greatest(made.Rows[i]);
            if (i == m - 1 && seed % 2 == 0)
            {
                made.Rows[i] = [.. combined.Select(sum => -sum / weights[i])];
            }

            made.Low[i] = Dot(made.Rows[i], made.Point);
            made.High[i] = double.PositiveInfinity;
            total += weights[i] * made.Low[i];
            for (int j = 0; j < n; j++)
            {
                combined[j] += weights[i] * made.Rows[i][j];
                terms += weights[i] * Math.Abs(made.Rows[i][j]) * Math.Max(Math.Abs(made.Lower[j]), Math.Abs(made.Upper[j]));
            }
        }

        double most = combined.Select((a, j) => Math.Max(a * made.Lower[j], a * made.Upper[j])).Sum();
        for (int i = 0; i < m; i++)
        {
            made.Low[i] += (most - total + share * terms) / m / weights[i];
        }

        return made;
    }

    public LinearRows<double> LinearRows() =>
        new(new ReadOnlyMatrix<double>(Rows.SelectMany(row => row).ToArray(), new Shape(Rows.Length, Point.Length)), Low, High);

    public Polytope<double> Polytope() => new(new Box<double>(Lower, Upper), LinearRows());

    /// <summary>The greatest violation of a row at a point, by the sum of its terms there.</summary>
    public double Violation(double[] point)
    {
        double worst = 0;
        for (int i = 0; i < Rows.Length; i++)
        {
            double sum = Dot(Rows[i], point), terms = Rows[i].Select((a, j) => Math.Abs(a * point[j])).Sum();
            double excess = Math.Max(Low[i] - sum, sum - High[i]);
            worst = excess > 0 ? Math.Max(worst, excess / terms) : worst;
        }

        return worst;
    }

    public static double Dot(double[] a, double[] x) => a.Select((one, j) => one * x[j]).Sum();

    private double Number() => 2 * _random.NextDouble() - 1;

    private double Unit() => Math.Pow(10, _powers * Number());

    // Its coefficients in the coordinates' own units, so that all terms count; or not.
    private double[] Row(bool own)
    {
        double unit = Unit();
        double[] row = [.. _units.Select(one => _random.Next(4) == 0 ? 0 : unit * Number() / (own ? one : 1))];
        row[_random.Next(row.Length)] = unit / (own ? _units.Max() : 1);
        return row;
    }

    private double Greatest(double[] row) => row.Select((a, j) => Math.Abs(a) * Math.Max(Math.Abs(Lower[j]), Math.Abs(Upper[j]))).Max();

    private void LimitAround(int row)
    {
        double sum = Dot(Rows[row], Point), terms = Rows[row].Select((a, j) => Math.Abs(a * Point[j])).Sum();
        int kind = _random.Next(5);
        (Low[row], High[row]) = kind switch
        {
            0 => (sum, sum),
            1 => (double.NegativeInfinity, sum),
            2 => (sum, double.PositiveInfinity),
            3 => (double.NegativeInfinity, sum + terms * _random.NextDouble()),
            _ => (sum - terms * _random.NextDouble(), sum + terms * _random.NextDouble()),
        };
    }
}
