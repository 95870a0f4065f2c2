using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Examples.Study;

/// <summary>The squared exponential kernel, exp(−s/2), of the squared distance s: functions that are smooth to any order.</summary>
internal readonly struct SquaredExponential : IElementwiseFunction
{
    public static bool DerivativeReadsInput => false;

    public V Value<V, T>(V s) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        default(Exp).Value<V, T>(V.Of(-0.5) * s);

    public V Derivative<V, T>(V s, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Of(-0.5) * y;
}
