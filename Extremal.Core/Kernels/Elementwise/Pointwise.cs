using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>Functions applied number by number, over spans. No number depends on its neighbours, so spans can be cut anywhere.</summary>
internal static partial class Pointwise
{
    /// <summary>y[i] = f(x[i]). The spans may be the same memory, or must not overlap.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply<T, F>(F function, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        RequireLength(nameof(Apply), x.Length, y.Length);
        var loop = new ApplyLoop<T, F>(function, x, y);
        ParallelFor<T, ApplyLoop<T, F>>.Run(ref loop);
    }

    /// <summary>
    /// dx[i] = dy[i]·f′(x[i], y[i]) + dx[i], rounded once. <paramref name="x"/> may be empty if the slope does not read it.
    /// dx may be the memory of any operand, or must not overlap it.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ApplySlope<T, F>(F function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        RequireLength(nameof(ApplySlope), F.DerivativeReadsInput ? x.Length : dx.Length, dx.Length);
        RequireLength(nameof(ApplySlope), y.Length, dx.Length);
        RequireLength(nameof(ApplySlope), dy.Length, dx.Length);
        var loop = new ApplySlopeLoop<T, F>(function, x, y, dy, dx);
        ParallelFor<T, ApplySlopeLoop<T, F>>.Run(ref loop);
    }

    /// <summary>
    /// dy[i] = dy[i]·f′(x[i], y[i]), in place. <paramref name="x"/> may be empty if the slope does not read it.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ScaleBySlope<T, F>(F function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        RequireLength(nameof(ScaleBySlope), F.DerivativeReadsInput ? x.Length : dy.Length, dy.Length);
        RequireLength(nameof(ScaleBySlope), y.Length, dy.Length);
        var loop = new ScaleLoop<T, F>(function, x, y, dy);
        ParallelFor<T, ScaleLoop<T, F>>.Run(ref loop);
    }

    private static void RequireLength(string operation, int got, int wanted)
    {
        if (got != wanted)
        {
            throw new ArgumentException($"Pointwise.{operation} got an operand of {got} elements and wanted {wanted}.");
        }
    }

    // A whole vector, or what is left of the span. One loop for both, so that a function is compiled once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Read<V, T>(ref readonly T source, nint offset, nint live)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        live >= V.Count ? V.Load(in source, offset) : V.LoadFirst(in source, offset, (int)live);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write<V, T>(V vector, ref T destination, nint offset, nint live)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (live >= V.Count)
        {
            vector.Store(ref destination, offset);
        }
        else
        {
            vector.StoreFirst(ref destination, offset, (int)live);
        }
    }

    internal readonly ref struct ApplyLoop<T, F>(F function, ReadOnlySpan<T> x, Span<T> y) : ILoop<T>, IStretch<ApplyLoop<T, F>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        private readonly F _formula = function;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public int Length => _y.Length;

        public ApplyLoop<T, F> Stretch(int start, int length) => new(_formula, _x.Slice(start, length), _y.Slice(start, length));

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T x = ref MemoryMarshal.GetReference(_x);
            ref T y = ref MemoryMarshal.GetReference(_y);
            nint count = _y.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                nint live = count - i;
                Write<V, T>(_formula.Value<V, T>(Read<V, T>(in x, i, live)), ref y, i, live);
            }
        }
    }

    internal readonly ref struct ApplySlopeLoop<T, F>(
        F function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        : ILoop<T>, IStretch<ApplySlopeLoop<T, F>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        private readonly F _formula = function;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public int Length => _dx.Length;

        public ApplySlopeLoop<T, F> Stretch(int start, int length) => new(
            _formula,
            F.DerivativeReadsInput ? _x.Slice(start, length) : default,
            _y.Slice(start, length),
            _dy.Slice(start, length),
            _dx.Slice(start, length));

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T x = ref MemoryMarshal.GetReference(_x);
            ref readonly T y = ref MemoryMarshal.GetReference(_y);
            ref readonly T dy = ref MemoryMarshal.GetReference(_dy);
            ref T dx = ref MemoryMarshal.GetReference(_dx);
            nint count = _dx.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                nint live = count - i;
                V slope = _formula.Derivative<V, T>(F.DerivativeReadsInput ? Read<V, T>(in x, i, live) : default, Read<V, T>(in y, i, live));
                V sum = V.MultiplyAdd(Read<V, T>(in dy, i, live), slope, Read<V, T>(in dx, i, live));
                Write<V, T>(sum, ref dx, i, live);
            }
        }
    }

    // The product is added to zero, as a first contribution to an adjoint is: so a product of −0 becomes 0 in both.
    internal readonly ref struct ScaleLoop<T, F>(F function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dy)
        : ILoop<T>, IStretch<ScaleLoop<T, F>>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IElementwiseFunction
    {
        private readonly F _formula = function;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly Span<T> _dy = dy;

        public int Length => _dy.Length;

        public ScaleLoop<T, F> Stretch(int start, int length) => new(
            _formula, F.DerivativeReadsInput ? _x.Slice(start, length) : default, _y.Slice(start, length), _dy.Slice(start, length));

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T x = ref MemoryMarshal.GetReference(_x);
            ref readonly T y = ref MemoryMarshal.GetReference(_y);
            ref T dy = ref MemoryMarshal.GetReference(_dy);
            nint count = _dy.Length;
            for (nint i = 0; i < count; i += V.Count)
            {
                nint live = count - i;
                V slope = _formula.Derivative<V, T>(F.DerivativeReadsInput ? Read<V, T>(in x, i, live) : default, Read<V, T>(in y, i, live));
                Write<V, T>(V.MultiplyAdd(Read<V, T>(in dy, i, live), slope, V.Of(0.0)), ref dy, i, live);
            }
        }
    }
}
