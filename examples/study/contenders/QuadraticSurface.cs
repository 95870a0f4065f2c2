using System.Diagnostics;
using Extremal.Data;

namespace Examples.Study;

/// <summary>What response surfaces answer: a quadratic polynomial fitted to the rows, at its best in the box.</summary>
internal static class QuadraticSurface
{
    private const int Starts = 32, BestRows = 8, MostSweeps = 200;

    public static Answer Of(Problem problem, Sample sample, Dataset data, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var surface = Polynomial.Fit(data, degree: 2);
        var rows = Enumerable.Range(0, sample.Points.Length).OrderBy(row => problem.Sign * sample.Measured[row]).Take(BestRows);
        double[][] starts = [.. Sample.Design(problem, Starts, seed), .. rows.Select(row => (double[])sample.Points[row].Clone())];
        var evaluations = 0L;
        var (best, least) = (starts[0], double.PositiveInfinity);
        foreach (var start in starts)
        {
            var value = Descend(problem, Value, start);
            if (value < least) { (best, least) = (start, value); }
        }

        return new Answer(best, problem.Sign * least, evaluations, Stopwatch.GetElapsedTime(began));

        double Value(double[] point)
        {
            evaluations++;
            return problem.Sign * surface.Predict(point);
        }
    }

    /// <summary>To the exact minimum along each axis in turn, until no axis leads further down.</summary>
    private static double Descend(Problem problem, Func<double[], double> value, double[] point)
    {
        var least = value(point);
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var before = least;
            for (var i = 0; i < point.Length; i++) { least = AlongAxis(problem.Box[i], value, point, i, least); }
            if (before - least <= 1e-12 * Math.Abs(least)) { break; }
        }

        return least;
    }

    /// <summary>A quadratic is a parabola along an axis, which three of its values determine.</summary>
    private static double AlongAxis((double Low, double High) side, Func<double[], double> value, double[] point, int axis, double least)
    {
        var (stay, half) = (point[axis], (side.High - side.Low) / 2);
        var (low, middle, high) = (At(side.Low), At(side.Low + half), At(side.High));
        var curvature = low - 2 * middle + high;
        var vertex = curvature > 0 ? side.Low + half * (1 + (low - high) / (2 * curvature)) : double.NaN;
        foreach (var candidate in (double[])[side.Low, side.High, vertex])
        {
            if (!(candidate >= side.Low && candidate <= side.High)) { continue; }
            var there = At(candidate);
            if (there < least) { (stay, least) = (candidate, there); }
        }

        point[axis] = stay;
        return least;

        double At(double coordinate)
        {
            point[axis] = coordinate;
            return value(point);
        }
    }
}
