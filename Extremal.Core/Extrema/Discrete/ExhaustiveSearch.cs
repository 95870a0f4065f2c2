using Extremal.Kernels;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>Where only discrete inputs have a choice, every assignment is evaluated, so that the best of them is known.</summary>
internal sealed class ExhaustiveSearch(SearchProblem problem, SearchOptions options, LocalSearches searches)
{
    // Evaluated between two looks at the clock.
    private const int Batch = 512;

    private readonly SearchPoints _points = new(problem);
    private readonly Conclusion _conclusion = new(problem, searches.Objective);

    /// <summary>Evaluates every assignment, and keeps the best of them as searches that have ended. False if the time did not suffice.</summary>
    /// <param name="assignments">Points in the user's units.</param>
    public bool Run(List<double[]> assignments)
    {
        var merits = new Merit[assignments.Count];
        int evaluated = 0;
        try
        {
            for (; evaluated < merits.Length && (evaluated == 0 || !searches.IsOver); evaluated = Math.Min(evaluated + Batch, merits.Length))
            {
                List<double[]> some = assignments.GetRange(evaluated, Math.Min(Batch, merits.Length - evaluated));
                Evaluate(some, merits.AsSpan(evaluated, some.Count));
            }
        }
        catch (InterruptedException over) when (over.Deadline == searches.Deadline)
        {
            // What was evaluated before counts.
        }

        foreach (int i in Enumerable.Range(0, evaluated).OrderBy(i => merits[i]).Take(options.Searches))
        {
            double[] point = _points.ToCoordinates(assignments[i]);
            StopReason reason = double.IsFinite(merits[i].Loss) ? StopReason.Converged : StopReason.NonFinite;
            searches.Add(new LocalSearchResult(point, point, merits[i].Violation, problem.Discrete, new Outcome<double>(reason, merits[i].Loss, 0, 0, 1)));
        }

        searches.Evaluations += Math.Max(0, evaluated - options.Searches);
        return evaluated == merits.Length;
    }

    private void Evaluate(List<double[]> assignments, Span<Merit> merits)
    {
        int functions = searches.Objective.Functions;
        double[] values = new double[assignments.Count * functions];
        searches.Objective.Evaluate(_points.ToCoordinates(assignments).Matrix, values, default);
        for (int i = 0; i < merits.Length; i++)
        {
            ReadOnlySpan<double> row = values.AsSpan(i * functions, functions);
            merits[i] = new Merit(_conclusion.Violation(assignments[i], row[1..]), row[0]);
        }
    }
}
