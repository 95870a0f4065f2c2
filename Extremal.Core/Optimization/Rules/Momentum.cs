using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>
/// Gradient descent with heavy-ball momentum, in PyTorch's convention: v ← μ v + dx; x ← x − α v. Its moment is "velocity".
/// </summary>
/// <remarks>Polyak, Some methods of speeding up the convergence of iteration methods, 1964.</remarks>
/// <param name="dimension">Number of coordinates.</param>
/// <param name="rate">The step size α, zero or more.</param>
/// <param name="momentum">The share μ of the velocity that a step keeps, in [0, 1).</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Momentum<T>(int dimension, double rate, double momentum = 0.9) : UpdateRule<T>(dimension, rate, "velocity")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _momentum = Require.Fraction(momentum, nameof(momentum));

    /// <inheritdoc/>
    protected override void Apply(Span<T> x, ReadOnlySpan<T> dx) => Sweep(new UpdateMomentum<T>(Rate, _momentum), x, dx);
}
