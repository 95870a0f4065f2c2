using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>Plain gradient descent, the paper's equation (2.4): x ← x − α dx. It keeps no moments.</summary>
/// <param name="dimension">Number of coordinates.</param>
/// <param name="rate">The step size α, zero or more.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class GradientDescent<T>(int dimension, double rate) : UpdateRule<T>(dimension, rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Apply(Span<T> x, ReadOnlySpan<T> dx) => Sweep(new UpdateDescent<T>(Rate), x, dx);
}
