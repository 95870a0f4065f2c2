using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Problems;

/// <summary>
/// A trained network that stands for the process which was measured: f(θ̂; x) in the user's units. It joins the network, the scaling at its doors and what
/// is known of the data. It never changes while it is searched, so any number of threads may share it.
/// </summary>
public sealed class Surrogate
{
    /// <summary>Joins the parts.</summary>
    /// <param name="network">Sees and gives scaled numbers.</param>
    /// <param name="inputScaling">From the user's inputs to the network's.</param>
    /// <param name="outputScaling">From the user's outputs to the network's.</param>
    /// <param name="summary">What is known of the data.</param>
    /// <exception cref="ArgumentException">The numbers of inputs or of outputs differ.</exception>
    public Surrogate(Network<double> network, Standardization inputScaling, Standardization outputScaling, DataSummary summary)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputScaling);
        ArgumentNullException.ThrowIfNull(outputScaling);
        ArgumentNullException.ThrowIfNull(summary);
        (int inputs, int outputs) = (summary.InputColumns.Count, summary.TargetColumns.Count);
        if (network.Inputs != inputs || inputScaling.Columns != inputs || network.Outputs != outputs || outputScaling.Columns != outputs)
        {
            throw new ArgumentException(
                $"Surrogate got the network {network}, scalings of {inputScaling.Columns} and {outputScaling.Columns} columns "
                + $"and data of {inputs} inputs and {outputs} targets; their numbers have to agree.");
        }

        (Network, InputScaling, OutputScaling, Summary) = (network, inputScaling, outputScaling, summary);
    }

    /// <summary>The network, on scaled numbers.</summary>
    public Network<double> Network { get; }

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

    /// <summary>f(θ̂; x) at one point, and its gradient there.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="gradient">Gets ∂f/∂x, output's units by input's units; empty if it is not wanted.</param>
    /// <returns>The output in the user's units.</returns>
    /// <exception cref="ArgumentException">A length differs from the number of inputs, or there is no such output.</exception>
    public double Value(ReadOnlySpan<double> point, int output, Span<double> gradient)
    {
        if (point.Length != Inputs || (gradient.Length != Inputs && !gradient.IsEmpty) || (uint)output >= (uint)Outputs)
        {
            throw new ArgumentException(
                $"Surrogate.Value got a point of {point.Length} numbers, room for {gradient.Length} derivatives and output {output}; "
                + $"it wants {Inputs}, {Inputs} or none, and an output below {Outputs}.");
        }

        Slice<double> z = Slice<double>.Zeros(new Shape(1, Inputs));
        Slice<double> dz = Slice<double>.Zeros(z.Shape);
        InputScaling.Apply(point, z.Span);
        var tape = new Autodiff.Tape<double>();
        Autodiff.Variable<double> y = Network.Apply(tape.Watch(z, dz)).Column(output);
        if (!gradient.IsEmpty)
        {
            tape.Backward(y);
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] = dz.Span[j] * OutputScaling.Scales[output] / InputScaling.Scales[j];
            }
        }

        return OutputScaling.Undo(output, y.Value[0, 0]);
    }
}
