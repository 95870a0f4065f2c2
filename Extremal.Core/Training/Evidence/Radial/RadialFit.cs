using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>A radial network of one target.</summary>
/// <param name="Units">The units' function.</param>
/// <param name="Scales">1/ℓ of each input.</param>
/// <param name="Centres">Units × inputs.</param>
/// <param name="Coefficients">The last layer's weights.</param>
internal sealed record RadialFit(Activation Units, double[] Scales, Slice<double> Centres, double[] Coefficients) : SingleFit
{
    /// <inheritdoc/>
    public override string Form => Units.Name;

    /// <inheritdoc/>
    public override Network<double> Build() => RadialTrainer.Build(this);

    /// <inheritdoc/>
    public override Network<double> Nothing(int inputs) => RadialTrainer.Nothing(inputs, Units);
}
