using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal;

public sealed partial class Regressor
{
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

        Predict(points, outputs);
        double[][] members = PredictMembers(points);
        for (int i = 0; i < outputs.Length; i++)
        {
            spreads[i] = members.Length < 2 ? 0 : Deviation(members, i, Surrogate.OutputScaling.Scales[i % Surrogate.Outputs]);
        }
    }

    /// <summary>What each member says of the points, on the scale of the networks: member by member, point after point.</summary>
    private double[][] PredictMembers(ReadOnlySpan<double> points)
    {
        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        int rows = points.Length / Surrogate.Inputs;
        var z = new Matrix<double>(new double[points.Length], new Shape(rows, Surrogate.Inputs));
        Surrogate.InputScaling.Apply(new ReadOnlyMatrix<double>(points, z.Shape), z);
        Predictor<double>[] predictors = TakePredictors();
        double[][] outputs = new double[predictors.Length][];
        for (int k = 0; k < predictors.Length; k++)
        {
            outputs[k] = new double[rows * Surrogate.Outputs];
            predictors[k].Predict(z, new Matrix<double>(outputs[k], new Shape(rows, Surrogate.Outputs)));
        }

        _predictors.Add(predictors);
        return outputs;
    }

    private static double Deviation(double[][] members, int i, double scale)
    {
        double mean = 0, squares = 0;
        foreach (double[] member in members)
        {
            mean += member[i];
        }

        mean /= members.Length;
        foreach (double[] member in members)
        {
            squares += (member[i] - mean) * (member[i] - mean);
        }

        return Math.Sqrt(squares / members.Length) * scale;
    }
}
