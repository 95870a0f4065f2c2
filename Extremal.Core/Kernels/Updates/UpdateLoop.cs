using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// Carries a rule over a flat vector in one pass: every number is read once and written once. Coordinates do not meet, so the bits
/// depend neither on the width nor on where in the vector a coordinate stands.
/// </summary>
internal readonly ref struct UpdateLoop<T, U>(U update, Span<T> x, ReadOnlySpan<T> dx, Span<T> first, Span<T> second)
    : ILoop<T>, IStretch<UpdateLoop<T, U>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where U : struct, IUpdate<T>
{
    private readonly U _update = update;
    private readonly Span<T> _x = x;
    private readonly ReadOnlySpan<T> _dx = dx;
    private readonly Span<T> _first = first;
    private readonly Span<T> _second = second;

    public int Length => _x.Length;

    public UpdateLoop<T, U> Stretch(int start, int length) => new(
        _update,
        _x.Slice(start, length),
        _dx.Slice(start, length),
        U.Moments > 0 ? _first.Slice(start, length) : default,
        U.Moments > 1 ? _second.Slice(start, length) : default);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>() where V : struct, ILanes<V, T>
    {
        U update = _update;
        ref T x = ref MemoryMarshal.GetReference(_x);
        ref readonly T dx = ref MemoryMarshal.GetReference(_dx);
        ref T first = ref MemoryMarshal.GetReference(_first);
        ref T second = ref MemoryMarshal.GetReference(_second);
        nint i = 0;
        for (; i <= _x.Length - V.Count; i += V.Count)
        {
            V m = U.Moments > 0 ? V.Load(in first, i) : default;
            V v = U.Moments > 1 ? V.Load(in second, i) : default;
            update.Next(V.Load(in x, i), V.Load(in dx, i), ref m, ref v).Store(ref x, i);
            if (U.Moments > 0)
            {
                m.Store(ref first, i);
            }

            if (U.Moments > 1)
            {
                v.Store(ref second, i);
            }
        }

        RunRest<V>(update, i);
    }

    private void RunRest<V>(U update, nint start) where V : struct, ILanes<V, T>
    {
        int count = _x.Length - (int)start;
        if (count == 0)
        {
            return;
        }

        V m = U.Moments > 0 ? V.LoadFirst(in MemoryMarshal.GetReference(_first), start, count) : default;
        V v = U.Moments > 1 ? V.LoadFirst(in MemoryMarshal.GetReference(_second), start, count) : default;
        V x = V.LoadFirst(in MemoryMarshal.GetReference(_x), start, count);
        V dx = V.LoadFirst(in MemoryMarshal.GetReference(_dx), start, count);
        update.Next(x, dx, ref m, ref v).StoreFirst(ref MemoryMarshal.GetReference(_x), start, count);
        if (U.Moments > 0)
        {
            m.StoreFirst(ref MemoryMarshal.GetReference(_first), start, count);
        }

        if (U.Moments > 1)
        {
            v.StoreFirst(ref MemoryMarshal.GetReference(_second), start, count);
        }
    }
}
