using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// How an extremum is searched. The defaults find it on small networks in about a millisecond. Options are equal by value, and System.Text.Json
/// writes them and reads them back.
/// </summary>
public sealed partial record SearchOptions
{
    /// <summary>
    /// A first-order rule by which points move against their gradient, as equation (2.4) does; its rate is in standard deviations of the
    /// inputs, or in the user's units if steps are taken in these. Null, the default, leaves the choice to the problem: L-BFGS-B in a box,
    /// vertex descent for a network that is linear by pieces, sequential quadratic programming under further constraints.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>How the rate of <see cref="Optimizer"/> changes over the steps. It may not read losses.</summary>
    public Schedule Schedule { get; init; } = Schedule.Cosine();

    /// <summary>The most steps from each start.</summary>
    public int MaxSteps { get; init; } = 300;

    /// <summary>A start has converged when its projected gradient's greatest component is at most this, in the loss's unit by the step's.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>Starting points that are drawn and looked at.</summary>
    public int Starts { get; init; } = 1024;

    /// <summary>How many of them a round follows: always the best, the others spread over the domain. More than are drawn means all.</summary>
    public int Searches { get; init; } = 20;

    /// <summary>
    /// The most rounds. A further round follows other starts, and begins only while the best optimum has not been found again from another
    /// start, or no search succeeded. There is one round if all drawn starts are followed in it, or an optimizer is given.
    /// </summary>
    public int MaxRounds { get; init; } = 10;

    /// <summary>From which distribution they are drawn.</summary>
    public StartDistribution Distribution { get; init; } = StartDistribution.Sobol;

    /// <summary>
    /// Starting points of the user's, in the user's units, before those that are drawn; all of them are followed. Each has finite numbers, and
    /// of a category exactly one label.
    /// </summary>
    public IReadOnlyList<double[]> Points { get; init => field = ValueList<double[]>.Of(value); } = new ValueList<double[]>([]);

    /// <summary>Whether steps are taken in the user's units, as equation (2.4) means them, and not in standard deviations.</summary>
    public bool InUserUnits { get; init; }

    /// <summary>Whether the path from the best start is kept, for a drawing. It costs a second search from that start alone.</summary>
    public bool KeepPath { get; init; }

    /// <summary>Determines which starts are drawn.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The time after which the search ends, in the middle of a step too; null for no limit. The best found until then is the answer. What the
    /// data cover is computed before, the first time that a domain asks for it (<see cref="Domain.Inside"/>).
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The most threads that the search uses; −1 for as many as there are processors. The answer has the same bits at any number.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Throws for numbers that make no sense.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is wanted.</exception>
    internal void Validate(int inputs)
    {
        Require(Schedule is not null, nameof(Schedule), "null", "a schedule");
        if (Points is null)
        {
            throw new ArgumentException("SearchOptions.Points is null; it wants points, or none.", nameof(Points));
        }

        Require(Enum.IsDefined(Distribution), nameof(Distribution), Distribution, "one of its names");
        Require(MaxSteps >= 0, nameof(MaxSteps), MaxSteps, "none or more");
        Require(Tolerance >= 0 && double.IsFinite(Tolerance), nameof(Tolerance), Tolerance, "a finite tolerance that is not negative");
        Require(Starts >= 0 && Starts + Points.Count > 0, nameof(Starts), Starts, "at least one, here or in Points");
        Require(Searches >= 1, nameof(Searches), Searches, "at least one");
        Require(MaxRounds >= 1, nameof(MaxRounds), MaxRounds, "at least one");
        Require(Points.All(point => point?.Length == inputs), nameof(Points), "of another length", $"points of {inputs} numbers");
        Parallelism.Require(MaxDegreeOfParallelism, "SearchOptions.MaxDegreeOfParallelism", nameof(MaxDegreeOfParallelism));
    }

    private static void Require(bool holds, string option, object value, string wanted) =>
        Mistake.RequireOption<SearchOptions>(holds, option, value, wanted);
}
