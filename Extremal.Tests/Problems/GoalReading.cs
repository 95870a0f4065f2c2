using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>What a goal says of points in the user's units: the losses, and their gradients by those units.</summary>
internal static class GoalReading
{
    public static (double[] Losses, double[][] Gradients) Read(this Goal goal, Surrogate surrogate, params double[][] points)
    {
        var shape = new Shape(points.Length, surrogate.Inputs);
        Slice<double> z = Slice<double>.Zeros(shape), dz = Slice<double>.Zeros(shape);
        for (int i = 0; i < points.Length; i++)
        {
            surrogate.InputScaling.Apply<double>(points[i], z.Matrix.Row(i));
        }

        var tape = new Tape<double>();
        Variable<double> loss = goal.Loss(new DecisionVariables(tape.Watch(z, dz), surrogate));
        Assert.That(loss.Shape, Is.EqualTo(new Shape(points.Length, 1)), $"{goal}: one loss a row");
        tape.Backward(loss);
        double[][] gradients = [.. Enumerable.Range(0, points.Length)
            .Select(i => dz.Matrix.Row(i).ToArray().Select((d, j) => d / surrogate.InputScaling.Scales[j]).ToArray())];
        return (loss.Value.Span.ToArray(), gradients);
    }

    /// <summary>The loss and its slope at one point of a function of one input.</summary>
    public static (double Loss, double Slope) At(this Goal goal, Surrogate surrogate, double x)
    {
        (double[] losses, double[][] gradients) = goal.Read(surrogate, [x]);
        return (losses[0], gradients[0][0]);
    }
}
