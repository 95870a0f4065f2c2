using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// The search over integers, grids and categories. Which of their assignments leave a point within the linear constraints is found first, by
/// <see cref="AssignmentTree"/>. If these are few, every one is evaluated (<see cref="ExhaustiveSearch"/>) or, where other inputs are left,
/// searched (<see cref="AssignmentSearch"/>); else a search goes from neighbour to neighbour (<see cref="NeighbourhoodSearch"/>).
/// </summary>
internal sealed class DiscreteSearch
{
    // Assignments that are evaluated one by one: as many as this number of multiplications allows, between two limits.
    private const double Multiplications = 4e8;
    private const int FewestEvaluated = 4096;
    private const int MostEvaluated = 262_144;

    // Assignments that are searched one by one.
    private const int MostSearched = 1024;

    // Nodes of the tree: to list assignments, and to find one at all, which is enough to look at a million of them.
    private const long NodesToList = 1 << 18;
    private const long NodesToFind = 1 << 22;
    private const long NodesToMend = 1 << 12;

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly LocalSearches _searches;
    private readonly AssignmentTree _tree;
    private readonly SearchPoints _points;

    public DiscreteSearch(SearchProblem problem, SearchOptions options, LocalSearches searches)
    {
        (_problem, _options, _searches) = (problem, options, searches);
        (_tree, _points) = (new AssignmentTree(problem.Domain, () => searches.IsOver), new SearchPoints(problem));
    }

    /// <summary>Searches.</summary>
    /// <param name="given">The user's points, in the user's units.</param>
    /// <param name="drawn">What was drawn, in the user's units.</param>
    /// <returns>Why a better answer may have been missed; null if all assignments were evaluated, or the search confirmed itself.</returns>
    public string? Run(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn)
    {
        if (_options.Optimizer is not null)
        {
            new SearchRounds(_problem, _options, _searches, _problem.Discrete).Run(Feasible(given), Feasible(drawn));
            return "A first-order rule follows only the discrete values that were drawn.";
        }

        double[] first = Snapped(given.Count > 0 ? given[0] : drawn[0]);
        int most = _problem.IsDiscreteAlone ? MostListed() : MostSearched;
        double assignments = _problem.Domain.Discrete.Aggregate(1.0, (product, input) => product * input.Count);
        List<double[]> listed = _problem.Rows is not null || assignments <= most ? _tree.Find(first, most + 1, NodesToList) : [];
        bool isListed = _tree.IsComplete && listed.Count <= most && (listed.Count > 0 || _problem.Rows is not null);
        if (listed.Count == 0 && _problem.Rows is not null && !isListed)
        {
            listed = _tree.Find(first, 1, NodesToFind);
            isListed = _tree.IsComplete && listed.Count == 0;
        }

        if (isListed && listed.Count == 0)
        {
            _searches.Follow(_points.ToCoordinates([first]), _problem.Discrete); // for an answer that says what it breaks
            return null;
        }

        return isListed ? SearchListed(given, drawn, listed) : SearchNeighbours(given, drawn, listed);
    }

    private string? SearchListed(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn, List<double[]> assignments)
    {
        if (_problem.IsDiscreteAlone)
        {
            return new ExhaustiveSearch(_problem, _options, _searches).Run(assignments) ? null
                : $"Of {assignments.Count} combinations of discrete values not all were evaluated.";
        }

        return new AssignmentSearch(_problem, _options, _searches).Run([.. given.Select(Snapped)], drawn, assignments) ? null
            : $"Not all of {assignments.Count} combinations of discrete values were searched until the best was found again.";
    }

    private string? SearchNeighbours(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn, List<double[]> feasible)
    {
        double[][] starts = [.. given.SelectMany(point => _tree.Find(point, 1, NodesToMend)), .. feasible.Take(1)];
        return new NeighbourhoodSearch(_problem, _options, _searches, _tree).Run(starts, [.. drawn.Select(Snapped)]) ? null
            : "The combinations of discrete values are too many to look at each, and few descents through their neighbours led here.";
    }

    // A million assignments of a small network take a tenth of a second.
    private int MostListed() => (int)Math.Clamp(
        Multiplications / _problem.Surrogate.Members.Sum(member => member.Weights.All.Length), FewestEvaluated, MostEvaluated);

    private Slice<double> Feasible(IReadOnlyList<double[]> users) =>
        _problem.Feasible(_points.ToCoordinates([.. users.Select(Snapped)]), _problem.Discrete);

    private double[] Snapped(double[] user)
    {
        double[] snapped = [.. user];
        _problem.Domain.Snap(snapped);
        return snapped;
    }
}
