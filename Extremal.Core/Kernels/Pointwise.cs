using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Formulas;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>Formulas applied number by number, over spans. No number depends on its neighbours, so spans can be cut anywhere.</summary>
internal static partial class Pointwise
{
    /// <summary>y[i] = f(x[i]). The spans may be the same memory, or must not overlap.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Apply<T, F>(F formula, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFormula
    {
        RequireLength(nameof(Apply), x.Length, y.Length);
        var loop = new ApplyLoop<T, F>(formula, x, y);
        Width.Run<T, ApplyLoop<T, F>>(ref loop);
    }

    /// <summary>
    /// dx[i] = dy[i]·f′(x[i], y[i]) + dx[i], rounded once. <paramref name="x"/> may be empty if the slope does not read it.
    /// dx may be the memory of any operand, or must not overlap it.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void ApplySlope<T, F>(F formula, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFormula
    {
        RequireLength(nameof(ApplySlope), F.SlopeReadsInput ? x.Length : dx.Length, dx.Length);
        RequireLength(nameof(ApplySlope), y.Length, dx.Length);
        RequireLength(nameof(ApplySlope), dy.Length, dx.Length);
        var loop = new ApplySlopeLoop<T, F>(formula, x, y, dy, dx);
        Width.Run<T, ApplySlopeLoop<T, F>>(ref loop);
    }

    private static void RequireLength(string operation, int got, int wanted)
    {
        if (got != wanted)
        {
            throw new ArgumentException($"Pointwise.{operation} got an operand of {got} elements and wanted {wanted}.");
        }
    }

    internal readonly ref struct ApplyLoop<T, F>(F formula, ReadOnlySpan<T> x, Span<T> y) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFormula
    {
        private readonly F _formula = formula;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly Span<T> _y = y;

        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T x = ref MemoryMarshal.GetReference(_x);
            ref T y = ref MemoryMarshal.GetReference(_y);
            nint count = _y.Length;
            nint i = 0;
            for (; i <= count - V.Count; i += V.Count)
            {
                _formula.Value<V, T>(V.Load(in x, i)).Store(ref y, i);
            }

            if (i < count)
            {
                int rest = (int)(count - i);
                _formula.Value<V, T>(V.LoadFirst(in x, i, rest)).StoreFirst(ref y, i, rest);
            }
        }
    }

    internal readonly ref struct ApplySlopeLoop<T, F>(F formula, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx) : ILoop<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFormula
    {
        private readonly F _formula = formula;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _y = y;
        private readonly ReadOnlySpan<T> _dy = dy;
        private readonly Span<T> _dx = dx;

        public void Run<V>() where V : struct, ILanes<V, T>
        {
            ref readonly T x = ref MemoryMarshal.GetReference(_x);
            ref readonly T y = ref MemoryMarshal.GetReference(_y);
            ref readonly T dy = ref MemoryMarshal.GetReference(_dy);
            ref T dx = ref MemoryMarshal.GetReference(_dx);
            nint count = _dx.Length;
            nint i = 0;
            for (; i <= count - V.Count; i += V.Count)
            {
                V slope = _formula.Slope<V, T>(F.SlopeReadsInput ? V.Load(in x, i) : default, V.Load(in y, i));
                V.MultiplyAdd(V.Load(in dy, i), slope, V.Load(in dx, i)).Store(ref dx, i);
            }

            if (i < count)
            {
                int rest = (int)(count - i);
                V slope = _formula.Slope<V, T>(F.SlopeReadsInput ? V.LoadFirst(in x, i, rest) : default, V.LoadFirst(in y, i, rest));
                V.MultiplyAdd(V.LoadFirst(in dy, i, rest), slope, V.LoadFirst(in dx, i, rest)).StoreFirst(ref dx, i, rest);
            }
        }
    }
}
