using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>v ← momentum · v + dx; x ← x − rate · (dx + momentum · v). The velocity v is the first moment.</summary>
internal readonly struct UpdateNesterov<T>(double rate, double momentum) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _descent = T.CreateTruncating(-rate);
    private readonly T _momentum = T.CreateTruncating(momentum);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V x, V dx, ref V first, ref V second) where V : struct, ILanes<V, T>
    {
        V momentum = V.Of(_momentum);
        first = V.MultiplyAdd(momentum, first, dx);
        return V.MultiplyAdd(V.Of(_descent), V.MultiplyAdd(momentum, first, dx), x);
    }
}
