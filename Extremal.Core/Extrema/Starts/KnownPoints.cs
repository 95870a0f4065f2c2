using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Extrema;

/// <summary>
/// What was known before the search: the user's points, and the rows of the data. The best of those that meet every limit is the least that an
/// answer can be.
/// </summary>
internal sealed class KnownPoints
{
    // Judged between two looks at the clock.
    private const int Batch = 512;

    private readonly SearchProblem _problem;
    private readonly List<double[]> _points = [];
    private readonly int _given;

    /// <param name="problem">The question.</param>
    /// <param name="given">The user's points, in the user's units.</param>
    /// <param name="rows">Rows of the data; none if they are not to count.</param>
    public KnownPoints(SearchProblem problem, IReadOnlyList<double[]> given, ReadOnlyMatrix<double> rows)
    {
        _problem = problem;
        foreach (double[] point in given)
        {
            Add([.. point]);
        }

        _given = _points.Count;
        for (int i = 0; i < rows.Rows; i++)
        {
            Add(rows.Row(i).ToArray());
        }
    }

    /// <summary>The best of them; null if none meets the limits. The user's points are looked at however late it is.</summary>
    public SearchStart? Best(Conclusion conclusion, Func<bool> isOver)
    {
        SearchStart? best = null;
        for (int start = 0; start < _points.Count && (start < _given || !isOver()); start += Batch)
        {
            List<double[]> some = _points.GetRange(start, Math.Min(Batch, _points.Count - start));
            var evaluated = new Outcome<double>(StopReason.NoDescent, double.NaN, double.NaN, 0, 1);
            foreach (SearchStart one in conclusion.Judged(some, some, [.. some.Select(_ => evaluated)]))
            {
                bool isAllowed = one.IsFeasible && double.IsFinite(one.Loss);
                best = isAllowed && (best is null || one.Merit.IsBetterThan(best.Merit)) ? one with { Outcome = evaluated with { Value = one.Loss } } : best;
            }
        }

        return best;
    }

    // On a grid up to its rounding, or with a label: then it is exactly there.
    private void Add(double[] point)
    {
        if (_problem.Domain.IsInBox(point))
        {
            _problem.Domain.Snap(point);
            _points.Add(point);
        }
    }
}
