using System.Numerics;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The adjoints to which an operation's backward pass adds: those of its operands that are watched or depend on what is.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Adjoints<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<Line<T>> _lines;
    private readonly int _line;

    internal Adjoints(ReadOnlySpan<Line<T>> lines, int line)
    {
        _lines = lines;
        _line = line;
    }

    /// <summary>Whether operand <paramref name="index"/> has an adjoint, and the adjoint if so.</summary>
    public bool Wants(int index, out Matrix<T> dx)
    {
        ref readonly Line<T> operand = ref _lines[_lines[_line].Operand(index)];
        dx = operand.Wanted ? operand.Adjoint.Matrix : default;
        return operand.Wanted;
    }
}
