namespace Extremal.Networks;

/// <summary>What is said of a dense layer before it has weights.</summary>
/// <param name="Outputs">Number of its outputs, at least one.</param>
/// <param name="Activation">The function that is applied to them.</param>
public sealed record Layer(int Outputs, Activation Activation);
