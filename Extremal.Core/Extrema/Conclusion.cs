using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Extrema;

/// <summary>
/// What was found is taken to the user's units, where it lies in the box and the bands, and judged anew at the very numbers that are
/// returned.
/// </summary>
internal sealed class Conclusion(SearchProblem problem, NetworkObjective objective)
{
    private readonly Region<double>? _settled = problem.Domain.Bands.Count > 0 ? problem.Domain.ToRegion() : null;

    /// <summary>The table of all starts.</summary>
    public List<SearchStart> Table(IReadOnlyList<Trail> trails)
    {
        double[][] starts = new double[trails.Count][], points = new double[trails.Count][];
        for (int i = 0; i < trails.Count; i++)
        {
            (starts[i], points[i]) = (new double[problem.Dimension], new double[problem.Dimension]);
            ToUser(trails[i].Start, starts[i]);
            ToUser(trails[i].Point, points[i]);
        }

        return Judged(starts, points, [.. trails.Select(trail => trail.Outcome)]);
    }

    /// <summary>Starts that ended at these points, in the user's units, judged there.</summary>
    public List<SearchStart> Judged(IReadOnlyList<double[]> starts, IReadOnlyList<double[]> points, IReadOnlyList<Outcome<double>> outcomes)
    {
        Slice<double> coordinates = Slice<double>.Zeros(new Shape(points.Count, problem.Dimension));
        for (int i = 0; i < points.Count; i++)
        {
            problem.Coordinates.FromUser(points[i], coordinates.Matrix.Row(i));
        }

        double[] functions = new double[points.Count * objective.Functions], values = Values(coordinates);
        objective.Evaluate(coordinates.Matrix, functions, default);
        var table = new List<SearchStart>(points.Count);
        for (int i = 0; i < points.Count; i++)
        {
            ReadOnlySpan<double> row = functions.AsSpan(i * objective.Functions, objective.Functions);
            table.Add(new SearchStart(starts[i], points[i], row[0], values[i], Violation(points[i], row[1..]), outcomes[i]));
        }

        return table;
    }

    /// <summary>The best of the table: what meets the limits comes first. A loss that is not finite is never the best: −∞ is no success.</summary>
    public static int BestOf(IReadOnlyList<SearchStart> table)
    {
        int best = 0;
        for (int i = 1; i < table.Count; i++)
        {
            best = table[i].Merit.IsBetterThan(table[best].Merit) ? i : best;
        }

        return best;
    }

    /// <summary>A point in the user's units, at bounds and grids the user's own numbers.</summary>
    public void ToUser(ReadOnlySpan<double> point, Span<double> user)
    {
        problem.Coordinates.ToUser(point, problem.Domain, problem.Box, user);
        if (problem.Domain.Discrete.Count > 0)
        {
            problem.Domain.Snap(user);
        }

        if (_settled is not null && problem.SettledAround(user, _settled) is { IsEmpty: false } region)
        {
            region.Project(user);
        }
    }

    /// <summary>By how much a point of the domain's box breaks its other limits at most; 0 if it meets each to its tolerance.</summary>
    /// <param name="point">In the user's units.</param>
    /// <param name="constraints">The values of the smooth constraints there, each divided by its scale.</param>
    public double Violation(double[] point, ReadOnlySpan<double> constraints)
    {
        double worst = 0;
        foreach (LinearBand band in problem.Domain.Bands)
        {
            worst = Math.Max(worst, band.IsMet(point) ? 0 : band.Violation(point));
        }

        for (int k = 0; k < constraints.Length; k++)
        {
            Constraint limits = problem.Constraints[k];
            double excess = Math.Max(limits.Low / limits.Scale - constraints[k], constraints[k] - limits.High / limits.Scale);
            worst = Math.Max(worst, double.IsNaN(excess) ? double.PositiveInfinity : excess > 0 && IsBroken(limits, point) ? excess : 0);
        }

        return worst;
    }

    private bool IsBroken(Constraint constraint, double[] point) =>
        problem.Domain.ViolationOf(constraint, point, problem.Surrogate) is not null;

    // The outputs that the answer reports, in one pass; the bits of each are those that the surrogate gives for its point alone.
    private double[] Values(Slice<double> points)
    {
        Slice<double> z = Slice<double>.Zeros(points.Shape);
        problem.Coordinates.ToNetwork(points.Matrix, z.Matrix);
        var tape = new Tape<double>();
        ReadOnlyMatrix<double> y = new Candidates(tape.Input(z), problem.Surrogate).ScaledOutputs.Value;
        double[] values = new double[points.Shape.Rows];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = problem.Surrogate.OutputScaling.Undo(problem.Goal.Output, y[i, problem.Goal.Output]);
        }

        return values;
    }
}
