using System.Diagnostics;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
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
        RequireSameInputs(domain, surrogate);
        if ((uint)goal.Output >= (uint)surrogate.Outputs)
        {
            throw new ArgumentException(
                $"ExtremumSearch got a domain of {domain.Inputs.Count} inputs and the goal '{goal}'; "
                + $"the network {surrogate.Network} wants {surrogate.Inputs} inputs and an output from 0 to {surrogate.Outputs - 1}.");
        }

        _coordinates = new SearchCoordinates(surrogate.InputScaling, _options.InUserUnits);
        (_region, _userRegion) = (_coordinates.Region(domain), domain.ToRegion());
    }

    /// <summary>Searches from every start and returns the best that was found.</summary>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellation">Ends the search before the next step; the best so far is the answer.</param>
    public Extremum Run(IProgress<MinimizerProgress<double>>? progress = null, CancellationToken cancellation = default)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_options.MaxDegreeOfParallelism);
        long began = Stopwatch.GetTimestamp();
        Matrix<double> starts = ToCoordinates(StartPoints.Draw(_domain, _options));
        FirstOrder<double> method = Method();
        IObjective<double> objective = Objective(starts.Rows);
        var limits = new Limits(long.MaxValue, _options.TimeLimit ?? TimeSpan.MaxValue);
        RequireIndependentRows(objective, starts);
        Minimizer.Run(objective, method, starts, _region, limits, progress, cancellation);

        IReadOnlyList<SearchStart> table = Conclude(objective, starts, method);
        int best = BestOf(table);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        return new Extremum(_surrogate, _domain, _goal, table, best, _options)
        {
            Path = _options.KeepPath ? PathFrom(starts.RowRange(best, 1), table[best]) : [],
            Elapsed = elapsed,
        };
    }

    // Equal numbers of inputs are not enough: the columns of another file may stand in another order.
    private static void RequireSameInputs(Domain domain, Surrogate surrogate)
    {
        string[] got = [.. domain.Inputs.Select(column => column.Name)];
        string[] wanted = [.. surrogate.Summary.InputColumns.Select(column => column.Name)];
        if (!got.SequenceEqual(wanted))
        {
            throw new ArgumentException(
                $"ExtremumSearch got a domain of the inputs {string.Join(", ", got)}; the network wants {string.Join(", ", wanted)}, in this order.",
                nameof(domain));
        }
    }

    // A goal that sums or averages over the rows would let the starts pull at each other.
    private void RequireIndependentRows(IObjective<double> objective, Matrix<double> starts)
    {
        double[] together = new double[starts.Rows], alone = new double[1];
        objective.Evaluate(starts, together, default);
        objective.Evaluate(starts.RowRange(0, 1), alone, default);
        if (BitConverter.DoubleToInt64Bits(alone[0]) != BitConverter.DoubleToInt64Bits(together[0]) && !double.IsNaN(alone[0]))
        {
            throw new ArgumentException(
                $"The goal '{_goal}' gives a point another loss when other points stand beside it; each row's loss may depend on that row alone. "
                + "RowSums and RowMeans add up within a row, Sum and Mean over all rows.");
        }
    }

    private FirstOrder<double> Method() => new(_options.Optimizer, _options.Tolerance, _options.Steps, _options.Schedule);

    private IObjective<double> Objective(int mostRows)
    {
        var objective = new NetworkObjective(_surrogate, _goal, _coordinates, mostRows);
        return _region is Box<double> ? objective : new TangentObjective(objective, _region);
    }

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

    // What was found is taken to the user's units, where it lies in the domain exactly, and judged anew at the very numbers that are returned.
    private List<SearchStart> Conclude(IObjective<double> objective, Matrix<double> starts, FirstOrder<double> method)
    {
        Shape shape = starts.Shape;
        Matrix<double> first = Slice<double>.Zeros(shape).Matrix, found = Slice<double>.Zeros(shape).Matrix;
        Matrix<double> again = Slice<double>.Zeros(shape).Matrix;
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

    // A loss that is not finite is never the best: −∞ is no success. If none is finite, the first stands for all.
    private static int BestOf(IReadOnlyList<SearchStart> table)
    {
        int best = 0;
        for (int i = 1; i < table.Count; i++)
        {
            if (double.IsFinite(table[i].Loss) && !(table[best].Loss <= table[i].Loss && double.IsFinite(table[best].Loss)))
            {
                best = i;
            }
        }

        return best;
    }

    // A start alone moves as it does among others, to the bit; so the path of the best can be had afterwards. It is as long as the search
    // from there was, whatever ended that, and is cut off where the best point was found.
    private List<double[]> PathFrom(Matrix<double> start, SearchStart best)
    {
        var objective = new PathObjective(Objective(1));
        Minimizer.Run(objective, Method(), start, _region, new Limits(best.Outcome.Evaluations, TimeSpan.MaxValue));
        List<double[]> path = objective.Points.Count > 0 ? objective.Points : [start.Row(0).ToArray()];
        foreach (double[] point in path)
        {
            double[] user = new double[point.Length];
            _coordinates.ToUser(point, _domain, _userRegion, user);
            user.CopyTo(point, 0);
        }

        int end = path.FindLastIndex(point => point.AsSpan().SequenceEqual([.. best.Point]));
        return end < 0 ? path : path[..(end + 1)];
    }
}
