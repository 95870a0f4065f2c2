using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// Where discrete inputs have more values together than can be listed: numbers among them are first let loose, and what comes of it is rounded;
/// from the best roundings, drawn points and points of the user's a descent goes from neighbour to neighbour, one value or two further, until
/// none is better (variable neighbourhood descent: P. Hansen and N. Mladenović, "Variable neighborhood search", 2001). A neighbour that breaks
/// a linear constraint is mended: the other discrete inputs take the nearest values that meet it.
/// </summary>
internal sealed class NeighbourhoodSearch
{
    // Relaxed optima that are rounded, and inputs of each that are rounded both ways.
    private const int Rounded = 8;
    private const int BothWays = 3;

    // Drawn points that are followed, and steps of a descent.
    private const int MostDrawn = 32;
    private const int MostMoves = 100;

    // Descents: more where a move costs one evaluation and not a search. Half of them must have led to an answer that is taken for the best.
    private const int Descents = 40;
    private const int DescentsOfSearches = 12;

    // How many starts must have led to the best point of the best assignment.
    private const int Enough = 3;

    // Nodes that mending a point may take.
    private const int NodesToMend = 2000;

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly LocalSearches _searches;
    private readonly AssignmentTree _tree;
    private readonly SearchPoints _points;
    private readonly IReadOnlyList<DiscreteInput> _inputs;
    private readonly Dictionary<string, LocalSearchResult> _searched = [];

    public NeighbourhoodSearch(SearchProblem problem, SearchOptions options, LocalSearches searches, AssignmentTree tree)
    {
        (_problem, _options, _searches, _tree) = (problem, options, searches, tree);
        (_points, _inputs) = (new SearchPoints(problem), problem.Domain.Discrete);
    }

