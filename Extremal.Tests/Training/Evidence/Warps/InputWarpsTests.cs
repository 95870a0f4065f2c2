using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Inputs in another coordinate, and the layer that stands for it.</summary>
public sealed class InputWarpsTests
{
    private static readonly InputWarps Two = InputWarps.None(3)
        .With(1, new Warp(-0.8, 0.01, 3.1, 1.7)).With(2, new Warp(2.5, 0.3, -1.2, 0.6));

    private static Samples<double> Draw(int rows, int seed)
    {
        var random = new Random(seed);
        Slice<double> inputs = Slice<double>.Zeros(new Shape(rows, 3));
        foreach (ref double x in inputs.Span)
        {
            x = 4 * random.NextDouble() - 2;
        }

        return new Samples<double>(inputs, Slice<double>.Zeros(new Shape(rows, 1)), Slice<double>.Zeros(new Shape(rows, 1)))
        {
            Units = [.. Enumerable.Range(0, rows).Select(row => row / 2)],
        };
    }

    [Test]
    public void They_are_their_formula()
    {
        Samples<double> samples = Draw(20, 1), warped = Two.Apply(samples);
        for (int i = 0; i < samples.Count; i++)
        {
            ReadOnlySpan<double> u = samples.Inputs.Matrix.Row(i), v = warped.Inputs.Matrix.Row(i);
            Assert.That(v[0], Is.EqualTo(u[0]).Within(1e-9 * Math.Abs(u[0])));
            Assert.That(v[1], Is.EqualTo((Math.Asinh((u[1] + 0.8) / 0.01) - 3.1) / 1.7).Within(1e-14));
            Assert.That(v[2], Is.EqualTo((Math.Asinh((u[2] - 2.5) / 0.3) + 1.2) / 0.6).Within(1e-14));
        }

        Assert.That(warped.Targets, Is.EqualTo(samples.Targets));
        Assert.That(warped.Weights, Is.EqualTo(samples.Weights));
        Assert.That(warped.Units, Is.EqualTo(samples.Units));
    }

    [Test]
    public void Inputs_that_stay_leave_the_samples_alone()
    {
        Samples<double> samples = Draw(5, 2);
        Assert.That(InputWarps.None(3).IsNone, Is.True);
        Assert.That(InputWarps.None(3).Apply(samples), Is.SameAs(samples));
        Assert.That(Two.IsNone, Is.False);
    }

    [Test]
    public void A_network_with_their_layer_says_of_the_inputs_what_it_said_of_the_warped_ones()
    {
        Network<double> network = Network<double>.Create(3, [7, 5], 2, Activation.Tanh, seed: 3), whole = Two.Prepend(network);
        Samples<double> samples = Draw(30, 4);
        double[] direct = Predict(whole, samples), apart = Predict(network, Two.Apply(samples));
        Assert.That(direct, Is.EqualTo(apart).Within(1e-10));
        Assert.That(whole.ToString(), Is.EqualTo("3-3-7-5-2 asinh, tanh, identity"));
    }

    private static double[] Predict(Network<double> network, Samples<double> samples)
    {
        double[] outputs = new double[samples.Count * network.Outputs];
        new Predictor<double>(network).Predict(samples.Inputs.Matrix, new Matrix<double>(outputs, new Shape(samples.Count, network.Outputs)));
        return outputs;
    }
}
