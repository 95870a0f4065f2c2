using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Examples.Study;

/// <summary>u², the activation that lets a layer compute distances.</summary>
internal readonly struct SquareFunction : IElementwiseFunction
{
    public static bool DerivativeReadsInput => true;

    public V Value<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x;

    public V Derivative<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + x;
}
