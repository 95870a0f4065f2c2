using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>
/// A function of one number and its derivative, written once for every width and precision. A new one needs its own file and nothing else.
/// Its result depends on its arguments alone: over many numbers, several threads call it at once.
/// </summary>
public interface IElementwiseFunction
{
    /// <summary>Whether <see cref="Derivative{V, T}"/> reads x. If it does not, x need not be kept for the backward pass.</summary>
    static abstract bool DerivativeReadsInput { get; }

    /// <summary>Whether f consists of finitely many straight pieces, as a rectifier does: what a search for vertices may rely on.</summary>
    static virtual bool IsPiecewiseLinear => false;

    /// <summary>The shape of its graph and the errors of its numbers, on which proofs rely. If it is unknown, nothing is proven.</summary>
    Curve Curve => Curve.Unknown;

    /// <summary>y = f(x).</summary>
    V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>f′(x), from x and y = f(x), whichever makes it cheaper or more accurate.</summary>
    V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
