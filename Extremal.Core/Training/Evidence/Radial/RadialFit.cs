using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>A radial network of one target.</summary>
/// <param name="Units">The units' function.</param>
/// <param name="Scales">1/ℓ of each input.</param>
/// <param name="Centres">Units × inputs.</param>
/// <param name="Coefficients">The last layer's weights.</param>
internal sealed record RadialFit(Activation Units, double[] Scales, Slice<double> Centres, double[] Coefficients)
{
    /// <summary>y − ŷ of each sample, predicted without it or its group.</summary>
    public required double[] LeftOut { get; init; }

    /// <summary>The variance of that prediction.</summary>
    public required double[] LeftOutVariances { get; init; }

    /// <summary>Of a measurement beside what it would be without noise.</summary>
    public required double NoiseVariance { get; init; }

    /// <summary>Of a prediction with all rows; null if it could not be computed.</summary>
    public required LayerPosterior? Posterior { get; init; }
}
