using System.Numerics;
using Extremal.Kernels.Formulas;
using Extremal.Kernels.Formulas.Elementary;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Kernels.Formulas;

/// <summary>Elementary functions that no formula shows bare, made formulas so that the loops can run them.</summary>
internal readonly struct Expm1Probe : IFormula
{
    public static bool SlopeReadsInput => false;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Exponential.Expm1<V, T>(x);

    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        y + V.Of(1.0);
}

internal readonly struct CosineProbe : IFormula
{
    public static bool SlopeReadsInput => true;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Trigonometric.Cos<V, T>(x);

    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        -Trigonometric.Sin<V, T>(x);
}

internal readonly struct ErfProbe : IFormula
{
    public static bool SlopeReadsInput => true;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ErrorFunction.Erf<V, T>(x);

    public V Slope<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(2 / Math.Sqrt(Math.PI)) * Exponential.Exp<V, T>(-(x * x));
}
