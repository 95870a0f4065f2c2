using System.Diagnostics;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// Extremal learning, section 2.1 of the paper: the weights are constants, the points are watched, and the backward pass that trained the weights now
/// moves the points, all starts as one batch, inside the domain. Several threads may search one surrogate at once.
/// </summary>
public sealed class ExtremumSearch
{
    private readonly Surrogate _surrogate;
    private readonly Domain _domain;
    private readonly Goal _goal;
    private readonly SearchOptions _options;
    private readonly SearchCoordinates _coordinates;
    private readonly Region<double> _region;
    private readonly Region<double> _userRegion;

    /// <summary>States the problem.</summary>
    /// <param name="surrogate">The trained network, with its scaling.</param>
    /// <param name="domain">Where to search.</param>
    /// <param name="goal">What for.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The domain is empty or of other inputs; the goal's output is not there; an option makes no sense.</exception>
    public ExtremumSearch(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(surrogate);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(goal);
        (_surrogate, _domain, _goal, _options) = (surrogate, domain.Validate(), goal, options ?? new SearchOptions());
        _options.Validate(surrogate.Inputs);
        if (domain.Inputs.Count != surrogate.Inputs || goal.Output >= surrogate.Outputs)
        {
            throw new ArgumentException(
                $"ExtremumSearch got a domain of {domain.Inputs.Count} inputs and the goal '{goal}'; "
                + $"the network {surrogate.Network} wants {surrogate.Inputs} inputs and an output below {surrogate.Outputs}.");
        }

        _coordinates = new SearchCoordinates(surrogate.InputScaling, _options.InUserUnits);
        (_region, _userRegion) = (_coordinates.Region(domain), domain.ToRegion());
    }

    /// <summary>Searches from every start and returns the best that was found.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellation">Ends the search before the next step; the best so far is the answer.</param>
    public Extremum Run(IProgress<MinimizerProgress<double>>? progress = null, CancellationToken cancellation = default)
    {
        long began = Stopwatch.GetTimestamp();
        Matrix<double> starts = ToCoordinates(StartPoints.Draw(_domain, _options));
        FirstOrder<double> method = Method();
        var objective = new NetworkObjective(_surrogate, _goal, _coordinates, starts.Rows);
        var limits = new Limits(long.MaxValue, _options.TimeLimit ?? TimeSpan.MaxValue);
        Minimizer.Run(objective, method, starts, _region, limits, progress, cancellation);

        IReadOnlyList<SearchStart> table = Conclude(objective, starts, method);
        int best = BestOf(table);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        return new Extremum(_surrogate, _domain, _goal, table, best, _options)
        {
            Path = _options.KeepPath ? PathFrom(starts.RowRange(best, 1)) : [],
            Elapsed = elapsed,
        };
    }

    private FirstOrder<double> Method() => new(_options.Optimizer, _options.Tolerance, _options.Steps, _options.Schedule);

    private Matrix<double> ToCoordinates(Matrix<double> user)
    {
        Matrix<double> points = Slice<double>.Zeros(user.Shape).Matrix;
        for (int i = 0; i < user.Rows; i++)
        {
            _coordinates.FromUser(user.Row(i), points.Row(i));
            _region.Project(points.Row(i));
        }

        return points;
    }

    // What was found is taken to the user's units, where it lies in the domain exactly, and judged anew there: at the very numbers that are returned.
    private List<SearchStart> Conclude(NetworkObjective objective, Matrix<double> starts, FirstOrder<double> method)
    {
        Shape shape = starts.Shape;
        Matrix<double> first = Slice<double>.Zeros(shape).Matrix, found = Slice<double>.Zeros(shape).Matrix, again = Slice<double>.Zeros(shape).Matrix;
        for (int i = 0; i < shape.Rows; i++)
        {
            _coordinates.ToUser(starts.Row(i), _domain, _userRegion, first.Row(i));
            _coordinates.ToUser(method.BestPoints.Row(i), _domain, _userRegion, found.Row(i));
            _coordinates.FromUser(found.Row(i), again.Row(i));
        }

        double[] losses = new double[shape.Rows];
        objective.Evaluate(again, losses, default);
        var table = new List<SearchStart>(shape.Rows);
        for (int i = 0; i < shape.Rows; i++)
        {
            double value = _surrogate.Value(found.Row(i), _goal.Output, []);
            table.Add(new SearchStart(first.Row(i).ToArray(), found.Row(i).ToArray(), losses[i], value, method.Outcomes[i]));
        }

        return table;
    }

    private static int BestOf(IReadOnlyList<SearchStart> table)
    {
        int best = 0;
        for (int i = 1; i < table.Count; i++)
        {
            if (table[i].Loss < table[best].Loss || double.IsNaN(table[best].Loss))
            {
                best = i;
            }
        }

        return best;
    }

    // A start alone moves as it does among others, to the bit; so the path of the best can be had afterwards.
    private List<double[]> PathFrom(Matrix<double> start)
    {
        var objective = new PathObjective(new NetworkObjective(_surrogate, _goal, _coordinates, 1));
        Minimizer.Run(objective, Method(), start, _region, Limits.None);
        foreach (double[] point in objective.Points)
        {
            double[] user = new double[point.Length];
            _coordinates.ToUser(point, _domain, _userRegion, user);
            user.CopyTo(point, 0);
        }

        return objective.Points;
    }
}
