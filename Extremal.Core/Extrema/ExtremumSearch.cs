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

    private readonly SearchOptions _options;
    private readonly SearchProblem _problem;
    private readonly Coverage? _coverage;

    /// <summary>States the problem.</summary>
    /// <param name="surrogate">The trained network, with its scaling.</param>
    /// <param name="domain">Where to search.</param>
    /// <param name="goal">What for.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="coverage">What the data cover: its rows are starts too, and the answer is judged by it; null for what the surrogate's summary knows.</param>
    /// <exception cref="ArgumentException">The domain is empty or of other inputs; the goal's output is not there; an option makes no sense.</exception>
    public ExtremumSearch(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null, Coverage? coverage = null)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(goal);
        (_options, _coverage) = (options ?? new SearchOptions(), coverage);
        domain.Validate();
        _options.Validate(surrogate.Inputs);
        domain.RequireInputsOf(surrogate, "ExtremumSearch");
        if ((uint)goal.Output >= (uint)surrogate.Outputs)
        {
            throw new ArgumentException(
                $"ExtremumSearch got a domain of {domain.Inputs.Count} inputs and the goal '{goal}'; "
                + $"the network {surrogate.Network} wants {surrogate.Inputs} inputs and an output from 0 to {surrogate.Outputs - 1}.");
        }

        Coverage inside = _coverage ?? Coverage.Of(surrogate.Summary);
        _problem = domain.InsideQuantile is { } quantile
            ? new SearchProblem(surrogate, Keeping(domain, inside), goal, _options, inside.Constraints(quantile))
            : new SearchProblem(surrogate, domain, goal, _options, []);
    }

    /// <summary>Tells what measurement to expect at a point: the caller's model may know.</summary>
    internal Func<double[], Expectation?>? Expect { get; init; }

    /// <summary>Why it does not, in words; null if it does, or has nothing to tell by.</summary>
    internal string? WhyNotExpected { get; init; }

    /// <summary>Searches, and returns the best that was found.</summary>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellation">Ends the search before the next step; the best so far is the answer.</param>
    public Extremum Run(IProgress<MinimizerProgress<double>>? progress = null, CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        long began = Stopwatch.GetTimestamp();
        var searches = new LocalSearches(_problem, _options, progress, cancellation);
        Slice<double> given = Given(), drawn = Drawn();
        searches.Objective.RequireIndependentRows(given.Shape.Rows > 0 ? given.Matrix.Row(0) : drawn.Matrix.Row(0));
        if (_problem.Domain.Discrete.Count == 0)
        {
            new SearchRounds(_problem, _options, searches, []).Run(given, drawn);
        }
        else
        {
            new DiscreteSearch(_problem, _options, searches).Run(given, drawn);
        }

        var conclusion = new Conclusion(_problem, searches.Objective);
        IReadOnlyList<SearchStart> table = conclusion.Table(searches.Trails);
        int best = Conclusion.BestOf(table);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        return new Extremum(_problem, searches.Objective, table, best, _options)
        {
            Path = _options.KeepPath ? PathFrom(searches.Trails[best], table[best], conclusion) : [],
            Elapsed = elapsed,
            Evaluations = searches.Evaluations,
            Screened = drawn.Shape.Rows > _options.Searches ? drawn.Shape.Rows : 0,
            Expected = Expect?.Invoke([.. table[best].Point]),
            WhyNotExpected = WhyNotExpected,
            Support = (_coverage ?? Coverage.Of(_problem.Surrogate.Summary)).At([.. table[best].Point]),
        };
    }

    // What leaves a relation that every row keeps is nowhere inside the data; sums of one-hot columns are kept anyway.
    private static Domain Keeping(Domain domain, Coverage coverage)
    {
        foreach (Relation relation in coverage.Relations)
        {
            Column[] columns = [.. relation.Columns.Select(column => domain.Inputs[column])];
            if (columns.Any(column => column.Category is null))
            {
                domain = domain.Band([.. columns.Select(column => column.Name)], relation.Coefficients, relation.Value, relation.Value);
            }
        }

        return domain;
    }

    private Slice<double> Given()
    {
        Slice<double> points = Slice<double>.Zeros(new Shape(_options.Points.Count, _problem.Dimension));
        for (int i = 0; i < _options.Points.Count; i++)
        {
            _options.Points[i].CopyTo(points.Matrix.Row(i));
        }

        return ToCoordinates(points);
    }

    // What is drawn, and if that is screened anyway, rows of the data beside it: the network knows best what it was shown.
    private Slice<double> Drawn()
    {
        bool screened = _options.Starts > _options.Searches;
        ReadOnlyMatrix<double> rows = screened && _coverage?.Rows is { } data ? data.Inputs : default;
        int count = Math.Min(rows.Rows, MostRows);
        Slice<double> points = Slice<double>.Zeros(new Shape(_options.Starts + count, _problem.Dimension));
        StartPoints.Draw(points.Matrix.RowRange(0, _options.Starts), _problem.Domain, _options.Distribution, _options.Seed);
        for (int i = 0; i < count; i++)
        {
            rows.Row((int)((long)i * rows.Rows / count)).CopyTo(points.Matrix.Row(_options.Starts + i));
        }

        return ToCoordinates(points);
    }

    // Into the bands without leaving allowed values; drawn points whose values leave no point there are left out.
    private Slice<double> ToCoordinates(Slice<double> user)
    {
        bool isDiscrete = _problem.Domain.Discrete.Count > 0;
        for (int i = 0; i < user.Shape.Rows; i++)
        {
            Span<double> row = user.Matrix.Row(i);
            if (isDiscrete)
            {
                _problem.Domain.Snap(row);
            }

            _problem.Coordinates.FromUser(row, row);
            if (!isDiscrete)
            {
                _problem.Region.Project(row);
            }
        }

        return isDiscrete ? _problem.Feasible(user, _problem.Discrete) : user;
    }

    // A start alone moves as it does among others, to the bit; so the path of the best can be had afterwards. It is as long as the search
    // from there was, whatever ended that, and is cut off where the best point was found.
    private List<double[]> PathFrom(Trail trail, SearchStart best, Conclusion conclusion)
    {
        Slice<double> start = Slice<double>.Copy(trail.Start, new Shape(1, trail.Start.Length));
        (Method<double> method, Region<double> region) = _problem.Method();
        var objective = new PathObjective(_problem.Followed(_problem.Objective()));
        var bettered = new BestPoints(method);
        var limits = new Limits(best.Outcome.Evaluations, TimeSpan.MaxValue);
        Minimizer.Run(objective, method, start.Matrix, region, limits, bettered, held: trail.Held);
        List<double[]> path = _options.Optimizer is null ? bettered.Points : objective.Points;
        path = path.Count > 0 ? path : [[.. trail.Start]];
        foreach (double[] point in path)
        {
            conclusion.ToUser([.. point], point);
        }

        int end = path.FindLastIndex(point => point.AsSpan().SequenceEqual([.. best.Point]));
        return end < 0 ? path : path[..(end + 1)];
    }
}
