using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>
/// Adam with both biases corrected: m ← β₁ m + (1 − β₁) dx; s ← β₂ s + (1 − β₂) dx²;
/// x ← x − α / (1 − β₁ᵗ) · m / (√s / √(1 − β₂ᵗ) + ε), t counting from one. Its moments are "mean" and "square".
/// </summary>
/// <remarks>Kingma and Ba, Adam: a method for stochastic optimization, 2015, Algorithm 1.</remarks>
/// <param name="dimension">Number of coordinates.</param>
/// <param name="rate">The step size α, zero or more.</param>
/// <param name="beta1">The share β₁ of the mean that a step keeps, in [0, 1).</param>
/// <param name="beta2">The share β₂ of the mean square that a step keeps, in [0, 1).</param>
/// <param name="epsilon">ε, above zero.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Adam<T>(int dimension, double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    : UpdateRule<T>(dimension, rate, "mean", "square")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Moments _moments = new(beta1, beta2, epsilon);

    /// <inheritdoc/>
    protected override void Apply(Span<T> x, ReadOnlySpan<T> dx) => Sweep(_moments.Update<T>(Rate, Steps, keep: 1), x, dx);
}
