using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Kernels;
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
    private const double SmoothTolerance = 1e-6; // of a constraint's scale

    // Starts that are judged at once: in the search's blocks, or so few that there is time for them once it is over.
    private const int MostRows = NetworkObjective.MostRows;
    private const int SomeRows = 8;

    private readonly Region<double>? _settled = problem.Domain.Bands.Count > 0 ? problem.Domain.ToRegion() : null;

    /// <summary>The table of all starts; of an interrupted search, of the most promising ones that can still be judged soon.</summary>
    /// <param name="trails">What became of each start.</param>
    /// <param name="deadline">The search's.</param>
    /// <returns>The table, and the trails of its starts, in the order in which they were followed.</returns>
    public (IReadOnlyList<SearchStart> Table, IReadOnlyList<Trail> Trails) Table(IReadOnlyList<Trail> trails, Deadline deadline)
    {
        bool isOver = deadline.IsOver;
        var grace = new Deadline(
            isOver ? Deadline.Grace : deadline.Limit is null ? null : deadline.Left + Deadline.Grace, isOver ? default : deadline.Cancellation);
        int[] order = [.. Enumerable.Range(0, trails.Count)];
        Array.Sort(order, (i, j) => trails[i].IsBetterThan(trails[j]) ? -1 : trails[j].IsBetterThan(trails[i]) ? 1 : i.CompareTo(j));
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

    private void Judge(int[] numbers, IReadOnlyList<Trail> trails, List<(int Number, SearchStart Start)> judged)
    {
        var shape = new Shape(numbers.Length, problem.Dimension);
        Slice<double> found = Slice<double>.Zeros(shape), again = Slice<double>.Zeros(shape);
        for (int i = 0; i < numbers.Length; i++)
        {
            Deadline.Look();
            ToUser(trails[numbers[i]].Point, found.Matrix.Row(i));
            problem.Coordinates.FromUser(found.Matrix.Row(i), again.Matrix.Row(i));
        }

        double[] functions = new double[numbers.Length * objective.Functions], values = Values(again);
        objective.Evaluate(again.Matrix, functions, default);
        for (int i = 0; i < numbers.Length; i++)
        {
            Trail trail = trails[numbers[i]];
            double[] start = new double[problem.Dimension], point = found.Matrix.Row(i).ToArray();
            ToUser(trail.Start, start);
            ReadOnlySpan<double> row = functions.AsSpan(i * objective.Functions, objective.Functions);
            judged.Add((numbers[i], new SearchStart(start, point, row[0], values[i], Violation(point, row[1..]), trail.Outcome)));
        }
    }

    /// <summary>The best of the table: what meets the limits comes first. A loss that is not finite is never the best: −∞ is no success.</summary>
    public static int BestOf(IReadOnlyList<SearchStart> table)
    {
        int best = 0;
        for (int i = 1; i < table.Count; i++)
        {
            (SearchStart one, SearchStart other) = (table[i], table[best]);
            bool better = !double.IsFinite(other.Loss)
                || (one.Violation != other.Violation ? one.Violation < other.Violation : one.Loss < other.Loss);
            best = double.IsFinite(one.Loss) && better ? i : best;
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

    private double Violation(double[] point, ReadOnlySpan<double> constraints)
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
            worst = Math.Max(worst, double.IsNaN(excess) ? double.PositiveInfinity : excess > SmoothTolerance ? excess : 0);
        }

        return worst;
    }

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
