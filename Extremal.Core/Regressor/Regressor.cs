using System.Collections.Concurrent;
using Extremal.Data;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

/// <summary>
/// The front door: a network trained on measurements, in the user's units and names. Train it, predict with it, find the input that extremises it,
/// save it. All but training may be called from any number of threads at once.
/// </summary>
public sealed partial class Regressor
{
    private readonly ConcurrentBag<SurrogatePredictor> _predictors = [];

    internal Regressor(Surrogate surrogate, Dataset? rows)
    {
        Surrogate = surrogate;
        TrainingData = rows;
    }

    /// <summary>The network, or the networks of an ensemble, their scaling and what is known of the data: for the floors below.</summary>
    public Surrogate Surrogate { get; }

    /// <summary>What is known of the data: columns with ranges, means and deviations, the inputs' covariance.</summary>
    public DataSummary Summary => Surrogate.Summary;

    /// <summary>The rows it was trained on, or null: after loading, if they were not saved.</summary>
    public Dataset? TrainingData { get; }

    /// <summary>How training ended, with both loss curves; of an ensemble, the first member's. Null for one that was loaded.</summary>
    public TrainingOutcome? Training => Trainings.Count > 0 ? Trainings[0] : null;

    /// <summary>How the training of each member ended; empty for one that was loaded.</summary>
    public IReadOnlyList<TrainingOutcome> Trainings { get; private init; } = [];

    /// <summary>
    /// Whether at least one step of training was finished. A model whose training was cancelled before, or whose first loss was not finite, is
    /// as it was drawn: what it says has nothing to do with the data, no interval is promised, and reports say so.
    /// </summary>
    public bool IsTrained { get; internal init; } = true;

    /// <summary>From where training can go on; null for one that was loaded, and for an ensemble, whose training is not interrupted and resumed.</summary>
    public TrainingState<double>? State { get; private init; }

    /// <summary>
    /// The most threads that one prediction or gradient uses, the caller's among them; −1 for as many as there are processors. After training it
    /// is what the options said, after loading −1. Small batches stay on the caller's thread, and so do calls that find the other processors at
    /// work for another. Searches have an option of their own. The results have the same bits at any number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to 0, or to less than −1.</exception>
    public int MaxDegreeOfParallelism
    {
        get;
        set => field = Parallelism.Require(value, "Regressor.MaxDegreeOfParallelism", nameof(value));
    } = -1;

    /// <summary>The box in which the data lie: the domain with which a search begins.</summary>
    public Domain Domain => Domain.Of(Summary);

    /// <summary>Networks by their forms, inputs and targets in a line; and that it is untrained, if so.</summary>
    public override string ToString() =>
        Printable.Of($"{string.Join(" + ", Surrogate.Members.GroupBy(member => member.ToString()).Select(Form))}: "
            + $"{Names(Summary.InputColumns)} → {Names(Summary.TargetColumns)}{(IsTrained ? "" : ", untrained")}");

    private static string Form(IGrouping<string, Network<double>> alike) => (alike.Count() > 1 ? $"{alike.Count()} × " : "") + alike.Key;

    private static string Names(IReadOnlyList<Column> columns) => string.Join(", ", columns.Select(column => column.Name));
}
