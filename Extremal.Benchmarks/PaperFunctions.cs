using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Benchmarks;

/// <summary>f(y) = 1 / (y² + 1), equation (2.3) for maximization with κ = 1.</summary>
internal readonly struct InverseSquare : IElementwiseFunction
{
    public static bool DerivativeReadsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(1.0) / V.MultiplyAdd(x, x, V.Of(1.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(-2.0) * x * y * y;
}

/// <summary>f(x) = ½ max(0, |x| − 1.15)², equation (2.6) around zero with κ₁ = ½.</summary>
internal readonly struct Outside : IElementwiseFunction
{
    private const double Bound = 1.15;

    public static bool DerivativeReadsInput => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V beyond = V.Max(V.Abs(x) - V.Of(Bound), V.Of(0.0));
        return V.Of(0.5) * beyond * beyond;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.CopySign(V.Max(V.Abs(x) - V.Of(Bound), V.Of(0.0)), x);
}
