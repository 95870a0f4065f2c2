using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// Where discrete inputs have few values together, each of their assignments is searched by itself: points of the other inputs are looked at
/// with every assignment, the best and most spread are followed, all as one batch; then more of them with the assignments that came out best,
/// until the best answer was found again.
/// </summary>
internal sealed class AssignmentSearch
{
    // Looked at and followed in the first round, with all assignments together; with each at least, and followed at most.
    private const int Screened = 8192;
    private const int LeastScreened = 8;
    private const int Followed = 512;
    private const int MostFollowed = 16;

    // Assignments that a further round looks into, and the share of its searches that goes to the best.
    private const int Promising = 8;

    // How many starts must have led to the best answer.
    private const int Enough = 3;

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly LocalSearches _searches;
    private readonly SearchRounds _rounds;
    private readonly SearchPoints _points;

    public AssignmentSearch(SearchProblem problem, SearchOptions options, LocalSearches searches)
    {
        (_problem, _options, _searches, _points) = (problem, options, searches, new SearchPoints(problem));
        _rounds = new SearchRounds(problem, options, searches, problem.Discrete);
    }

    /// <summary>Searches with every assignment. False if the best answer was not found again.</summary>
    /// <param name="given">The user's points, in the user's units, each with one of the assignments; all are followed.</param>
    /// <param name="drawn">Points whose continuous numbers are looked at, in the user's units.</param>
    /// <param name="assignments">Points in the user's units.</param>
    public bool Run(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn, List<double[]> assignments)
    {
        int looked = Math.Clamp(Screened / assignments.Count, LeastScreened, Math.Max(LeastScreened, drawn.Count));
        int followed = Math.Clamp(Followed / assignments.Count, 1, MostFollowed);
        List<StartPool> pools = [];
        Dictionary<string, int> places = [];
        for (int k = 0; k < assignments.Count && (k == 0 || !_searches.IsOver); k++)
        {
            places[_points.Key(assignments[k])] = k;
            pools.Add(Pool(assignments[k], drawn, k * looked, looked));
        }

        given = [.. given.Where(point => places.ContainsKey(_points.Key(point)))];
        _searches.Follow(Stack([_points.ToCoordinates(given), .. pools.Select(pool => pool.Take(followed))]), _problem.Discrete);
        for (int round = 1; round < _options.MaxRounds && !_searches.IsOver; round++)
        {
            if (round > 1 && _rounds.Hits >= Enough)
            {
                break;
            }

            Deepen(pools, places, (ulong)round);
        }

        return pools.Count == assignments.Count && _rounds.Hits >= Enough;
    }

    // Further starts with the best assignments: half of them with the very best, a half of these around its best point.
    private void Deepen(List<StartPool> pools, Dictionary<string, int> places, ulong round)
    {
        int[] best = [.. _searches.Trails.OrderBy(trail => trail.Merit).Select(trail => places[_points.Key(_points.Snapped(trail.Start))])
            .Distinct().Take(Promising)];
        int half = Math.Max(1, _options.Searches / 2), quarter = Math.Max(1, half / 2), others = Math.Max(1, half / Promising);
        _searches.Follow(
            Stack([_rounds.Around(quarter, round), pools[best[0]].Take(quarter), .. best.Skip(1).Select(k => pools[k].Take(others))]),
            _problem.Discrete);
    }

    // The continuous numbers of drawn points, other ones for each assignment.
    private StartPool Pool(double[] assignment, IReadOnlyList<double[]> drawn, int first, int count)
    {
        double[][] users = drawn.Count == 0 ? [assignment]
            : [.. Enumerable.Range(0, count).Select(i => _points.Joined(assignment, drawn[(first + i) % drawn.Count]))];
        Slice<double> points = _problem.Feasible(_points.ToCoordinates(users), _problem.Discrete);
        double[] merits = _rounds.Merits(points);
        return _rounds.Pool(points.Rows(0, merits.Length), merits);
    }

    private static Slice<double> Stack(Slice<double>[] parts)
    {
        int columns = parts[0].Shape.Columns;
        Slice<double> all = Slice<double>.Zeros(new Shape(parts.Sum(part => part.Shape.Rows), columns));
        int row = 0;
        foreach (Slice<double> part in parts)
        {
            part.Span.CopyTo(all.Span[(row * columns)..]);
            row += part.Shape.Rows;
        }

        return all;
    }
}
