using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Certificates;

/// <summary>The passes over whole vectors that a relaxation makes. The lengths are multiples of the widest vector's.</summary>
internal static class RelaxationLoops
{
    /// <summary>
    /// slope[i] = φ′(z[i]), from y = φ(z). Alone in its loop, like the values: together, some functions are more than the compiler inlines.
    /// </summary>
    internal readonly ref struct DerivativeLoop<T, F>(F function, ReadOnlySpan<T> z, ReadOnlySpan<T> y, Span<T> slope) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        private readonly F _formula = function;
        private readonly ReadOnlySpan<T> _z = z;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly Span<T> _slope = slope;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T z = ref MemoryMarshal.GetReference(_z);
            ref readonly T y = ref MemoryMarshal.GetReference(_y);
            ref T slope = ref MemoryMarshal.GetReference(_slope);
            nint count = _slope.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                _formula.Derivative<V, T>(F.DerivativeReadsInput ? V.Load(in z, i) : default, V.Load(in y, i)).Store(ref slope, i);
            }
        }
    }

    /// <summary>Numbers and the values of φ there.</summary>
    internal readonly ref struct Points<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> y) where T : unmanaged
    {
        public readonly ReadOnlySpan<T> Z = z;
        public readonly ReadOnlySpan<T> Y = y;
    }

    /// <summary>
    /// The lines above ψ = sign·φ, written as those of sign·line. The slope, first that of φ at the point, becomes that of the line; the
    /// offset is the greatest of ψ(z) − slope·z at both ends and at the point, and the <see cref="Padding"/>.
    /// </summary>
    internal readonly ref struct LineLoop<T>(
        Padding padding, double sign, Points<T> lower, Points<T> upper, Points<T> touched, ReadOnlySpan<T> kind, Span<T> slope,
        Span<T> offset)
        : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Padding _padding = padding;
        private readonly double _sign = sign;
        private readonly Points<T> _lower = lower;
        private readonly Points<T> _upper = upper;
        private readonly Points<T> _touched = touched;
        private readonly ReadOnlySpan<T> _kind = kind;
        private readonly Span<T> _slope = slope;
        private readonly Span<T> _offset = offset;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T kinds = ref MemoryMarshal.GetReference(_kind);
            ref T slopes = ref MemoryMarshal.GetReference(_slope);
            ref T offsets = ref MemoryMarshal.GetReference(_offset);
            V sign = V.Of(_sign);
            nint count = _offset.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                V lower = Read<V, T>(_lower.Z, i);
                V upper = Read<V, T>(_upper.Z, i);
                V touched = Read<V, T>(_touched.Z, i);
                V atLower = sign * Read<V, T>(_lower.Y, i);
                V atUpper = sign * Read<V, T>(_upper.Y, i);
                V atTouched = sign * Read<V, T>(_touched.Y, i);

                V width = upper - lower;
                V slope = Slope<V, T>((atUpper - atLower) / width, sign * V.Load(in slopes, i), V.Load(in kinds, i));
                V top = Greater<V, T>(
                    Greater<V, T>(V.MultiplyAdd(-slope, lower, atLower), V.MultiplyAdd(-slope, upper, atUpper)),
                    V.MultiplyAdd(-slope, touched, atTouched));
                V size = Greater<V, T>(Greater<V, T>(V.Abs(atLower), V.Abs(atUpper)), V.Abs(atTouched));
                V far = Greater<V, T>(V.Abs(lower), V.Abs(upper));
                V offset = top + _padding.Of<V, T>(size, V.Abs(slope), far, width);
                (sign * slope).Store(ref slopes, i);
                (sign * offset).Store(ref offsets, i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Read<V, T>(ReadOnlySpan<T> numbers, nint i)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Load(in MemoryMarshal.GetReference(numbers), i);

    // The chord's slope, bounded by the tangent's above, below, or both, as the kind says.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Slope<V, T>(V chord, V tangent, V kind)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V lesser = V.SelectLess(tangent, chord, tangent, chord);
        V greater = V.SelectLess(chord, tangent, tangent, chord);
        V slope = V.Select(V.AreEqual(kind, V.Of(Contact.ChordToUpper)), lesser, chord);
        slope = V.Select(V.AreEqual(kind, V.Of(Contact.ChordFromLower)), greater, slope);
        return V.Select(V.AreEqual(kind, V.Of(Contact.Tangent)), tangent, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Greater<V, T>(V x, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.SelectLess(x, y, y, x);
}
