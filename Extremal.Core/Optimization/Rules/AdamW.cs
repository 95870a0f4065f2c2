using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>
/// Adam with decoupled weight decay: as <see cref="Adam{T}"/>, after x ← (1 − α · decay) x. Its moments are "mean" and "square".
/// </summary>
/// <remarks>Loshchilov and Hutter, Decoupled weight decay regularization, 2019; the decay is scaled by the rate, as in PyTorch.</remarks>
/// <param name="dimension">Number of coordinates.</param>
/// <param name="rate">The step size α, zero or more.</param>
/// <param name="beta1">The share β₁ of the mean that a step keeps, in [0, 1).</param>
/// <param name="beta2">The share β₂ of the mean square that a step keeps, in [0, 1).</param>
/// <param name="epsilon">ε, above zero.</param>
/// <param name="decay">What a unit of rate takes from each coordinate, as a share of it; zero or more.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class AdamW<T>(
    int dimension, double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0.01)
    : UpdateRule<T>(dimension, rate, "mean", "square")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Moments _moments = new(beta1, beta2, epsilon);
    private readonly double _decay = Require.NotNegative(decay, nameof(decay));

    /// <inheritdoc/>
    protected override void Apply(Span<T> x, ReadOnlySpan<T> dx) => Sweep(_moments.Update<T>(Rate, Steps, keep: 1 - Rate * _decay), x, dx);
}
