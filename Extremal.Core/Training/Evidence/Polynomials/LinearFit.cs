using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>A linear model of one target.</summary>
/// <param name="Network">Of one layer.</param>
internal sealed record LinearFit(Network<double> Network) : SingleFit
{
    /// <inheritdoc/>
    public override string Form => Activation.Identity.Name;

    /// <inheritdoc/>
    public override Network<double> Build() => Network;

    /// <inheritdoc/>
    public override Network<double> Nothing(int inputs) => new(inputs, new Layer(1, Activation.Identity));
}
