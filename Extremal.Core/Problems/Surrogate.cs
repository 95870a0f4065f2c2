using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Problems;

/// <summary>
/// A trained network that stands for the process which was measured: f(θ̂; x) in the user's units. It joins the network, the scaling at its
/// doors and what is known of the data. It may be an ensemble, several networks, of any layers, whose mean it is. It never changes while it is
/// searched, so any number of threads may share it.
/// </summary>
public sealed class Surrogate
{
    private readonly Network<double>[] _members;
    private readonly double[][]? _shares; // of each member, by outputs; null where all members count alike
    private readonly IReadOnlyList<LayerPosterior[]>? _posteriors; // likewise; null where none is known

    /// <summary>Joins the parts.</summary>
    /// <param name="network">Sees and gives scaled numbers.</param>
    /// <param name="inputScaling">From the user's inputs to the network's.</param>
    /// <param name="outputScaling">From the user's outputs to the network's.</param>
    /// <param name="summary">What is known of the data.</param>
    /// <exception cref="ArgumentException">The numbers of inputs or of outputs differ.</exception>
    public Surrogate(Network<double> network, Standardization inputScaling, Standardization outputScaling, DataSummary summary)
        : this([network], inputScaling, outputScaling, summary)
    {
    }

    /// <summary>Joins an ensemble and the parts.</summary>
    /// <param name="members">One network or more, of the same inputs and outputs; what the surrogate says is their mean.</param>
    /// <param name="inputScaling">From the user's inputs to the networks'.</param>
    /// <param name="outputScaling">From the user's outputs to the networks'.</param>
    /// <param name="summary">What is known of the data.</param>
    /// <param name="shares">
    /// For each member its share in the mean of each output, together one for an output; null if all members count alike.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no member; the numbers of inputs or of outputs differ; a share is negative or missing, or those of an output are not one.
    /// </exception>
    public Surrogate(
        IReadOnlyList<Network<double>> members, Standardization inputScaling, Standardization outputScaling, DataSummary summary,
        IReadOnlyList<IReadOnlyList<double>>? shares = null)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(inputScaling);
        ArgumentNullException.ThrowIfNull(outputScaling);
        ArgumentNullException.ThrowIfNull(summary);
        RequireAlike(members);
        Network<double> network = members[0];
        (int inputs, int outputs) = (summary.InputColumns.Count, summary.TargetColumns.Count);
        if (network.Inputs != inputs || inputScaling.Columns != inputs || network.Outputs != outputs || outputScaling.Columns != outputs)
        {
            throw new ArgumentException(
                $"Surrogate got the network {network}, scalings of {inputScaling.Columns} and {outputScaling.Columns} columns "
                + $"and data of {inputs} inputs and {outputs} targets; their numbers have to agree.");
        }

