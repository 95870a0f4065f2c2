using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Functions.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>Elementary functions that no function shows bare, made functions so that the loops can run them.</summary>
internal readonly struct Expm1Probe : IElementwiseFunction
{
    public static bool DerivativeReadsInput => false;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Exponential.Expm1<V, T>(x);

    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y + V.Of(1.0);
}

internal readonly struct CosineProbe : IElementwiseFunction
{
    public static bool DerivativeReadsInput => true;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Trigonometric.Cos<V, T>(x);

    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        -Trigonometric.Sin<V, T>(x);
}

internal readonly struct ErfProbe : IElementwiseFunction
{
    public static bool DerivativeReadsInput => true;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ErrorFunction.Erf<V, T>(x);

    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(2 / Math.Sqrt(Math.PI)) * Exponential.Exp<V, T>(-(x * x));
}
