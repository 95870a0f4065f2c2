using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// The points under way on the tape, one row a point, with what the network says of them: what a <see cref="Goal"/> is written with.
/// Each property records its lines when it is read, so what a goal does not read costs nothing.
/// </summary>
public sealed class Candidates
{
    private readonly Variable<double> _points;
    private readonly Surrogate _surrogate;

    /// <summary>Records f(θ̂; x) of the points with the weights as constants.</summary>
    /// <param name="points">The watched points in the network's scale, n × inputs.</param>
    /// <param name="surrogate">The network and its scaling.</param>
    internal Candidates(Variable<double> points, Surrogate surrogate)
    {
        (_points, _surrogate) = (points, surrogate);
        ScaledOutputs = surrogate.Network.Apply(points);
    }

    /// <summary>x in the user's units, n × inputs.</summary>
    public Variable<double> Inputs => InUnits(_points, _surrogate.InputScaling);

    /// <summary>y = f(θ̂; x) in the user's units, n × outputs.</summary>
    public Variable<double> Outputs => InUnits(ScaledOutputs, _surrogate.OutputScaling);

    /// <summary>y in standard deviations from the targets' mean, n × outputs: the network's own output.</summary>
    public Variable<double> ScaledOutputs { get; }

    /// <summary>What is known of the data: names, ranges, means, deviations.</summary>
    public DataSummary Summary => _surrogate.Summary;

    /// <summary>One input in the user's units, n × 1.</summary>
    /// <param name="name">The input column's name.</param>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    public Variable<double> Input(string name) => Inputs.Column(ColumnNames.Find("Candidates.Input", "input", Summary.InputColumns, name));

    /// <summary>One output in the user's units, n × 1.</summary>
    /// <param name="name">The target's name.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public Variable<double> Output(string name) => Outputs.Column(ColumnNames.Find("Candidates.Output", "target", Summary.TargetColumns, name));

    /// <summary>A row of numbers on the tape, for example one for each input.</summary>
    public Variable<double> Row(params ReadOnlySpan<double> numbers) =>
        _points.Tape.Constant(Slice<double>.Copy(numbers, new Shape(1, numbers.Length)));

    /// <summary>A number of one output in its standard deviations.</summary>
    internal double Scaled(int output, double value) => _surrogate.OutputScaling.Apply(output, value);

    private Variable<double> InUnits(Variable<double> scaled, Standardization scaling) =>
        scaled * Row(scaling.Scales) + Row(scaling.Shifts);
}
