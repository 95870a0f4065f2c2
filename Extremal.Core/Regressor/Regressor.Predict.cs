using System.Numerics.Tensors;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal;

public sealed partial class Regressor
{
    /// <summary>f(θ̂; x) of one point, for a network with one output.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer numbers than inputs; one is not finite, or beyond <see cref="Column.GreatestMagnitude"/>; or a category has not
    /// exactly one label, 1 in its column and 0 in the others.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    public double Predict(params ReadOnlySpan<double> point)
    {
        if (Surrogate.Outputs != 1)
        {
            throw new InvalidOperationException(
                $"Regressor.Predict of a point gives one number and this network has {Surrogate.Outputs} outputs; give it a destination.");
        }

        double y = 0;
        Predict(point, new Span<double>(ref y));
        return y;
    }

    /// <summary>f(θ̂; x) of any number of points; of an ensemble, the members' mean. A point's prediction has the same bits whatever points stand beside it.</summary>
    /// <param name="points">Point after point, in the user's units.</param>
    /// <param name="outputs">Gets the outputs, point after point, in the user's units.</param>
    /// <exception cref="ArgumentException">
    /// The lengths are not a multiple of the inputs and as many outputs; a number is not finite, or beyond
    /// <see cref="Column.GreatestMagnitude"/>; or a category has not exactly one label, 1 in its column and 0 in the others. Nothing was
    /// written then.
    /// </exception>
    public void Predict(ReadOnlySpan<double> points, Span<double> outputs) => PredictAll(points, outputs, []);

    /// <summary>f(θ̂; x) of any number of points, and how far the members of an ensemble are apart there.</summary>
    /// <param name="points">Point after point, in the user's units.</param>
    /// <param name="outputs">Gets the members' mean, outputs after outputs, in the user's units: the bits that the other overloads give.</param>
    /// <param name="spreads">
    /// Gets as many population deviations of the members, in the user's units; 0 for a single network. It is the members' disagreement, not
    /// an error: what all have missed alike they agree on.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths are not a multiple of the inputs and as many outputs twice; or a point has a number or a label that the other overloads
    /// refuse. Nothing was written then.
    /// </exception>
    public void Predict(ReadOnlySpan<double> points, Span<double> outputs, Span<double> spreads)
    {
        if (spreads.Length != outputs.Length)
        {
            throw new ArgumentException(
                $"Regressor.Predict got room for {outputs.Length} outputs and {spreads.Length} spreads; it wants as many of both.", nameof(spreads));
        }

        PredictAll(points, outputs, spreads);
    }

    /// <summary>f(θ̂; x) of points × inputs: points × outputs.</summary>
    /// <exception cref="ArgumentException">
    /// The number of columns is not that of the inputs; or a point has a number or a label that the other overloads refuse.
    /// </exception>
    public double[,] Predict(double[,] points)
    {
        ArgumentNullException.ThrowIfNull(points);
        double[,] outputs = new double[RequireRoom(points.GetLength(0)), Surrogate.Outputs];
        Predict(new ReadOnlyTensorSpan<double>((Array)points), new TensorSpan<double>((Array)outputs));
        return outputs;
    }

    /// <summary>f(θ̂; x) of a tensor of points × inputs into one of points × outputs, both of any strides.</summary>
    /// <exception cref="ArgumentException">
    /// The shapes are others; or a point has a number or a label that the other overloads refuse. Nothing was written then.
    /// </exception>
    public void Predict(in ReadOnlyTensorSpan<double> points, in TensorSpan<double> outputs)
    {
        bool fits = points.Rank == 2 && outputs.Rank == 2 && points.Lengths[1] == Surrogate.Inputs
            && outputs.Lengths[0] == points.Lengths[0] && outputs.Lengths[1] == Surrogate.Outputs;
        if (!fits)
        {
            throw new ArgumentException(
                $"Regressor.Predict got tensors of {Lengths(points.Lengths)} and {Lengths(outputs.Lengths)}; "
                + $"it wants n × {Surrogate.Inputs} and n × {Surrogate.Outputs}.");
        }

        double[] from = new double[ArrayLength.Of($"Regressor.Predict got a tensor of {Lengths(points.Lengths)}", points.FlattenedLength)];
        double[] to = new double[ArrayLength.Of($"Regressor.Predict got a tensor of {Lengths(outputs.Lengths)}", outputs.FlattenedLength)];
        points.FlattenTo(from);
        Predict(from, to);
        new ReadOnlyTensorSpan<double>(to, outputs.Lengths).CopyTo(outputs);
    }

    /// <summary>f(θ̂; x) of a tensor of points × inputs, as a new one of points × outputs.</summary>
    /// <exception cref="ArgumentException">
    /// It is not points × inputs; or a point has a number or a label that the other overloads refuse.
    /// </exception>
    public Tensor<double> Predict(Tensor<double> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Tensor<double> outputs = Tensor.CreateFromShape<double>([RequireRoom(points.Rank > 0 ? points.Lengths[0] : 0), Surrogate.Outputs]);
        Predict(points.AsReadOnlyTensorSpan(), outputs.AsTensorSpan());
        return outputs;
    }

    /// <summary>∂f/∂x at a point, the output's unit by the input's.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer numbers than inputs, or no such output; or a number or a label is one that <c>Predict</c> refuses.
    /// </exception>
    public double[] Gradient(ReadOnlySpan<double> point, int output = 0)
    {
        PointCheck.Require("Regressor.Gradient", Summary, point);
        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        double[] gradient = new double[Surrogate.Inputs];
        Surrogate.Value(point, output, gradient);
        return gradient;
    }

    private void PredictAll(ReadOnlySpan<double> points, Span<double> outputs, Span<double> spreads)
    {
        int rows = points.Length / Surrogate.Inputs;
        if (rows * Surrogate.Inputs != points.Length || outputs.Length != rows * Surrogate.Outputs)
        {
            throw new ArgumentException(
                $"Regressor.Predict got {points.Length} numbers and room for {outputs.Length}; "
                + $"it wants {Surrogate.Inputs} a point and room for {Surrogate.Outputs} a point.");
        }

        Predict(
            new ReadOnlyMatrix<double>(points, new Shape(rows, Surrogate.Inputs)), new Matrix<double>(outputs, new Shape(rows, Surrogate.Outputs)),
            spreads);
    }

    private void Predict(ReadOnlyMatrix<double> points, Matrix<double> outputs, Span<double> spreads)
    {
        PointCheck.Require("Regressor.Predict", Summary.InputColumns, Summary.Features, points);
        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        SurrogatePredictor predictor = _predictors.TryTake(out SurrogatePredictor? free) ? free : new SurrogatePredictor(Surrogate);
        predictor.Predict(points, outputs, spreads);
        _predictors.Add(predictor);
    }

    private nint RequireRoom(nint points)
    {
        ArrayLength.Of($"Regressor.Predict got {points} points, for {Surrogate.Outputs} outputs each", (Int128)points * Surrogate.Outputs);
        return points;
    }

    private static string Lengths(ReadOnlySpan<nint> lengths) => string.Join(" × ", lengths.ToArray());
}