        RequireShares(shares, members.Count, outputs);
        (_members, InputScaling, OutputScaling, Summary) = ([.. members], inputScaling, outputScaling, summary);
        _shares = members.Count == 1 ? null : shares?.Select(of => of.ToArray()).ToArray(); // of a single member one, up to rounding
    }

    /// <summary>The same with the posteriors of the members' last layers, for each member by outputs.</summary>
    internal Surrogate(Surrogate like, IReadOnlyList<LayerPosterior[]>? posteriors)
        : this(like._members, like.InputScaling, like.OutputScaling, like.Summary, like._shares) => _posteriors = posteriors;

    /// <summary>The network, on scaled numbers; of an ensemble the first.</summary>
    public Network<double> Network => _members[0];

    /// <summary>All networks, on scaled numbers: one, or those of an ensemble.</summary>
    public IReadOnlyList<Network<double>> Members => _members;

    /// <summary>A member's share in the mean of an output.</summary>
    /// <param name="member">Its number, from zero.</param>
    /// <param name="output">Number of the output.</param>
    public double Share(int member, int output = 0) => _shares is null ? 1.0 / _members.Length : _shares[member][output];

    /// <summary>The posterior of a member's last layer; null if none is known.</summary>
    internal LayerPosterior? Posterior(int member, int output) => _posteriors?[member][output];

    /// <summary>Whether anything tells how sure an output is: several members, or the posteriors of their last layers.</summary>
    public bool HasSpread => _members.Length > 1 || _posteriors is not null;

    /// <summary>Whether the spread is more than how far members are apart.</summary>
    internal bool HasPosteriors => _posteriors is not null;

    /// <summary>Whether all members count alike.</summary>
    internal bool HasEqualShares => _shares is null;

    /// <summary>From the user's inputs to the network's.</summary>
    public Standardization InputScaling { get; }

    /// <summary>From the user's outputs to the network's.</summary>
    public Standardization OutputScaling { get; }

    /// <summary>What is known of the data.</summary>
    public DataSummary Summary { get; }

    /// <summary>Number of inputs.</summary>
    public int Inputs => Network.Inputs;

    /// <summary>Number of outputs.</summary>
    public int Outputs => Network.Outputs;

    /// <summary>
    /// Of which networks an output is the mean, for example <c>the mean of 18 dense networks with 62 % and 1 radial network with 38 %</c>: what folds
    /// found to predict best the rows that were left out.
    /// </summary>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public string DescribeMembers(int output = 0) => (uint)output < (uint)Outputs
        ? SurrogateWords.Of(this, output)
        : throw new ArgumentOutOfRangeException(nameof(output), output, $"Surrogate.DescribeMembers: the outputs are 0 to {Outputs - 1}.");

    /// <summary>The same scaling and data with some of the members.</summary>
    /// <param name="members">Their numbers, from zero.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not there.</exception>
    public Surrogate Only(params IEnumerable<int> members)
    {
        Network<double> Member(int member) => (uint)member < (uint)_members.Length
            ? _members[member]
            : throw new ArgumentOutOfRangeException(
                nameof(members), $"Surrogate.Only got member {member}; the members are 0 to {_members.Length - 1}.");

        int[] chosen = [.. members];
        Network<double>[] networks = [.. chosen.Select(Member)];
        var some = new Surrogate(networks, InputScaling, OutputScaling, Summary, _shares is null ? null : Normalized(chosen));
        return _posteriors is null ? some : new Surrogate(some, [.. chosen.Select(member => _posteriors[member])]);
    }

    /// <summary>f(θ̂; x) at one point, and its gradient there; of an ensemble the mean.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="gradient">Gets ∂f/∂x, output's units by input's units; empty if it is not wanted.</param>
    /// <returns>The output in the user's units.</returns>
    /// <exception cref="ArgumentException">
    /// A length differs from the number of inputs, or there is no such output; a number is not finite, or beyond
    /// <see cref="Column.GreatestMagnitude"/>; or a category has not exactly one label, 1 in its column and 0 in the others.
    /// </exception>
    public double Value(ReadOnlySpan<double> point, int output, Span<double> gradient)
    {
        PointCheck.Require("Surrogate.Value", Summary, point);
        return Evaluate(point, output, gradient);
    }

    /// <summary>The same at any numbers: where a search has come to, or between labels.</summary>
    internal double Evaluate(ReadOnlySpan<double> point, int output, Span<double> gradient)
    {
        if (point.Length != Inputs || (gradient.Length != Inputs && !gradient.IsEmpty) || (uint)output >= (uint)Outputs)
        {
            throw new ArgumentException(
                $"Surrogate.Value got a point of {point.Length} numbers, room for {gradient.Length} derivatives and output {output}; "
                + $"it wants {Inputs}, {Inputs} or none, and an output below {Outputs}.");
        }

        var evaluation = new Evaluation(this, point, variables => variables.ScaledOutputs.Column(output), !gradient.IsEmpty);
        if (!gradient.IsEmpty)
        {
            evaluation.Gradient(OutputScaling.Slope(output, evaluation.Values[0, 0]), gradient);
        }

        return OutputScaling.Invert(output, evaluation.Values[0, 0]);
    }

    /// <summary>
    /// The members' mean: their sum in order, divided by their number, a single one as it is; or the sum of their products with their shares.
    /// </summary>
    /// <param name="members">n × outputs each.</param>
    internal Variable<double> Mean(IReadOnlyList<Variable<double>> members)
    {
        if (members.Count == 1 && _shares is null)
        {
            return members[0];
        }

        Slice<double> shares = Slice<double>.Zeros(new Shape(members.Count, Outputs));
        for (int k = 0; k < members.Count; k++)
        {
            Span<double> row = shares.Matrix.Row(k);
            row.Fill(1);
            _shares?[k].CopyTo(row);
        }

        Variable<double> sum = members[0].Tape.Constant(shares).WeightedSum([.. members]);
        return _shares is null ? sum / members.Count : sum;
    }

    // Of some members; alike where none of them has a share.
    private double[][] Normalized(int[] members)
    {
        double[][] shares = [.. members.Select(member => (double[])_shares![member].Clone())];
        for (int output = 0; output < Outputs; output++)
        {
            double sum = shares.Sum(of => of[output]);
            Array.ForEach(shares, of => of[output] = sum > 0 ? of[output] / sum : 1.0 / shares.Length);
        }

        return shares;
    }

    private static void RequireShares(IReadOnlyList<IReadOnlyList<double>>? shares, int members, int outputs)
    {
        const double rounding = 1e-9;
        bool fits = shares is null || (shares.Count == members && shares.All(of => of?.Count == outputs && of.All(share => share >= 0))
            && Enumerable.Range(0, outputs).All(output => Math.Abs(shares.Sum(of => of[output]) - 1) <= rounding));
        if (!fits)
        {
            throw new ArgumentException(
                $"Surrogate got shares of {members} members for {outputs} outputs that are negative, missing or do not add up to one.",
                nameof(shares));
        }
    }

    private static void RequireAlike(IReadOnlyList<Network<double>> members)
    {
        if (members.Count == 0)
        {
            throw new ArgumentException("Surrogate got no network and wants at least one.", nameof(members));
        }

        foreach (Network<double> network in members)
        {
            ArgumentNullException.ThrowIfNull(network, nameof(members));
            if (network.Inputs != members[0].Inputs || network.Outputs != members[0].Outputs)
            {
                throw new ArgumentException(
                    $"Surrogate got members of other inputs or outputs, {members[0]} and {network}; an ensemble's have to agree in both.",
                    nameof(members));
            }
        }
    }
}
