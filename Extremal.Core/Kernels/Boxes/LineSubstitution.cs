using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Extremal.Kernels.Lanes;
using static Extremal.Kernels.Pointwise;

namespace Extremal.Kernels;

/// <summary>
/// One layer of linear bounds, backward: an upper bound Σᵢ cᵢ·yᵢ + offset becomes Σᵢ λᵢ·zᵢ + offset′, as each yᵢ = φ(zᵢ) is replaced by the
/// line above it where cᵢ ≥ 0 and by the line below it elsewhere. Many bounds of one box side by side, so that lanes run across bounds and
/// each sum is one chain over i, of the same bits at any width.
/// </summary>
internal readonly ref struct LineSubstitution : ILoop<double>
{
    /// <summary>c, m × bounds: row i holds the coefficients of yᵢ.</summary>
    public required ReadOnlySpan<double> Coefficients { get; init; }

    /// <summary>Numbers from one row of c to the next.</summary>
    public required int CoefficientStride { get; init; }

    /// <summary>The lines, m numbers each.</summary>
    public required ReadOnlySpan<double> BelowSlope { get; init; }

    /// <inheritdoc cref="BelowSlope"/>
    public required ReadOnlySpan<double> BelowOffset { get; init; }

    /// <inheritdoc cref="BelowSlope"/>
    public required ReadOnlySpan<double> AboveSlope { get; init; }

    /// <inheritdoc cref="BelowSlope"/>
    public required ReadOnlySpan<double> AboveOffset { get; init; }

    /// <summary>b of z = y W + b, m numbers: λᵢ·bᵢ goes to the offset.</summary>
    public required ReadOnlySpan<double> Bias { get; init; }

    /// <summary>What rounding may cost for each unit of |λᵢ|, m numbers.</summary>
    public required ReadOnlySpan<double> Reach { get; init; }

    /// <summary>What rounding may cost for each unit of |cᵢ·offset of the line|.</summary>
    public required double Unit { get; init; }

    /// <summary>λ, m × bounds.</summary>
    public required Span<double> Substituted { get; init; }

    /// <summary>Numbers from one row of λ to the next.</summary>
    public required int Stride { get; init; }

    /// <summary>One a bound; added to.</summary>
    public required Span<double> Offsets { get; init; }

    /// <summary>What rounding may have cost so far, one a bound; added to.</summary>
    public required Span<double> Charges { get; init; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Run<V>() where V : struct, ILanes<V, double>
    {
        int bounds = Offsets.Length;
        for (int s = 0; s < bounds; s += V.Count)
        {
            Run<V>(s, Math.Min(V.Count, bounds - s));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Run<V>(int first, int live) where V : struct, ILanes<V, double>
    {
        ref readonly double c = ref MemoryMarshal.GetReference(Coefficients);
        ref double substituted = ref MemoryMarshal.GetReference(Substituted);
        V offset = Read<V, double>(in MemoryMarshal.GetReference<double>(Offsets), first, live);
        V charge = Read<V, double>(in MemoryMarshal.GetReference<double>(Charges), first, live);
        V unit = V.Of(Unit), zero = V.Of(0.0);
        for (int i = 0; i < Bias.Length; i++)
        {
            V coefficient = Read<V, double>(in c, i * CoefficientStride + first, live);
            V slope = V.SelectLess(coefficient, zero, V.Of(BelowSlope[i]), V.Of(AboveSlope[i]));
            V term = coefficient * V.SelectLess(coefficient, zero, V.Of(BelowOffset[i]), V.Of(AboveOffset[i]));
            V lambda = coefficient * slope;
            offset = V.MultiplyAdd(lambda, V.Of(Bias[i]), offset + term);
            charge = V.MultiplyAdd(V.Abs(lambda), V.Of(Reach[i]), V.MultiplyAdd(V.Abs(term), unit, charge));
            Write<V, double>(lambda, ref substituted, i * Stride + first, live);
        }

        Write<V, double>(offset, ref MemoryMarshal.GetReference(Offsets), first, live);
        Write<V, double>(charge, ref MemoryMarshal.GetReference(Charges), first, live);
    }
}
