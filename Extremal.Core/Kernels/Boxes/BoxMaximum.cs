using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using static Extremal.Kernels.Pointwise;

namespace Extremal.Kernels;

/// <summary>
/// The greatest values of linear functions Σₖ aₖ·xₖ + offset over one box, and over the part of it that keeps one of some linear
/// constraints low ≤ Σₖ rₖ·xₖ ≤ high. For any multiplier μ a maximum is at most that of Σₖ (aₖ − μ·rₖ)·xₖ over the box, plus μ·high for
/// μ ≥ 0 or μ·low for μ ≤ 0 (weak duality); the best μ makes one of the coefficients vanish, so those few are tried. Lanes run across the
/// functions.
/// </summary>
internal readonly ref struct BoxMaximum : ILoop<double>
{
    /// <summary>a, n × functions.</summary>
    public required ReadOnlySpan<double> Coefficients { get; init; }

    /// <summary>Numbers from one row of a to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>One a function.</summary>
    public required ReadOnlySpan<double> Offsets { get; init; }

    /// <summary>What rounding has cost already, one a function: it is added to the result.</summary>
    public required ReadOnlySpan<double> Charges { get; init; }

    /// <summary>The box's middle, n numbers.</summary>
    public required ReadOnlySpan<double> Middle { get; init; }

    /// <summary>From its middle to its sides, rounded up, n numbers.</summary>
    public required ReadOnlySpan<double> Radius { get; init; }

    /// <summary>What rounding may cost for each unit of |aₖ|, n numbers.</summary>
    public required ReadOnlySpan<double> Reach { get; init; }

    /// <summary>The constraints' coefficients, constraints × n.</summary>
    public required ReadOnlySpan<double> Rows { get; init; }

    /// <summary>The least that each constraint allows; −∞ for none.</summary>
    public required ReadOnlySpan<double> Low { get; init; }

    /// <summary>The greatest that each constraint allows; +∞ for none.</summary>
    public required ReadOnlySpan<double> High { get; init; }

    /// <summary>What rounding may cost for each unit of |μ·limit|.</summary>
    public required double Unit { get; init; }

    /// <summary>Gets the maxima, one a function; never less than the true ones.</summary>
    public required Span<double> Greatest { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>() where V : struct, ILanes<V, double>
    {
        int functions = Offsets.Length;
        for (int s = 0; s < functions; s += V.Count)
        {
            int live = Math.Min(V.Count, functions - s);
            V best = Read<V, double>(in MemoryMarshal.GetReference(Offsets), s, live) + Read<V, double>(in MemoryMarshal.GetReference(Charges), s, live);
            best += Over<V>(default, V.Of(0.0), s, live);
            for (int row = 0; row < Low.Length; row++)
            {
                best = Constrained(best, row, s, live);
            }

            Write<V, double>(best, ref MemoryMarshal.GetReference(Greatest), s, live);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Constrained<V>(V best, int row, int first, int live) where V : struct, ILanes<V, double>
    {
        ReadOnlySpan<double> r = Rows.Slice(row * Middle.Length, Middle.Length);
        V start = Read<V, double>(in MemoryMarshal.GetReference(Offsets), first, live) + Read<V, double>(in MemoryMarshal.GetReference(Charges), first, live);
        V low = V.Of(Low[row]), high = V.Of(High[row]), zero = V.Of(0.0);
        for (int k = 0; k < r.Length; k++)
        {
            if (r[k] != 0 && Radius[k] > 0)
            {
                V mu = Read<V, double>(in MemoryMarshal.GetReference(Coefficients), k * Stride + first, live) / V.Of(r[k]);
                V limit = mu * V.SelectLess(mu, zero, low, high);
                V bound = start + V.MultiplyAdd(V.Abs(limit), V.Of(Unit), limit) + Over(r, mu, first, live);
                best = V.SelectLess(bound, best, bound, best); // NaN, from 0·∞, leaves it
            }
        }

        return best;
    }

    // max over the box of Σ (a − μ·r)·x, with what rounding may have cost.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Over<V>(ReadOnlySpan<double> r, V mu, int first, int live) where V : struct, ILanes<V, double>
    {
        ref readonly double coefficients = ref MemoryMarshal.GetReference(Coefficients);
        V sum = V.Of(0.0), charge = V.Of(0.0);
        for (int k = 0; k < Middle.Length; k++)
        {
            V a = Read<V, double>(in coefficients, k * Stride + first, live);
            a = r.IsEmpty ? a : V.MultiplyAdd(mu, V.Of(-r[k]), a);
            V size = V.Abs(a);
            sum = V.MultiplyAdd(size, V.Of(Radius[k]), V.MultiplyAdd(a, V.Of(Middle[k]), sum));
            charge = V.MultiplyAdd(size, V.Of(Reach[k]), charge);
        }

        return sum + charge;
    }
}
