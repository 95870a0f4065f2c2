using System.Diagnostics;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// Extremal learning, section 2.1 of the paper: the weights are constants, the points are watched, and the backward pass that trained the weights now
/// moves the points, many starts as one batch, inside the domain. Several threads may search one surrogate at once.
/// </summary>
/// <remarks>
/// A thousand points are drawn and looked at, the best and most spread of them followed by a method that suits the problem, and further
/// rounds begun until the best optimum was found again from another start. See <see cref="SearchOptions"/> for each of these.
/// </remarks>
public sealed class ExtremumSearch
{
    // Rows of the data that are looked at as starts; more are passed over evenly.
    private const int MostRows = 256;

    // Where less of what was looked at has a finite loss, nobody knows what the rest of the domain holds.
    private const double LeastValid = 0.05;

    // By L-BFGS-B in few coordinates, steps and changes of the gradient.
    private const int StepsRemembered = 16;

    private readonly SearchOptions _options;
    private readonly SearchProblem _problem;
    private readonly ApplicabilityDomain? _coverage;
    private readonly SearchPoints _points;
    private long _stated; // ticks that the statement took: the first run's caller waited for it too

    /// <summary>States the problem.</summary>
    /// <param name="surrogate">The trained network, with its scaling.</param>
    /// <param name="domain">Where to search.</param>
    /// <param name="goal">What for.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="coverage">What the data cover: its rows are starts too, and the answer is judged by it; null for what the surrogate's summary knows.</param>
    /// <exception cref="ArgumentException">The domain is empty or of other inputs; the goal's output is not there; an option makes no sense.</exception>
    public ExtremumSearch(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null, ApplicabilityDomain? coverage = null)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(goal);
        long began = Stopwatch.GetTimestamp();
        (_options, _coverage) = (options ?? new SearchOptions(), coverage);
        domain.Validate();
        _options.Validate(surrogate.Inputs);
        domain.RequireInputsOf(surrogate, "ExtremumSearch");
        foreach ((int number, double[] point) in _options.Points.Index())
        {
            PointCheck.Require(FormattableString.Invariant($"SearchOptions.Points[{number}]"), surrogate.Summary, point);
        }

        if ((uint)goal.Output >= (uint)surrogate.Outputs)
        {
            throw new ArgumentException(
                $"ExtremumSearch got a domain of {domain.Inputs.Count} inputs and the goal '{goal}'; "
                + $"the network {surrogate.Network} wants {surrogate.Inputs} inputs and an output from 0 to {surrogate.Outputs - 1}.");
        }

