using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>A quadratic of one target.</summary>
/// <param name="Terms">Of which it has the coefficients.</param>
/// <param name="Coefficients">One a unit.</param>
/// <param name="Constant">The constant.</param>
internal sealed record PolynomialFit(PolynomialTerms Terms, double[] Coefficients, double Constant) : SingleFit
{
    /// <inheritdoc/>
    public override string Form => Activation.Square.Name;

    /// <inheritdoc/>
    public override Network<double> Build()
    {
        Network<double> network = Terms.Build();
        Coefficients.CopyTo(network.Layers[1].Weight.Span);
        network.Layers[1].Bias.Span[0] = Constant;
        network.Weights.Touch();
        return network;
    }

    /// <inheritdoc/>
    public override Network<double> Nothing(int inputs) => new(inputs, new Layer(1, Activation.Square), new Layer(1, Activation.Identity));
}
