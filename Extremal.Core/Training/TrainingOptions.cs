using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;

namespace Extremal.Training;

/// <summary>
/// How a network is built and trained. The defaults suit some hundred to some ten thousand rows with few inputs. Options are equal by value, and
/// System.Text.Json writes them and reads them back.
/// </summary>
public sealed partial record TrainingOptions
{
    /// <summary>The most networks of an ensemble: what a file may say that it holds.</summary>
    internal const int MostMembers = 10_000;

    // Each step remembered is two copies of the weights, and more than some dozens of them teach nothing.
    private const int MostMemory = 1000;

    // Beyond, the products of all rows' derivatives take longer than batches do.
    private const int MostEvidenceRows = 2000;

    private static readonly TrainingOptions Defaults = new();

    /// <summary>
    /// How networks are trained. By default by evidence (<see cref="TrainingMethod.Evidence"/>) on up to 2000 rows; by batches on more, and
    /// where another option than <see cref="Seed"/>, <see cref="MaxDegreeOfParallelism"/>, <see cref="Radial"/> and <see cref="EvidenceSteps"/>
    /// is not the default, for these say how to train by batches.
    /// </summary>
    public TrainingMethod Method { get; init; } = TrainingMethod.Automatic;

    /// <summary>
    /// Whether a radial network, a quadratic and a linear model are members of what is trained by evidence, beside the dense ones; folds find their
    /// shares. Without, the error is greater on smooth processes with few measurements, and an answer is cheaper to prove.
    /// </summary>
    public bool Radial { get; init; } = true;

    /// <summary>The most steps of Levenberg and Marquardt's method for a network that is trained by evidence.</summary>
    public int EvidenceSteps { get; init; } = 100;

    /// <summary>Widths of the hidden layers; none gives a linear model.</summary>
    public IReadOnlyList<int> Hidden { get; init => field = ValueList<int>.Of(value); } = new ValueList<int>([64, 64]);

    /// <summary>The hidden layers' activation.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>The last layer's activation; null for the identity, or softplus for the logarithmic loss, which knows no outputs below −1.</summary>
    public Activation? OutputActivation { get; init; }

    /// <summary>From which distribution the first weights are drawn.</summary>
    public Initialization Initialization { get; init; } = Initialization.Automatic;

    /// <summary>𝓛ₜ of equation (2.1).</summary>
    public Loss Loss { get; init; } = Loss.MeanSquaredError;

    /// <summary>The rule by which weights move against their gradient.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam(rate: 0.005);

    /// <summary>
    /// Null to train by <see cref="Optimizer"/>; else to train by L-BFGS on all rows at once, with a memory of this many steps (10 is usual).
    /// That suits small networks and measurements with little noise: it goes far deeper into the training loss. An epoch is then one step
    /// of it, and <see cref="Optimizer"/>, <see cref="Schedule"/> and <see cref="BatchSize"/> are not read. What it has learned of the
    /// loss is no part of a <see cref="TrainingState{T}"/>, so no other run can continue from where one ended.
    /// </summary>
    public int? LbfgsMemory { get; init; }

    /// <summary>How the rule's rate changes from epoch to epoch.</summary>
    public Schedule Schedule { get; init; } = Schedule.Cosine();

    /// <summary>Rows in a batch; the last of an epoch may have fewer.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The most passes over the data.</summary>
    public int Epochs { get; init; } = 400;

    /// <summary>
    /// λ of the penalty ½λ‖W‖² on the weights (not the biases), in the loss's scale. None by default, so that measurements with little noise
    /// can be fitted closely. Smaller weights bend less, which makes an answer cheaper to prove: on the concrete data, with networks of
    /// 64-64, 1e-3 took a sixth of the boxes and added 2 % to the error on new mixes; 1e-4 changed neither by much.
    /// </summary>
    public double L2 { get; init; }

    /// <summary>The share of rows, or of groups of rows where the data have groups, that is held back to tell when to stop; 0 for none.</summary>
    public double Validation { get; init; } = 0.15;

    /// <summary>
    /// On how many rows held back, or groups where the data have groups, the intervals of a single network are to rest
    /// (<see cref="Regressor.PredictInterval"/>). Where it holds back fewer itself, further networks are trained as it was, each without the next part of
    /// the rows, until this many have been held back or all have: with the default share four more trainings for 60 rows, two for 100, none from 264
    /// rows on, and five or six where the rows are of few groups. They change nothing of the network, and report no progress. 0 for none. Not read
    /// by ensembles, nor where <see cref="Validation"/> is 0.
    /// </summary>
    public int Calibration { get; init; } = 40;

    /// <summary>Stop after this many epochs without a better validation loss; null to go through all epochs.</summary>
    public int? Patience { get; init; } = 100;