        ApplicabilityDomain inside = _coverage ?? ApplicabilityDomain.Of(surrogate.Summary);
        _problem = domain.InsideQuantile is { } quantile
            ? new SearchProblem(surrogate, Keeping(domain, inside), goal, _options, inside.Constraints(quantile))
            : new SearchProblem(surrogate, domain, goal, _options, []);
        RequireSizes();
        _points = new SearchPoints(_problem);
        _stated = Stopwatch.GetElapsedTime(began).Ticks;
    }

    /// <summary>Tells what measurement to expect at a point: the caller's model may know.</summary>
    internal Func<double[], Expectation?>? Expect { get; init; }

    /// <summary>Whether the network was trained at all.</summary>
    internal bool IsTrained { get; init; } = true;

    /// <summary>Why it does not, in words; null if it does, or has nothing to tell by.</summary>
    internal string? NoExpectationReason { get; init; }

    /// <summary>Searches, and returns the best that was found.</summary>
    /// <param name="progress">Reports after each batch.</param>
    /// <param name="cancellation">Ends the search within some milliseconds; the best so far is the answer.</param>
    public Extremum Run(IProgress<MinimizerProgress<double>>? progress = null, CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        var deadline = new Deadline(_options.TimeLimit, cancellation, new TimeSpan(Interlocked.Exchange(ref _stated, 0)));
        var searches = new LocalSearches(_problem, progress, deadline);
        double[] first = First();
        searches.Objective.RequireIndependentRows(_points.ToCoordinates(first));
        string? caveat = Search(searches);
        if (searches.Trails.Count == 0)
        {
            // It was interrupted before it had any start.
            searches.Follow(Projected([first]), Held);
        }

        var conclusion = new Conclusion(_problem, searches.Objective);
        (List<SearchStart> table, List<LocalSearchResult> trails) = conclusion.Table(searches.Trails, deadline);
        Hold(searches, conclusion, table, trails);
        int best = Conclusion.BestOf(table);
        return new Extremum(_problem, searches.Objective, table, best, _options)
        {
            Path = !_options.KeepPath ? []
                : best < trails.Count ? PathFrom(trails[best], table[best], conclusion, deadline)
                : [[.. table[best].Point]], // known before, and not bettered
            Caveat = caveat ?? Caveat(table, best, searches),
            Evaluations = searches.Evaluations,
            ScreenedPoints = searches.Screened,
            Expected = Expect?.Invoke([.. table[best].Point]),
            IsTrained = IsTrained,
            NoExpectationReason = NoExpectationReason,
            Support = (_coverage ?? ApplicabilityDomain.Of(_problem.Surrogate.Summary)).At([.. table[best].Point]),
            Elapsed = deadline.Elapsed, // the last: all of the above is waited for
        };
    }

    // Whatever is interrupted, the searches keep the ways so far.
    private string? Search(LocalSearches searches)
    {
        using Deadline.Scope watched = searches.Deadline.Watch();
        try
        {
            double[][] drawn = Drawn(_options.Starts);
            if (_problem.Domain.Discrete.Count > 0)
            {
                return new DiscreteSearch(_problem, _options, searches).Run(_options.Points, drawn);
            }

            new SearchRounds(_problem, _options, searches, []).Run(
                Projected(_options.Points, searches.Deadline), Projected(drawn, searches.Deadline));
            return null;
        }
        catch (InterruptedException over) when (over.Deadline == searches.Deadline)
        {
            return "The search was interrupted.";
        }
    }

    // What was known before is the least that an answer can be: a better one is followed, and stands if the search from there is not better.
    private void Hold(LocalSearches searches, Conclusion conclusion, List<SearchStart> table, List<LocalSearchResult> trails)
    {
        var known = new KnownPoints(_problem, _options.Points, Rows(_options.Starts));
        if (known.Best(conclusion, () => searches.IsOver) is not { } best || !best.Merit.IsBetterThan(table[Conclusion.BestOf(table)].Merit))
        {
            return;
        }

        if (!searches.IsOver)
        {
            int before = searches.Trails.Count;
            searches.Follow(_points.ToCoordinates([[.. best.Point]]), Held);
            (List<SearchStart> added, List<LocalSearchResult> followed) = conclusion.Table([.. searches.Trails.Skip(before)], searches.Deadline);
            table.AddRange(added);
            trails.AddRange(followed);
        }

        if (best.Merit.IsBetterThan(table[Conclusion.BestOf(table)].Merit))
        {
            table.Add(best);
        }
    }

    private string? Caveat(List<SearchStart> table, int best, LocalSearches searches)
    {
        if (searches.Screened > 0 && searches.Valid < LeastValid * searches.Screened)
        {
            return FormattableString.Invariant($"Of {searches.Screened} points that were looked at {searches.Valid} had a finite loss.");
        }

        bool isAlone = _problem.Domain.Discrete.Count == 0 && table.Count > 1
            && !table.Where((start, i) => i != best && start.IsFeasible).Any(start => start.Merit.IsAsGoodAs(table[best].Merit));
        return isAlone ? "No other start led there." : null;
    }

    // What is looked at has its coordinates and its functions; what is followed has a gradient of each function, and the steps remembered.
    private void RequireSizes()
    {
        (int n, int functions) = (_problem.Dimension, 1 + _problem.Constraints.Count);
        long looked = (long)_options.Starts + MostRows, given = _options.Points.Count;
        ArrayLength.Of(
            $"SearchOptions.Starts is {_options.Starts}, of {n} coordinates and {functions} functions each",
            (looked + given) * (Int128)Math.Max(n, functions));
        ArrayLength.Of(
            $"SearchOptions.Searches is {_options.Searches}, of {n} coordinates and {functions} functions each",
            (Math.Min(_options.Searches, looked) + given) * (Int128)n * Math.Max(functions, StepsRemembered));
    }

    // What leaves a relation that every row keeps is nowhere inside the data; sums of one-hot columns are kept anyway.
    private static Domain Keeping(Domain domain, ApplicabilityDomain coverage)
    {
        foreach (Relation relation in coverage.Relations)
        {
            Column[] columns = [.. relation.Columns.Select(column => domain.Inputs[column])];
            if (columns.Any(column => column.Category is null))
            {
                domain = domain.Linear([.. columns.Select(column => column.Name)], relation.Coefficients, relation.Value, relation.Value);
            }
        }

        return domain;
    }

    // The first start, for what has to be known before the search: the user's, or the first that is drawn.
    private double[] First()
    {
        double[] point = _options.Points.Count > 0 ? [.. _options.Points[0]] : Drawn(1)[0];
        if (_problem.Domain.Discrete.Count > 0)
        {
            _problem.Domain.Snap(point);
        }

        return point;
    }

    // What is drawn, and if that is screened anyway, rows of the data beside it: the network knows best what it was shown.
    private double[][] Drawn(int starts)
    {
        ReadOnlyMatrix<double> rows = Rows(starts);
        int count = Math.Min(rows.Rows, MostRows);
        Slice<double> points = Slice<double>.Zeros(new Shape(starts, _problem.Dimension));
        StartPoints.Draw(points.Matrix, _problem.Domain, _options.Distribution, _options.Seed);
        double[][] drawn = new double[starts + count][];
        for (int i = 0; i < drawn.Length; i++)
        {
            int row = (int)((long)(i - starts) * rows.Rows / Math.Max(1, count));
            drawn[i] = i < starts ? points.Matrix.Row(i).ToArray() : rows.Row(row).ToArray();
        }

        return drawn;
    }

    // The rows of the data, if what is drawn is screened.
    private ReadOnlyMatrix<double> Rows(int starts) => starts > _options.Searches && _coverage?.Counted is { } data ? data.Inputs : default;

    // Into the search's coordinates, and the linear constraints: of all, or of as many as there is time for.
    private Slice<double> Projected(IReadOnlyList<double[]> users, Deadline? deadline = null)
    {
        Slice<double> points = _points.ToCoordinates(users);
        int done = 0;
        try
        {
            for (; done < users.Count && _problem.Domain.Discrete.Count == 0; done++)
            {
                Deadline.Look();
                _problem.Region.Project(points.Matrix.Row(done));
            }
        }
        catch (InterruptedException over) when (over.Deadline == deadline && done > 0)
        {
            return points.Rows(0, done);
        }

        return points;
    }

    private bool[] Held => _problem.Domain.Discrete.Count > 0 ? _problem.Discrete : [];

    // A start alone moves as it does among others, to the bit; so the path of the best can be had afterwards. It is as long as the search
    // from there was, whatever ended that, and is cut off where the best point was found; if the time is over, in the middle.
    private List<double[]> PathFrom(LocalSearchResult trail, SearchStart best, Conclusion conclusion, Deadline deadline)
    {
        Slice<double> start = Slice<double>.Copy(trail.Start, new Shape(1, trail.Start.Length));
        (Method<double> method, Region<double> region) = _problem.Method();
        var objective = new PathObjective(_problem.Followed(_problem.Objective()));
        var bettered = new BestPoints(method);
        var limits = new Limits(best.Outcome.Evaluations, deadline.IsOver ? Deadline.Grace : deadline.Left);
        Minimizer.Run(objective, method, start.Matrix, region, limits, bettered, deadline.IsOver ? default : deadline.Cancellation, trail.Held);
        List<double[]> path = _options.Optimizer is null ? bettered.Points : objective.Points;
        path = path.Count > 0 ? path : [[.. trail.Start]];
        foreach (double[] point in path)
        {
            conclusion.ToUser([.. point], point);
        }

        int end = path.FindLastIndex(point => point.AsSpan().SequenceEqual([.. best.Point]));
        return end >= 0 ? path[..(end + 1)] : deadline.IsOver ? [.. path, [.. best.Point]] : path;
    }
}
