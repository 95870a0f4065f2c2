using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Autodiff;

/// <summary>1/x, as a user would write a function of their own.</summary>
internal readonly struct Reciprocal : IElementwiseFunction
{
    public static bool DerivativeReadsInput => false;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => V.Of(1.0) / x;

    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => -(y * y);
}