    /// <summary>Searches. False if fewer than half of the descents led to the best answer.</summary>
    /// <param name="given">Points in the user's units with feasible assignments; all are followed.</param>
    /// <param name="drawn">Points in the user's units, mended or not.</param>
    public bool Run(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn)
    {
        double[][][] roundings = [.. Relaxed(given, drawn).Select(point => Roundings(point).ToArray())];
        double[][] spread = Spread(drawn);
        Follow([.. given, .. spread, .. roundings.SelectMany(points => points)]);
        Dictionary<string, int> ends = [];
        LocalSearchResult[] seeds = [.. Seeds([.. roundings, .. spread.Concat(given).Select(point => (double[][])[point])])];
        foreach (LocalSearchResult seed in seeds)
        {
            string end = _searches.IsOver ? "" : Key(Descend(seed));
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        bool isConfirmed = Confirm(drawn);
        return !_searches.IsOver && isConfirmed && seeds.Length > 1 && 2 * ends.GetValueOrDefault(BestKey()) >= seeds.Length;
    }

    // Where descents begin: the best rounding of each relaxed optimum, for these lie together, and the others, which are spread.
    private IEnumerable<LocalSearchResult> Seeds(IEnumerable<double[][]> places) => places
        .Select(points => points.Select(_points.Key).Where(_searched.ContainsKey).Select(key => _searched[key]).MinBy(trail => trail.Merit))
        .OfType<LocalSearchResult>().Distinct().OrderBy(trail => trail.Merit).Take(_problem.IsDiscreteAlone ? Descents : DescentsOfSearches);

    // The best optima with numbers let loose; categories keep their labels. What they are worth is forgotten: they are not allowed.
    private double[][] Relaxed(IReadOnlyList<double[]> given, IReadOnlyList<double[]> drawn)
    {
        bool[] categories = new bool[_problem.Dimension];
        foreach (int column in _inputs.Where(input => input.IsCategory).SelectMany(input => input.Columns))
        {
            categories[column] = true;
        }

        Slice<double> starts = _problem.Feasible(_points.ToCoordinates(drawn), categories);
        new SearchRounds(_problem, _options, _searches, categories).Run(_points.ToCoordinates(given), starts);
        double[][] best = [.. _searches.Trails.OrderBy(trail => trail.Merit).DistinctBy(trail => trail.Loss).Take(Rounded)
            .Select(trail => _points.ToUser(trail.Point))];
        _searches.Forget();
        return best;
    }

    // The best and most spread of what was drawn, with allowed values.
    private double[][] Spread(IReadOnlyList<double[]> drawn)
    {
        var rounds = new SearchRounds(_problem, _options, _searches, _problem.Discrete);
        Slice<double> points = _points.ToCoordinates(drawn);
        double[] merits = rounds.Merits(points);
        Slice<double> taken = rounds.Pool(points.Rows(0, merits.Length), merits).Take(MostDrawn);
        return [.. Enumerable.Range(0, taken.Shape.Rows).Select(i => Mended(_points.Snapped(taken.Matrix.Row(i)), null)).OfType<double[]>()];
    }

    /// <summary>Goes from neighbour to neighbour until none is better, and returns where it ends.</summary>
    private LocalSearchResult Descend(LocalSearchResult from)
    {
        for (int move = 0; move < MostMoves && !_searches.IsOver; move++)
        {
            double[] user = _points.Snapped(from.Point);
            LocalSearchResult next = BestNeighbour(from, [.. Singles(user)]);
            next = ReferenceEquals(next, from) ? BestNeighbour(from, [.. Singles(user).SelectMany(Singles)]) : next;
            if (ReferenceEquals(next, from))
            {
                return from;
            }

            from = next;
        }

        return from;
    }

    private LocalSearchResult BestNeighbour(LocalSearchResult from, List<double[]> neighbours)
    {
        Follow(neighbours);
        LocalSearchResult best = from;
        foreach (double[] neighbour in neighbours)
        {
            if (_searched.TryGetValue(_points.Key(neighbour), out LocalSearchResult? trail) && trail.IsBetterThan(best))
            {
                best = trail;
            }
        }

        return best;
    }

    // Every point that differs by one value, the next one of a number, any other of a category; and what mending makes of it.
    private IEnumerable<double[]> Singles(double[] user)
    {
        foreach (DiscreteInput input in _inputs)
        {
            foreach (double other in input.Neighbours(input.ValueOf(user)))
            {
                double[] moved = SearchPoints.With(user, input, other);
                yield return moved;
                if (_problem.Rows is not null && Mended(moved, input) is { } mended)
                {
                    yield return mended;
                }
            }
        }
    }

    /// <summary>The point with its nearest allowed values, and with the second nearest ones where the choice is closest.</summary>
    private IEnumerable<double[]> Roundings(double[] user)
    {
        (DiscreteInput Input, double Second, double Doubt)[] close = [.. _inputs.Where(input => !input.IsCategory && input.Count > 1)
            .Select(input => Second(input, input.ValueOf(user))).OrderByDescending(one => one.Doubt).Take(BothWays)];
        double[] nearest = [.. user];
        _problem.Domain.Snap(nearest);
        for (int choice = 0; choice < 1 << close.Length; choice++)
        {
            double[] rounded = [.. nearest];
            for (int k = 0; k < close.Length; k++)
            {
                if ((choice >> k & 1) == 1)
                {
                    close[k].Input.Put(close[k].Second, rounded);
                }
            }

            if (Mended(rounded, null) is { } mended)
            {
                yield return mended;
            }
        }
    }

    // The allowed number second nearest to a value, and how nearly it is the nearest: from 0 to 1.
    private static (DiscreteInput Input, double Second, double Doubt) Second(DiscreteInput input, double value)
    {
        double nearest = input.Nearest(value);
        double second = input.Neighbours(nearest).MinBy(neighbour => Math.Abs(neighbour - value));
        return (input, second, Math.Abs(value - nearest) / Math.Abs(value - second));
    }

    // The nearest values that leave a point within the linear constraints; null if none were found.
    private double[]? Mended(double[] user, DiscreteInput? pinned) => _problem.Rows is null ? user
        : _tree.Find(user, 1, NodesToMend, pinned) is [var mended, ..] ? mended
        : null;

    // Each assignment was searched from one start: the best of them is searched again from many, with its values in what was drawn.
    private bool Confirm(IReadOnlyList<double[]> drawn)
    {
        if (_searches.IsOver || _searches.Best is null || drawn.Count == 0 || _problem.IsDiscreteAlone)
        {
            return _problem.IsDiscreteAlone;
        }

        double[] best = _points.Snapped(_searches.Best.Point);
        var rounds = new SearchRounds(_problem, _options, _searches, _problem.Discrete);
        Slice<double> starts = _problem.Feasible(
            _points.ToCoordinates([.. drawn.Select(point => _points.Joined(best, point))]), _problem.Discrete);
        double[] merits = rounds.Merits(starts);
        StartPool pool = rounds.Pool(starts.Rows(0, merits.Length), merits);
        _searches.Follow(pool.Take(_options.Searches), _problem.Discrete);
        rounds.Continue(pool);
        return rounds.Hits >= Enough;
    }

    /// <summary>Follows those whose assignment has not been searched yet.</summary>
    private void Follow(IReadOnlyList<double[]> users)
    {
        double[][] unknown = [.. users.DistinctBy(_points.Key).Where(user => !_searched.ContainsKey(_points.Key(user)))];
        int before = _searches.Trails.Count;
        if (unknown.Length > 0)
        {
            _searches.Follow(_points.ToCoordinates(unknown), _problem.Discrete);
        }

        foreach (LocalSearchResult trail in _searches.Trails.Skip(before))
        {
            _searched[Key(trail)] = trail;
        }
    }

    private string BestKey() => _searches.Best is { } best ? Key(best) : "";

    private string Key(LocalSearchResult trail) => _points.Key(_points.Snapped(trail.Start));
}
