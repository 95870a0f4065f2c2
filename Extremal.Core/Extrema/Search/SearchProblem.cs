using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Extrema;

/// <summary>
/// The question in the coordinates of a search: a loss over a box, with linear rows, smooth constraints and discrete inputs where there are
/// any; and the method that suits it.
/// </summary>
internal sealed class SearchProblem
{
    private readonly SearchOptions _options;

    public SearchProblem(Surrogate surrogate, Domain domain, Goal goal, SearchOptions options, IReadOnlyList<Constraint> further)
    {
        (Surrogate, Domain, Goal, _options) = (surrogate, domain, goal, options);
        Standardization scaling = options.InUserUnits ? Standardization.None(surrogate.Inputs) : surrogate.InputScaling;
        Coordinates = new SearchCoordinates(surrogate.InputScaling, options.InUserUnits);
        Constraints = [.. domain.Constraints, .. further];
        Box = domain.Box(scaling);
        Rows = domain.LinearConstraints.Count > 0 ? domain.Rows(scaling) : null;
        Region = domain.ToRegion<double>(scaling);
        Discrete = new bool[Box.Dimension];
        foreach (int column in domain.Discrete.SelectMany(input => input.Columns))
        {
            Discrete[column] = true;
        }

        IsLinearByPieces = goal.IsLinearByPieces && Constraints.Count == 0 && surrogate.Members.All(network => network.IsLinearByPieces);
        RequireWhatAnOptimizerCanDo();
    }

    public Surrogate Surrogate { get; }

    public Domain Domain { get; }

    public Goal Goal { get; }

    public SearchCoordinates Coordinates { get; }

    /// <summary>The domain's ranges.</summary>
    public Box<double> Box { get; }

    /// <summary>The domain's linear constraints; null if there are none.</summary>
    public LinearRows<double>? Rows { get; }

    /// <summary>The box cut by the linear constraints, onto which starts are projected.</summary>
    public Region<double> Region { get; }

    /// <summary>The smooth constraints, the data's coverage among them.</summary>
    public IReadOnlyList<Constraint> Constraints { get; }

    /// <summary>Whether the loss is linear by pieces: ± an output of a network of ReLUs.</summary>
    public bool IsLinearByPieces { get; }

    /// <summary>Whether each coordinate belongs to an integer, a grid or a category.</summary>
    public bool[] Discrete { get; }

    /// <summary>Whether all inputs that have a choice are discrete.</summary>
    public bool IsDiscreteAlone => Enumerable.Range(0, Dimension).All(j => Discrete[j] || Domain.IsFixed(j));

    public int Dimension => Box.Dimension;

    /// <summary>A new objective with a workspace of its own.</summary>
    public NetworkObjective Objective() => new(Surrogate, Goal, Constraints, Coordinates);

    /// <summary>What a method evaluates: under linear constraints a first-order rule follows the part of the gradient that they let through.</summary>
    public IObjective<double> Followed(IObjective<double> objective) =>
        _options.Optimizer is null || Region is Box<double> ? objective : new TangentObjective(objective, Region);

    /// <summary>A new method, and where it moves: one that knows rows by itself moves in the box.</summary>
    public (Method<double> Method, Region<double> Region) Method()
    {
        (int steps, double tolerance) = (_options.MaxSteps, _options.Tolerance);
        if (_options.Optimizer is { } optimizer)
        {
            return (new FirstOrder<double>(optimizer, tolerance, steps, _options.Schedule), Region);
        }

        if (IsLinearByPieces)
        {
            return (new PiecewiseLinear<double>(tolerance, steps, Rows), Box);
        }

        if (Rows is null && Constraints.Count == 0)
        {
            return (new Lbfgsb<double>(tolerance, steps), Box);
        }

        LinearRows<double> rows = Rows ?? LinearRows<double>.None(Dimension);
        double[] low = [.. Constraints.Select(constraint => constraint.Low / constraint.Scale)];
        double[] high = [.. Constraints.Select(constraint => constraint.High / constraint.Scale)];
        return (new SequentialQuadratic<double>(rows, low, high, Terms(), tolerance, steps), Box);
    }

    // In the end constraints are judged in the user's units, as Domain.ToleranceOf says; the method must not take for kept what that does not.
    private FunctionTerms Terms()
    {
        double[] origin = new double[Dimension], least = new double[Dimension];
        Coordinates.FromUser(origin, least);
        for (int j = 0; j < Dimension; j++)
        {
            (origin[j], least[j]) = (-least[j], OwnTerms.Floor(Domain.Inputs[j], Domain.Lower[j], Domain.Upper[j]) / Coordinates.UnitsOf(j));
        }

        return new FunctionTerms([.. Constraints.Select(constraint => !constraint.IsScaled)], origin, least);
    }

    /// <summary>
    /// The starts, brought into the linear constraints without moving what is held, which the region's projection would move. A start whose held values
    /// leave no point in the linear constraints is left out; if that is true of all, the first one stays, for an answer that says so.
    /// </summary>
    public Slice<double> Feasible(Slice<double> starts, bool[] held)
    {
        if (Rows is null || held.Length == 0)
        {
            return starts;
        }

        int kept = 0;
        for (int i = 0; i < starts.Shape.Rows; i++)
        {
            Span<double> start = starts.Matrix.Row(i);
            var polytope = new Polytope<double>(Holding(Box, start, held), Rows);
            if (!polytope.IsEmpty)
            {
                polytope.Project(start);
                start.CopyTo(starts.Matrix.Row(kept++));
            }
        }

        return starts.Rows(0, Math.Max(kept, Math.Min(1, starts.Shape.Rows)));
    }

    /// <summary>The region of the user's units onto which an answer is settled: around one with discrete inputs, these are fixed.</summary>
    public Region<double> SettledAround(ReadOnlySpan<double> user, Region<double> all)
    {
        if (Domain.Discrete.Count == 0)
        {
            return all;
        }

        Standardization none = Standardization.None(user.Length);
        return new Polytope<double>(Holding(Domain.Box(none), user, Discrete), Domain.Rows(none));
    }

    private static Box<double> Holding(Box<double> box, ReadOnlySpan<double> point, bool[] held)
    {
        double[] lower = box.Lower.ToArray(), upper = box.Upper.ToArray();
        for (int j = 0; j < held.Length; j++)
        {
            (lower[j], upper[j]) = held[j] ? (point[j], point[j]) : (lower[j], upper[j]);
        }

        return new Box<double>(lower, upper);
    }

    private void RequireWhatAnOptimizerCanDo()
    {
        if (_options.Optimizer is not null && (Constraints.Count > 0 || (Domain.Discrete.Count > 0 && Rows is not null)))
        {
            throw new ArgumentException(
                $"SearchOptions.Optimizer is {_options.Optimizer}; first-order rules know ranges, fixed inputs and linear constraints, and integers or categories "
                + "without linear constraints. For this domain leave it null.");
        }
    }
}
