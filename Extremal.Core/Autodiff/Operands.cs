using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The values that an operation reads.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Operands<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<Line<T>> _lines;
    private readonly int _line;

    internal Operands(ReadOnlySpan<Line<T>> lines, int line)
    {
        _lines = lines;
        _line = line;
    }

    /// <summary>How many there are.</summary>
    public int Count => _lines[_line].OperandCount;

    /// <summary>The value of operand <paramref name="index"/>, counted from zero.</summary>
    public ReadOnlyMatrix<T> this[int index] => _lines[_lines[_line].Operand(index)].Value.Matrix;

    /// <summary>Operand <paramref name="index"/> packed as the right side of a product, if it is a constant that is used again and again.</summary>
    internal GemmPanels<T>? Panels(int index) => _lines[_lines[_line].Operand(index)].Panels?.Of(this[index]);

    /// <summary>Likewise the operand transposed.</summary>
    internal GemmPanels<T>? PanelsTransposed(int index) => _lines[_lines[_line].Operand(index)].Panels?.OfTransposed(this[index]);
}
