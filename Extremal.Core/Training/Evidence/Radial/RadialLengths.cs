using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>Where the marginal likelihood of a target is greatest.</summary>
/// <param name="Units">The units' function.</param>
/// <param name="LogLikelihood">Of the centres' targets.</param>
/// <param name="Point">log ℓ⁻² of each input and log η.</param>
internal sealed record RadialLengths(Activation Units, double LogLikelihood, double[] Point);
