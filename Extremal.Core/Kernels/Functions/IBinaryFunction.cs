using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions;

/// <summary>A function of two numbers and its two partial derivatives.</summary>
public interface IBinaryFunction
{
    /// <summary>z = f(x, y).</summary>
    V Value<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>∂f/∂x, from x, y and z = f(x, y).</summary>
    V DerivativeX<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>∂f/∂y, from x, y and z = f(x, y).</summary>
    V DerivativeY<V, T>(V x, V y, V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
