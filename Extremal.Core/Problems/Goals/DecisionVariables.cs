using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// The points under way on the tape, one row a point, with what the network says of them: what a <see cref="Goal"/> is written with.
/// Each property records its lines when it is read, so what a goal does not read costs nothing. With several networks the outputs are their
/// mean, and <see cref="MemberOutputs"/>, <see cref="Spread"/> and <see cref="Worst"/> tell how far they agree.
/// </summary>
public sealed class DecisionVariables
{
    // A trace of a deviation: √(variance + trace²) has a slope where all members agree.
    private const double Trace = 1e-6;

    private readonly Variable<double> _points;
    private readonly Surrogate _surrogate;
    private readonly Variable<double>[] _hidden;
    private readonly Variable<double>[] _members;

    /// <summary>Records f(θ̂; x) of the points with the weights as constants.</summary>
    /// <param name="points">The watched points in the network's scale, n × inputs.</param>
    /// <param name="surrogate">The network, or networks, and the scaling.</param>
    internal DecisionVariables(Variable<double> points, Surrogate surrogate)
    {
        (_points, _surrogate) = (points, surrogate);
        _hidden = [.. surrogate.Members.Select(network => network.ApplyHidden(points))];
        _members = [.. surrogate.Members.Select((network, k) => network.ApplyLast(_hidden[k]))];
        ScaledOutputs = surrogate.Mean(_members);
    }

    /// <summary>x in the user's units, n × inputs.</summary>
    public Variable<double> Inputs => Shifted(_points, _surrogate.InputScaling);

    /// <summary>y = f(θ̂; x) in the user's units, n × outputs; the members' mean.</summary>
    public Variable<double> Outputs => OutputsInUnits(ScaledOutputs);

    /// <summary>
    /// y in standard deviations from the targets' mean, n × outputs: the network's own output, or the members' mean. Of a target with a
    /// <see cref="Standardization.Transform"/> it is its asinh that is standardised.
    /// </summary>
    public Variable<double> ScaledOutputs { get; }

    /// <summary>What each member says in the user's units, n × outputs each.</summary>
    public IReadOnlyList<Variable<double>> MemberOutputs => [.. _members.Select(OutputsInUnits)];

    /// <summary>
    /// How unsure the outputs are, n × outputs in the user's units: √(σ² + ε²) with the members' population deviation σ and ε = 10⁻⁶ standard
    /// deviations of the target, so that it has a slope where they agree. Of members that were trained by evidence σ² has the mean of the
    /// variances under the posteriors of their last layers, too. ε alone for a single network by batches.
    /// </summary>
    public Variable<double> Spread => ScaledSpread * Slopes();

    /// <summary>What is known of the data: names, ranges, means, deviations.</summary>
    public DataSummary Summary => _surrogate.Summary;

    /// <summary>One input in the user's units, n × 1.</summary>
    /// <param name="name">The input column's name.</param>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public Variable<double> Input(string name) => Inputs.Column(ColumnNames.Find("DecisionVariables.Input", "input", Summary.InputColumns, name));

    /// <summary>One output in the user's units, n × 1.</summary>
    /// <param name="name">The target's name.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public Variable<double> Output(string name) => Outputs.Column(ColumnNames.Find("DecisionVariables.Output", "target", Summary.TargetColumns, name));

    /// <summary><see cref="Spread"/> in standard deviations of the targets.</summary>
    internal Variable<double> ScaledSpread
    {
        get
        {
            Variable<double> mean = ScaledOutputs;
            Variable<double> variance = _surrogate.Mean([.. _members.Select((y, k) =>
                _surrogate.HasPosteriors ? (y - mean).Square() + PosteriorVariances(k) : (y - mean).Square())]);
            return (variance + Trace * Trace).Sqrt();
        }
    }

    /// <summary>What the member says that predicts the worst value, n × 1 in the user's units.</summary>
    /// <param name="output">Number of the output.</param>
    /// <param name="sign">1 where the greatest value is sought: the least of the members; −1 where the least is: the greatest of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sign is neither.</exception>
    public Variable<double> Worst(int output, int sign) =>
        InUnits(ScaledWorst(output, sign), output);

