using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>s ← smoothing · s + (1 − smoothing) · dx²; x ← x − rate · dx / (√s + epsilon). The mean square s is the first moment.</summary>
internal readonly struct UpdateRmsProp<T>(double rate, double smoothing, double epsilon) : IUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _descent = T.CreateTruncating(-rate);
    private readonly T _smoothing = T.CreateTruncating(smoothing);
    private readonly T _rest = T.CreateTruncating(1 - smoothing);
    private readonly T _epsilon = T.CreateTruncating(epsilon);

    public static int Moments => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V x, V dx, ref V first, ref V second) where V : struct, ILanes<V, T>
    {
        first = V.MultiplyAdd(V.Of(_smoothing), first, V.Of(_rest) * dx * dx);
        return V.MultiplyAdd(V.Of(_descent), dx / (V.Sqrt(first) + V.Of(_epsilon)), x);
    }
}
