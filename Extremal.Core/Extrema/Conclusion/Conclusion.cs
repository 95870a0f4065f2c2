using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Results;

namespace Extremal.Extrema;

/// <summary>
/// What was found is taken to the user's units, where it lies in the box and the linear constraints, and judged anew at the very numbers that are
/// returned.
/// </summary>
internal sealed class Conclusion(SearchProblem problem, NetworkObjective objective)
{
    // Starts that are judged at once: in the search's blocks, or so few that there is time for them once it is over.
    private const int MostRows = NetworkObjective.MostRows;
    private const int SomeRows = 8;

    private readonly Region<double>? _settled = problem.Domain.LinearConstraints.Count > 0 ? problem.Domain.ToRegion() : null;

    /// <summary>The table of all starts; of an interrupted search, of the most promising ones that can still be judged soon.</summary>
    /// <param name="trails">What became of each start.</param>
    /// <param name="deadline">The search's.</param>
    /// <returns>The table, and the trails of its starts, in the order in which they were followed.</returns>
    public (List<SearchStart> Table, List<LocalSearchResult> Trails) Table(IReadOnlyList<LocalSearchResult> trails, Deadline deadline)
    {
        bool isOver = deadline.IsOver;
        var grace = new Deadline(
            isOver ? Deadline.Grace : deadline.Limit is null ? null : deadline.Left + Deadline.Grace, isOver ? default : deadline.Cancellation);
        int[] order = [.. Enumerable.Range(0, trails.Count).OrderBy(i => trails[i].Merit)];
        var judged = new List<(int Number, SearchStart Start)>();
        try
        {
            using Deadline.Scope watched = grace.Watch();
            for (int done = 0, count; done < order.Length; done += count)
            {
                count = Math.Min(isOver ? SomeRows : MostRows, order.Length - done);
                Judge(order[done..(done + count)], trails, judged);
            }
        }
        catch (InterruptedException over) when (over.Deadline == grace)
        {
        }

        if (judged.Count == 0)
        {
            Judge(order[..1], trails, judged); // the answer has to be judged, whatever it takes
        }

        judged.Sort((one, other) => one.Number.CompareTo(other.Number));
        return ([.. judged.Select(one => one.Start)], [.. judged.Select(one => trails[one.Number])]);
    }

    /// <summary>Starts that ended at these points, in the user's units, judged there.</summary>
    public List<SearchStart> Judged(IReadOnlyList<double[]> starts, IReadOnlyList<double[]> points, IReadOnlyList<Outcome<double>> outcomes)
    {
        Slice<double> coordinates = Slice<double>.Zeros(new Shape(points.Count, problem.Dimension));
        for (int i = 0; i < points.Count; i++)
        {
            problem.Coordinates.FromUser(points[i], coordinates.Matrix.Row(i));
        }

        double[] functions = new double[points.Count * objective.Functions], values = new double[points.Count];
        objective.EvaluateOutputs(coordinates.Matrix, functions, values);
        var table = new List<SearchStart>(points.Count);
        for (int i = 0; i < points.Count; i++)
        {
            ReadOnlySpan<double> row = functions.AsSpan(i * objective.Functions, objective.Functions);
            table.Add(new SearchStart(starts[i], points[i], row[0], values[i], Violation(points[i], row[1..]), outcomes[i]));
        }

        return table;
    }

    /// <summary>The answer: what the best start led to, with its evidence.</summary>
    /// <param name="table">All starts.</param>
    /// <param name="best">The number of the best.</param>
    /// <param name="coverage">What the data cover.</param>
    /// <param name="seed">Which starts were drawn.</param>
    public Extremum Of(IReadOnlyList<SearchStart> table, int best, ApplicabilityDomain coverage, ulong seed)
    {
        (Domain domain, Goal goal) = (problem.Domain, problem.Goal);
        double[] point = [.. table[best].Point], gradient = new double[point.Length];
        Slice<double> coordinates = Slice<double>.Zeros(new Shape(1, point.Length));
        problem.Coordinates.FromUser(point, coordinates.Span);
        double value = objective.OutputAt(coordinates.Matrix, gradient);
        Stationarity conditions = Stationarity.At(problem, objective, point);
        return new Extremum(SupportAt(point, coverage), PricesOf(conditions))
        {
            Goal = goal,
            Domain = domain,
            Target = problem.Surrogate.Summary.TargetColumns[goal.Output],
            Point = point,
            Value = value,
            Gradient = gradient,
            Attainments = [.. goal.TargetValues.Select(wanted => Attained(wanted, point, value))],
            BoundStates = [.. point.Select((x, input) => domain.StateOf(input, x))],
            Violations = domain.Violations(point, problem.Surrogate, [.. problem.Constraints.Skip(domain.Constraints.Count)]),
            Optima = Optima.Of(table, domain),
            Starts = table,
            BestStart = best,
            Seed = seed,
        };
    }

    // In methods of their own, so that an answer holds on to nothing else of its search until it is asked.
    private static Deferred<Support> SupportAt(double[] point, ApplicabilityDomain coverage) => new(() => coverage.At(point));

    private static Deferred<IReadOnlyList<ShadowPrice>> PricesOf(Stationarity conditions) =>
        new(() => ValueList<ShadowPrice>.Of(conditions.Prices()));

    private Attainment Attained((int Output, double Value) wanted, double[] point, double value)
    {
        Column output = problem.Surrogate.Summary.TargetColumns[wanted.Output];
        double own = wanted.Output == problem.Goal.Output ? value : problem.Surrogate.Value(point, wanted.Output, []);
        double tolerance = Attainment.RelativeTolerance * (output.IsConstant ? 1 : output.StandardDeviation);
        return new Attainment(output, wanted.Value, own, tolerance) { IsNearest = !problem.Goal.IsSum };
    }

    private void Judge(int[] numbers, IReadOnlyList<LocalSearchResult> trails, List<(int Number, SearchStart Start)> judged)
    {
        double[][] starts = new double[numbers.Length][], points = new double[numbers.Length][];
        for (int i = 0; i < numbers.Length; i++)
        {
            Deadline.Look();
            (starts[i], points[i]) = (new double[problem.Dimension], new double[problem.Dimension]);
            ToUser(trails[numbers[i]].Start, starts[i]);
            ToUser(trails[numbers[i]].Point, points[i]);
        }

        List<SearchStart> all = Judged(starts, points, [.. numbers.Select(number => trails[number].Outcome)]);
        judged.AddRange(numbers.Zip(all));
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
        foreach (LinearConstraint linear in problem.Domain.LinearConstraints)
        {
            worst = Math.Max(worst, linear.IsMet(point) ? 0 : linear.Violation(point));
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
}
