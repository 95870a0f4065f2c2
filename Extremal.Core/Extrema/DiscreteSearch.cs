using System.Globalization;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// The search over integers, grids and categories. Where they have few values together, each of these assignments is searched by itself.
/// Else the numbers among them are let loose first and the best that comes of it is rounded; then the best answer's neighbours, one value
/// or two values further, are searched until none is better.
/// </summary>
internal sealed class DiscreteSearch
{
    // With at most so many assignments every one is searched, from so many starts in all.
    private const int FewAssignments = 64;
    private const int StartsOfFew = 128;

    // Relaxed optima that are rounded, and inputs of each that are rounded both ways.
    private const int Rounded = 8;
    private const int BothWays = 3;
    private const int MostMoves = 100;

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly LocalSearches _searches;
    private readonly IReadOnlyList<DiscreteInput> _inputs;
    private readonly bool[] _held;
    private readonly HashSet<string> _searched = [];

    public DiscreteSearch(SearchProblem problem, SearchOptions options, LocalSearches searches)
    {
        (_problem, _options, _searches, _inputs) = (problem, options, searches, problem.Domain.Discrete);
        _held = problem.Discrete;
    }

    /// <summary>Follows the user's points and what was drawn, each with allowed values.</summary>
    public void Run(Slice<double> given, Slice<double> drawn)
    {
        if (_options.Optimizer is not null)
        {
            new SearchRounds(_problem, _options, _searches, _held).Run(given, drawn);
            return;
        }

        double assignments = _inputs.Aggregate(1.0, (product, input) => product * input.Count);
        if (assignments <= FewAssignments)
        {
            SearchEach(given, drawn, Math.Max(StartsOfFew, _options.Searches) / (int)assignments);
            return;
        }

        new SearchRounds(_problem, _options, _searches, Categories()).Run(given, drawn);
        Trail[] relaxed = [.. _searches.Trails.OrderBy(trail => double.IsFinite(trail.Loss) ? trail.Violation : double.PositiveInfinity)
            .ThenBy(trail => trail.Loss).DistinctBy(trail => trail.Loss).Take(Rounded)];
        _searches.Forget();
        Follow(relaxed.SelectMany(trail => Roundings(trail.Point)));
        Descend();
        if (!_searches.IsOver)
        {
            Confirm(drawn);
        }
    }

    /// <summary>Goes from neighbour to neighbour until none is better.</summary>
    private void Descend()
    {
        for (int move = 0; move < MostMoves && !_searches.IsOver; move++)
        {
            if (!IsImprovedBy(pairs: false) && !IsImprovedBy(pairs: true))
            {
                return;
            }
        }
    }

    /// <summary>
    /// Each assignment was searched from one start: the best of them is searched again from many, with its values in what was drawn.
    /// </summary>
    private void Confirm(Slice<double> drawn)
    {
        double[] best = Snapped(_searches.Best!.Point);
        double[][] points = Rows(drawn);
        foreach (double[] point in points)
        {
            _problem.Coordinates.ToUser(point, _problem.Domain, _problem.Box, point);
            foreach (DiscreteInput input in _inputs)
            {
                input.Put(input.ValueOf(best), point);
            }

            _problem.Coordinates.FromUser(point, point);
        }

        var rounds = new SearchRounds(_problem, _options, _searches, _held);
        Slice<double> starts = _problem.Feasible(Stack(points), _held);
        double[] merits = rounds.Merits(starts);
        StartPool pool = rounds.Pool(starts.Rows(0, merits.Length), merits);
        _searches.Follow(pool.Take(_options.Searches), _held);
        rounds.Continue(pool);
    }

    /// <summary>The best and most spread starts of every assignment, as one batch; then further rounds of all of them.</summary>
    private void SearchEach(Slice<double> given, Slice<double> drawn, int startsOfEach)
    {
        var rounds = new SearchRounds(_problem, _options, _searches, _held);
        double[] merits = rounds.Merits(drawn);
        drawn = drawn.Rows(0, merits.Length);
        if (given.Shape.Rows + drawn.Shape.Rows == 0)
        {
            return;
        }

        var starts = new List<double[]>();
        foreach (IGrouping<string, int> same in Enumerable.Range(0, drawn.Shape.Rows).GroupBy(i => Assignment(drawn.Matrix.Row(i).ToArray())))
        {
            Slice<double> points = Stack([.. same.Select(i => drawn.Matrix.Row(i).ToArray())]);
            starts.AddRange(Rows(rounds.Pool(points, [.. same.Select(i => merits[i])]).Take(startsOfEach)));
        }

        double[][] known = [.. Rows(given), .. starts];
        FollowAll([.. known, .. Undrawn(known)]);
        if (drawn.Shape.Rows > _options.Searches)
        {
            rounds.Continue(rounds.Pool(drawn, merits));
        }
    }

