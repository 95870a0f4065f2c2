using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>x ← x − rate · dx.</summary>
internal readonly struct UpdateDescent<T>(double rate) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _descent = T.CreateTruncating(-rate);

    public static int Moments => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V x, V dx, ref V first, ref V second) where V : struct, ILanes<V, T>
    {
        return V.MultiplyAdd(V.Of(_descent), dx, x);
    }
}
