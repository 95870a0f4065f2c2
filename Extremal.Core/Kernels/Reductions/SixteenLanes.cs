using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>
/// A sum under way: element i goes to lane i mod 16, each lane adds in order, and the total is a fixed tree over the lanes. Sixteen is the
/// greatest number of lanes that a register has, so that every width computes the same additions.
/// </summary>
[InlineArray(Count)]
internal struct SixteenLanes<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int Count = 16;

    private T _first;

    /// <summary>Goes on with the sum of x. Every call but the last must bring a multiple of 16 elements.</summary>
    public void Add<V>(ReadOnlySpan<T> x) where V : struct, ILanes<V, T>
    {
        int whole = x.Length - x.Length % Count;
        AddBlocks<V>(x[..whole]);
        if (whole < x.Length)
        {
            SixteenLanes<T> padded = default;
            x[whole..].CopyTo(padded);
            AddBlocks<V>(padded);
        }
    }

    /// <summary>
    /// Goes on with the sum of x[i]·y[i], each product and addition rounded together once. As for sums, only the last call may be ragged.
    /// </summary>
    public void AddProducts<V>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where V : struct, ILanes<V, T>
    {
        int whole = x.Length - x.Length % Count;
        AddProductBlocks<V>(x[..whole], y[..whole]);
        if (whole < x.Length)
        {
            SixteenLanes<T> paddedX = default;
            SixteenLanes<T> paddedY = default;
            x[whole..].CopyTo(paddedX);
            y[whole..].CopyTo(paddedY);
            AddProductBlocks<V>(paddedX, paddedY);
        }
    }

    /// <summary>The lanes added up: 8 pairs, 4, 2, 1.</summary>
    public readonly T Total()
    {
        SixteenLanes<T> sums = this;
        for (int half = Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                sums[i] += sums[i + half];
            }
        }

        return sums[0];
    }

    // A register holds some of the lanes; narrower registers go over x more than once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBlocks<V>(ReadOnlySpan<T> x) where V : struct, ILanes<V, T>
    {
        ref T source = ref MemoryMarshal.GetReference(x);
        for (int lane = 0; lane < Count; lane += V.Count)
        {
            V sum = V.Load(in _first, lane);
            for (nint i = lane; i < x.Length; i += Count)
            {
                sum += V.Load(in source, i);
            }

            sum.Store(ref _first, lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProductBlocks<V>(ReadOnlySpan<T> x, ReadOnlySpan<T> y) where V : struct, ILanes<V, T>
    {
        ref T left = ref MemoryMarshal.GetReference(x);
        ref T right = ref MemoryMarshal.GetReference(y);
        for (int lane = 0; lane < Count; lane += V.Count)
        {
            V sum = V.Load(in _first, lane);
            for (nint i = lane; i < x.Length; i += Count)
            {
                sum = V.MultiplyAdd(V.Load(in left, i), V.Load(in right, i), sum);
            }

            sum.Store(ref _first, lane);
        }
    }
}
