using System.Diagnostics;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

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
    // Where less of what was looked at has a finite loss, nobody knows what the rest of the domain holds.
    private const double LeastValid = 0.05;

    // By L-BFGS-B in few coordinates, steps and changes of the gradient.
    private const int StepsRemembered = 16;

    private readonly SearchOptions _options;
    private readonly SearchProblem _problem;
    private readonly ApplicabilityDomain? _coverage;
    private readonly DrawnStarts _starts;
    private long _stated; // ticks that the statement took: the first run's caller waited for it too

    /// <summary>States the problem.</summary>
    /// <param name="surrogate">The trained network, with its scaling.</param>
    /// <param name="domain">Where to search.</param>
    /// <param name="goal">What is asked.</param>
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
        _starts = new DrawnStarts(_problem, _options, coverage);
        _stated = Stopwatch.GetElapsedTime(began).Ticks;
    }

    /// <summary>Searches, and returns the best that was found.</summary>
    /// <param name="progress">Reports after each batch.</param>
    /// <param name="cancellation">Ends the search within some milliseconds; the best so far is the answer.</param>
    public Extremum Run(IProgress<MinimizerProgress<double>>? progress = null, CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        var deadline = new Deadline(_options.TimeLimit, cancellation, new TimeSpan(Interlocked.Exchange(ref _stated, 0)));
        var searches = new LocalSearches(_problem, progress, deadline);
        double[] first = _starts.First();
        searches.Objective.RequireIndependentRows(new SearchPoints(_problem).ToCoordinates(first));
        string? caveat = Search(searches);
        if (searches.Trails.Count == 0)
        {
            // It was interrupted before it had any start.
            searches.Follow(_starts.Projected([first]), Held);
        }

        var conclusion = new Conclusion(_problem, searches.Objective);
        (List<SearchStart> table, List<LocalSearchResult> trails) = conclusion.Table(searches.Trails, deadline);
        Hold(searches, conclusion, table, trails);
        int best = Conclusion.BestOf(table);
        return conclusion.Of(table, best, _coverage ?? ApplicabilityDomain.Of(_problem.Surrogate.Summary), _options.Seed) with
        {
            Path = !_options.KeepPath ? []
                : best < trails.Count ? SearchPath.Of(_problem, _options.Optimizer is not null, trails[best], table[best], conclusion, deadline)
                : [table[best].Point], // known before, and not bettered
            Caveat = caveat ?? Caveat(table, best, searches),
            Evaluations = searches.Evaluations,
            ScreenedPoints = searches.Screened,
            Elapsed = deadline.Elapsed, // the last: all of the above is waited for
        };
    }

    // Whatever is interrupted, the searches keep the ways so far.
    private string? Search(LocalSearches searches)
    {
        using Deadline.Scope watched = searches.Deadline.Watch();
        try
        {
            double[][] drawn = _starts.All();
            if (_problem.Domain.Discrete.Count > 0)
            {
                return new DiscreteSearch(_problem, _options, searches).Run(_options.Points, drawn);
            }

            new SearchRounds(_problem, _options, searches, []).Run(
                _starts.Projected(_options.Points, searches.Deadline), _starts.Projected(drawn, searches.Deadline));
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
        var known = new KnownPoints(_problem, _options.Points, _starts.Rows);
        if (known.Best(conclusion, () => searches.IsOver) is not { } best || !best.Merit.IsBetterThan(table[Conclusion.BestOf(table)].Merit))
        {
            return;
        }

        if (!searches.IsOver)
        {
            int before = searches.Trails.Count;
            searches.Follow(new SearchPoints(_problem).ToCoordinates([[.. best.Point]]), Held);
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
        long looked = (long)_options.Starts + DrawnStarts.MostRows, given = _options.Points.Count;
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
                domain = domain.Linear([.. columns.Select(column => column.Name)], [.. relation.Coefficients], relation.Value, relation.Value);
            }
        }

        return domain;
    }

    private bool[] Held => _problem.Domain.Discrete.Count > 0 ? _problem.Discrete : [];

}
