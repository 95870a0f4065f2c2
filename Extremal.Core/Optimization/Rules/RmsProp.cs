using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>
/// RMSprop, in PyTorch's convention with ε outside the root: s ← ρ s + (1 − ρ) dx²; x ← x − α dx / (√s + ε). Its moment is "square".
/// </summary>
/// <remarks>Tieleman and Hinton, Lecture 6.5 of Neural Networks for Machine Learning, 2012.</remarks>
/// <param name="dimension">Number of coordinates.</param>
/// <param name="rate">The step size α, zero or more.</param>
/// <param name="smoothing">The share ρ of the mean square that a step keeps, in [0, 1).</param>
/// <param name="epsilon">ε, above zero.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class RmsProp<T>(int dimension, double rate, double smoothing = 0.99, double epsilon = 1e-8)
    : UpdateRule<T>(dimension, rate, "square")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _smoothing = Require.Fraction(smoothing, nameof(smoothing));
    private readonly double _epsilon = Require.Positive(epsilon, nameof(epsilon));

    /// <inheritdoc/>
    protected override void Apply(Span<T> x, ReadOnlySpan<T> dx) => Sweep(new UpdateRmsProp<T>(Rate, _smoothing, _epsilon), x, dx);
}