    /// <summary>A row of numbers on the tape, for example one for each input.</summary>
    public Variable<double> Row(params ReadOnlySpan<double> numbers) =>
        _points.Tape.Constant(Slice<double>.Copy(numbers, new Shape(1, numbers.Length)));

    /// <summary>A number of one output in its standard deviations.</summary>
    internal double Scaled(int output, double value) => _surrogate.OutputScaling.Apply(output, value);

    /// <summary>An output under a risk attitude, n × 1 in standard deviations.</summary>
    /// <exception cref="ArgumentException">A risk attitude other than the neutral one is asked of a single network.</exception>
    internal Variable<double> ScaledOutput(int output, int sign, RiskAttitude risk)
    {
        if (risk == RiskAttitude.Neutral)
        {
            return ScaledOutputs.Column(output);
        }

        if (risk.IsWorstCase ? _members.Length < 2 : !_surrogate.HasSpread)
        {
            throw new ArgumentException(
                $"The goal asks for a risk attitude{risk.Words(sign)}, and the model is the single network {_surrogate.Network}; "
                + "it wants an ensemble: TrainingOptions.Members of at least two.");
        }

        return risk.IsWorstCase
            ? ScaledWorst(output, sign)
            : ScaledOutputs.Column(output) - sign * risk.Beta * ScaledSpread.Column(output);
    }

    // n × outputs.
    private Variable<double> PosteriorVariances(int member)
    {
        Variable<double> variances = _surrogate.Posterior(member, 0)!.Variance(_hidden[member]);
        for (int output = 1; output < _surrogate.Outputs; output++)
        {
            variances = variances.Concatenate(_surrogate.Posterior(member, output)!.Variance(_hidden[member]));
        }

        return variances;
    }

    private Variable<double> ScaledWorst(int output, int sign)
    {
        if (sign is not (1 or -1))
        {
            throw new ArgumentOutOfRangeException(nameof(sign), sign, "DecisionVariables.Worst wants 1 or -1.");
        }

        return _members.Where((_, k) => _surrogate.Share(k, output) > 0).Select(y => y.Column(output))
            .Aggregate((x, y) => sign > 0 ? x.Min(y) : x.Max(y));
    }

    private Variable<double> Shifted(Variable<double> scaled, Standardization scaling) =>
        scaled * Row(scaling.Scales) + Row(scaling.Shifts);

    // All outputs, or each by its own transform where one has any.
    private Variable<double> OutputsInUnits(Variable<double> scaled) => _surrogate.OutputScaling.HasTransforms
        ? ByOutputs(output => InUnits(scaled.Column(output), output))
        : Shifted(scaled, _surrogate.OutputScaling);

    // dy/dz of each output, 1 × outputs, or n × outputs where one has a transform.
    private Variable<double> Slopes()
    {
        Standardization scaling = _surrogate.OutputScaling;
        return !_surrogate.OutputScaling.HasTransforms ? Row(scaling.Scales) : ByOutputs(output => scaling.Transform(output) is { } transform
            ? (0.5 * transform.Width * scaling.Scales[output]) * Exponentials(ScaledOutputs.Column(output), output, 1)
            : 0 * ScaledOutputs.Column(output) + scaling.Scales[output]);
    }

    private Variable<double> ByOutputs(Func<int, Variable<double>> column) =>
        Enumerable.Range(1, _surrogate.Outputs - 1).Aggregate(column(0), (columns, output) => columns.Concatenate(column(output)));

    // One output.
    private Variable<double> InUnits(Variable<double> scaled, int output)
    {
        Standardization scaling = _surrogate.OutputScaling;
        return scaling.Transform(output) is { } transform
            ? (0.5 * transform.Width) * Exponentials(scaled, output, -1) + transform.Origin
            : scaled * scaling.Scales[output] + scaling.Shifts[output];
    }

    // eᵗ ± e⁻ᵗ, t = scale · z + shift.
    private Variable<double> Exponentials(Variable<double> scaled, int output, int sign)
    {
        Standardization scaling = _surrogate.OutputScaling;
        Variable<double> e = (scaled * scaling.Scales[output] + scaling.Shifts[output]).Exp();
        return e + sign / e;
    }
}