    /// <summary>A start for every assignment that is not among these: the first of them with its discrete values changed.</summary>
    private IEnumerable<double[]> Undrawn(double[][] known)
    {
        var seen = known.Select(Assignment).ToHashSet();
        double[] first = new double[_problem.Dimension];
        _problem.Coordinates.ToUser(known[0], _problem.Domain, _problem.Box, first);
        IEnumerable<double[]> all = [first];
        foreach (DiscreteInput input in _inputs)
        {
            all = all.SelectMany(point => input.Values, (point, value) => With(point, input, value));
        }

        return all.Select(ToCoordinates).Where(point => seen.Add(Assignment(point)));
    }

    private static double[] With(double[] point, DiscreteInput input, double value)
    {
        double[] changed = [.. point];
        input.Put(value, changed);
        return changed;
    }

    /// <summary>The point with its nearest allowed values, and with the second nearest ones where the choice is closest.</summary>
    private IEnumerable<double[]> Roundings(double[] point)
    {
        double[] user = new double[point.Length];
        _problem.Coordinates.ToUser(point, _problem.Domain, _problem.Box, user);
        (DiscreteInput Input, double Second, double Doubt)[] close = [.. _inputs.Where(input => !input.IsCategory && input.Count > 1)
            .Select(input => Second(input, input.ValueOf(user))).OrderByDescending(one => one.Doubt).Take(BothWays)];
        _problem.Domain.Snap(user);
        for (int choice = 0; choice < 1 << close.Length; choice++)
        {
            double[] rounded = [.. user];
            for (int k = 0; k < close.Length; k++)
            {
                if ((choice >> k & 1) == 1)
                {
                    close[k].Input.Put(close[k].Second, rounded);
                }
            }

            yield return ToCoordinates(rounded);
        }
    }

    // The allowed number second nearest to a value, and how nearly it is the nearest: from 0 to 1.
    private static (DiscreteInput Input, double Second, double Doubt) Second(DiscreteInput input, double value)
    {
        double nearest = input.Nearest(value);
        double second = input.Neighbours(nearest).MinBy(neighbour => Math.Abs(neighbour - value));
        return (input, second, Math.Abs(value - nearest) / Math.Abs(value - second));
    }

    private bool IsImprovedBy(bool pairs)
    {
        Trail before = _searches.Best!;
        double[] user = Snapped(before.Point);
        Follow(pairs ? Singles(user).SelectMany(Singles).Select(ToCoordinates) : Singles(user).Select(ToCoordinates));
        return !ReferenceEquals(_searches.Best, before);
    }

    // Every point that differs by one value: the next one of a number, any other of a category.
    private IEnumerable<double[]> Singles(double[] user)
    {
        foreach (DiscreteInput input in _inputs)
        {
            foreach (double other in input.Neighbours(input.ValueOf(user)))
            {
                double[] moved = [.. user];
                input.Put(other, moved);
                yield return moved;
            }
        }
    }

    /// <summary>Follows those whose assignment has not been searched yet.</summary>
    private void Follow(IEnumerable<double[]> points) => FollowAll([.. points.Where(point => _searched.Add(Assignment(point)))]);

    private void FollowAll(double[][] points) => _searches.Follow(Stack(points), _held);

    private Slice<double> Stack(double[][] points)
    {
        Slice<double> stacked = Slice<double>.Zeros(new Shape(points.Length, _problem.Dimension));
        for (int i = 0; i < points.Length; i++)
        {
            points[i].CopyTo(stacked.Matrix.Row(i));
        }

        return stacked;
    }

    private static double[][] Rows(Slice<double> points) =>
        [.. Enumerable.Range(0, points.Shape.Rows).Select(i => points.Matrix.Row(i).ToArray())];

    private double[] Snapped(double[] point)
    {
        double[] user = new double[point.Length];
        _problem.Coordinates.ToUser(point, _problem.Domain, _problem.Box, user);
        _problem.Domain.Snap(user);
        return user;
    }

    private double[] ToCoordinates(double[] user)
    {
        double[] point = new double[user.Length];
        _problem.Coordinates.FromUser(user, point);
        return point;
    }

    // Which values a point in the search's coordinates has; labels and numbers alike.
    private string Assignment(double[] point)
    {
        double[] user = Snapped(point);
        return string.Join(' ', _inputs.Select(input => input.ValueOf(user).ToString("R", CultureInfo.InvariantCulture)));
    }

    private bool[] Categories()
    {
        bool[] marks = new bool[_problem.Dimension];
        foreach (int column in _inputs.Where(input => input.IsCategory).SelectMany(input => input.Columns))
        {
            marks[column] = true;
        }

        return marks;
    }
}
