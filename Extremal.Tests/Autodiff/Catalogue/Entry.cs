using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>One operation of the catalogue: how it is recorded, how the oracle computes it, and which operands it takes.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Record">Writes it on a tape.</param>
/// <param name="Oracle">Computes the same with dual numbers.</param>
/// <param name="Shapes">Shapes of its operands: several sets, drawn at random.</param>
/// <param name="Operands">From where each operand's values are drawn.</param>
internal sealed record Entry<T>(
    string Name,
    Func<Variable<T>[], Variable<T>> Record,
    Func<DualMatrix[], DualMatrix> Oracle,
    Func<Random, IEnumerable<Shape[]>> Shapes,
    params Values[] Operands)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether each row of the result depends on the same row of the operands alone.</summary>
    public bool IsRowwise { get; init; } = true;

    /// <summary>Which operands have one row a sample; the others are shared by all samples, as weights are.</summary>
    public int[] Batched { get; init; } = [.. Enumerable.Range(0, Operands.Length)];

    /// <summary>Whether its derivative jumps somewhere, so that there is none at NaN.</summary>
    public bool HasKink { get; init; }

    /// <summary>
    /// Whether the oracle stands for it at NaN and ±∞: not for compositions, where the way of computing decides between NaN and a
    /// limit.
    /// </summary>
    public bool HasLimits { get; init; } = true;

    public override string ToString() => Name;
}
