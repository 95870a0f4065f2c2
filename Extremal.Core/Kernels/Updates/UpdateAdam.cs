using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// m ← β₁ m + (1 − β₁) dx; s ← β₂ s + (1 − β₂) dx²; x ← keep · x − rate · m / (√s · scale + epsilon).
/// The corrections of both biases are in <c>rate</c> and <c>scale</c>; <c>keep</c> is one, or less where weights decay.
/// </summary>
internal readonly struct UpdateAdam<T> : IUpdate<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _beta1;
    private readonly T _rest1;
    private readonly T _beta2;
    private readonly T _rest2;
    private readonly T _epsilon;
    private readonly T _descent;
    private readonly T _scale;
    private readonly T _keep;

    public UpdateAdam(double beta1, double beta2, double epsilon, double rate, double scale, double keep)
    {
        (_beta1, _rest1) = (T.CreateTruncating(beta1), T.CreateTruncating(1 - beta1));
        (_beta2, _rest2) = (T.CreateTruncating(beta2), T.CreateTruncating(1 - beta2));
        (_epsilon, _descent) = (T.CreateTruncating(epsilon), T.CreateTruncating(-rate));
        (_scale, _keep) = (T.CreateTruncating(scale), T.CreateTruncating(keep));
    }

    public static int Moments => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Next<V>(V x, V dx, ref V first, ref V second) where V : struct, ILanes<V, T>
    {
        first = V.MultiplyAdd(V.Of(_beta1), first, V.Of(_rest1) * dx);
        second = V.MultiplyAdd(V.Of(_beta2), second, V.Of(_rest2) * dx * dx);
        V size = V.MultiplyAdd(V.Sqrt(second), V.Of(_scale), V.Of(_epsilon));
        return V.MultiplyAdd(V.Of(_descent), first / size, V.Of(_keep) * x);
    }
}