    /// <summary>Whether training ends with the weights of the best validation loss (the default) or with the last.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>
    /// How many networks are trained side by side, each from weights of its own and on a resample of the rows (of the groups, where the data
    /// have groups); their mean is what the model says, their spread how far they agree. 1 for a single network on all rows that are not held
    /// back. With several, each is validated on the rows that it did not draw, some 37 %, unless <see cref="Validation"/> is 0.
    /// </summary>
    public int Members { get; init; } = 1;

    /// <summary>Determines the first weights, the split and the batches.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// The most threads that training uses; −1 for as many as there are processors. The trained weights have the same bits at any number, so
    /// a saved state does not know it.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Whether so many rows are learned by evidence.</summary>
    internal bool IsByEvidence(int rows) => Method == TrainingMethod.Evidence
        || (Method == TrainingMethod.Automatic && rows <= MostEvidenceRows && this == Defaults with
        {
            Seed = Seed,
            MaxDegreeOfParallelism = MaxDegreeOfParallelism,
            Radial = Radial,
            EvidenceSteps = EvidenceSteps,
        });

    /// <summary>Throws for a number that makes no sense.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is wanted.</exception>
    internal void Validate()
    {
        Require(Enum.IsDefined(Method), nameof(Method), Method, "one of its names");
        Require(
            Method != TrainingMethod.Evidence || Loss == Loss.MeanSquaredError, nameof(Method), Method,
            "batches for this loss: evidence is of the squared error");
        Require(EvidenceSteps >= 1, nameof(EvidenceSteps), EvidenceSteps, "at least one step");
        Require(Activation is not null, nameof(Activation), "null", "an activation");
        Require(Loss is not null, nameof(Loss), "null", "a loss");
        Require(Optimizer is not null, nameof(Optimizer), "null", "an optimizer");
        Require(Schedule is not null, nameof(Schedule), "null", "a schedule");
        Require(Enum.IsDefined(Initialization), nameof(Initialization), Initialization, "one of its names");
        Require(Hidden is not null && Hidden.All(width => width >= 1), nameof(Hidden), string.Join(",", Hidden ?? []), "widths of at least one");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least one row");
        Require(Members is >= 1 and <= MostMembers, nameof(Members), Members, $"1 to {MostMembers} networks");
        Require(Epochs >= 1, nameof(Epochs), Epochs, "at least one pass");
        Require(LbfgsMemory is null or (>= 1 and <= MostMemory), nameof(LbfgsMemory), LbfgsMemory ?? 0, $"1 to {MostMemory} steps, or null");
        Require(L2 >= 0 && double.IsFinite(L2), nameof(L2), L2, "a finite number that is not negative");
        Require(Validation is >= 0 and < 1, nameof(Validation), Validation, "a share from 0 to below 1");
        Require(Calibration >= 0, nameof(Calibration), Calibration, "a number that is not negative");
        Require(Patience is null or >= 1, nameof(Patience), Patience ?? 0, "at least one epoch, or null");
        Parallelism.Require(MaxDegreeOfParallelism, "TrainingOptions.MaxDegreeOfParallelism", nameof(MaxDegreeOfParallelism));
    }

    /// <summary>
    /// Throws for sizes that no array holds: of the weights, of the values of a layer over a batch, and of what L-BFGS remembers. A network of
    /// another form than these options', which a <see cref="Trainer{T}"/> may have, says so itself.
    /// </summary>
    /// <exception cref="ArgumentException">The message names the option, the size and the limit.</exception>
    internal void RequireSizes(int inputs, int outputs, int rows)
    {
        int[] widths = [.. Hidden, outputs];
        int widest = Math.Max(inputs, widths.Max()), batch = LbfgsMemory is null ? Math.Min(BatchSize, rows) : rows;
        Int128 weights = Network<double>.WeightsOf(inputs, widths);
        string hidden = string.Join(',', Hidden);
        ArrayLength.Of($"TrainingOptions.Hidden is {hidden}, which makes weights of {inputs} inputs and {outputs} outputs", weights);
        Int128 predicted = Predictor<double>.MostRows, remembered = 2 * (LbfgsMemory ?? 0);
        ArrayLength.Of($"TrainingOptions.Hidden is {hidden}, which makes values of {predicted} rows", predicted * widest);
        ArrayLength.Of(
            $"TrainingOptions.BatchSize is {BatchSize}, which makes values of {batch} rows in a layer of {widest}", (Int128)batch * widest);
        ArrayLength.Of(
            $"TrainingOptions.LbfgsMemory is {LbfgsMemory}, which makes pairs of steps of {weights} weights", remembered * weights);
    }

    private static void Require(bool holds, string option, object value, string wanted) =>
        Mistake.RequireOption<TrainingOptions>(holds, option, value, wanted);
}
