using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>A row that a network was trained without.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Miss">y − ŷ.</param>
/// <param name="Variance">The posterior's variance of ŷ.</param>
internal readonly record struct LeftOutRow(int Row, double Miss, double Variance)
{
    /// <summary>What a network misses of rows that it was trained without, and how unsure it is of them.</summary>
    /// <param name="held">The rows.</param>
    /// <param name="rows">Their numbers.</param>
    /// <param name="network">The network.</param>
    /// <param name="posterior">Of its last layer; null if it is not known.</param>
    public static LeftOutRow[] Of(Samples<double> held, int[] rows, Network<double> network, LayerPosterior? posterior)
    {
        double[] said = new double[rows.Length], variances = posterior?.Variances(network, held.Inputs) ?? new double[rows.Length];
        new Predictor<double>(network).Predict(held.Inputs.Matrix, new Matrix<double>(said, new Shape(rows.Length, 1)));
        return [.. rows.Select((row, i) => new LeftOutRow(row, held.Targets.Span[i] - said[i], variances[i]))];
    }
}
