using System.Globalization;
using System.Text;
using Extremal.Data;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// The answer of a search, x̂, with its evidence: value and gradient at exactly the numbers returned, which bounds it meets, how each start went, why the
/// best one stopped.
/// </summary>
public sealed class Extremum
{
    internal Extremum(Surrogate surrogate, Domain domain, Goal goal, IReadOnlyList<SearchStart> starts, int best, SearchOptions options)
    {
        (Domain, Goal, Starts, BestStart, Seed) = (domain, goal, starts, best, options.Seed);
        double[] point = [.. starts[best].Point], gradient = new double[point.Length];
        Value = surrogate.Value(point, goal.Output, gradient);
        Target = surrogate.Summary.TargetColumns[goal.Output];
        (Point, Gradient) = (point, gradient);
        States = [.. point.Select((value, input) => domain.StateOf(input, value))];
        Violation = domain.Violation(point);
    }

    /// <summary>x̂: one number an input, in the user's units. At a bound, or fixed, it is the user's own number bit for bit.</summary>
    public IReadOnlyList<double> Point { get; }

    /// <summary>f(θ̂; x̂), in the user's units: what the network says, not what is true.</summary>
    public double Value { get; }

    /// <summary>∂f/∂x at x̂, the output's unit by the input's.</summary>
    public IReadOnlyList<double> Gradient { get; }

    /// <summary>Where each input stands between its bounds.</summary>
    public IReadOnlyList<BoundState> States { get; }

    /// <summary>By how much x̂ breaks the rule of the domain that it breaks most; 0 if it lies in the domain.</summary>
    public double Violation { get; }

    /// <summary>Whether x̂ lies in the domain, without any tolerance.</summary>
    public bool IsFeasible => Violation == 0;

    /// <summary>The goal's loss at x̂.</summary>
    public double Loss => Starts[BestStart].Loss;

    /// <summary>Why the best start stopped.</summary>
    public StopReason Reason => Starts[BestStart].Outcome.Reason;

    /// <summary>How each start went.</summary>
    public IReadOnlyList<SearchStart> Starts { get; }

    /// <summary>Number of the start that found x̂.</summary>
    public int BestStart { get; }

    /// <summary>What was asked.</summary>
    public Goal Goal { get; }

    /// <summary>Where it was sought.</summary>
    public Domain Domain { get; }

    /// <summary>The output that <see cref="Value"/> is of.</summary>
    public Column Target { get; }

    /// <summary>Which starts were drawn.</summary>
    public ulong Seed { get; }

    /// <summary>Steps of the start that took most.</summary>
    public int Steps => Starts.Max(start => start.Outcome.Steps);

    /// <summary>Points evaluated, over all starts.</summary>
    public long Evaluations => Starts.Sum(start => (long)start.Outcome.Evaluations);

    /// <summary>Time of the search, without that of the path's second one.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The points from the best start to x̂, in the user's units; empty unless it was asked for.</summary>
    public IReadOnlyList<double[]> Path { get; internal init; } = [];

    /// <summary>A short report: inputs, value, bounds met, why the search stopped.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Goal.Description}: {Target.Name} = {Value:G6}{Unit(Target)}\n");
        int width = Domain.Inputs.Max(column => column.Name.Length);
        for (int i = 0; i < Point.Count; i++)
        {
            Column column = Domain.Inputs[i];
            text.Append(CultureInfo.InvariantCulture, $"  {column.Name.PadRight(width)}  {Point[i],12:G6}{Unit(column)}{Words(States[i])}\n");
        }

        foreach (LinearBand band in Domain.Bands)
        {
            text.Append(CultureInfo.InvariantCulture, $"  sum held in {band.Low:G6} to {band.High:G6}: {band.Sum([.. Point]):G6}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Reason} after {Starts[BestStart].Outcome.Steps} steps, the best of {Starts.Count} starts, ");
        text.Append(CultureInfo.InvariantCulture, $"{Evaluations} evaluations, {Elapsed.TotalMilliseconds:F1} ms");
        if (!IsFeasible)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot in the domain: violated by {Violation:G3}");
        }

        return text.ToString();
    }

    private static string Unit(Column column) => column.Unit is null ? "" : " " + column.Unit;

    private static string Words(BoundState state) => state switch
    {
        BoundState.AtLower => "  at its lower bound",
        BoundState.AtUpper => "  at its upper bound",
        BoundState.Fixed => "  fixed",
        _ => "",
    };
}
