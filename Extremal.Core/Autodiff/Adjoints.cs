using System.Numerics;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>The adjoints to which an operation's backward pass adds: those of its operands that are watched or depend on what is.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct Adjoints<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Span<Line<T>> _lines;
    private readonly int _line;

    internal Adjoints(Span<Line<T>> lines, int line)
    {
        _lines = lines;
        _line = line;
    }

    /// <summary>Whether operand <paramref name="index"/> has an adjoint, and the adjoint if so, to be added to.</summary>
    public bool Wants(int index, out Matrix<T> dx)
    {
        bool isWanted = Wants(index, out dx, out bool isBlank);
        if (isBlank)
        {
            dx.Span.Clear();
        }

        return isWanted;
    }

    /// <summary>
    /// Whether of operand <paramref name="index"/> not the sum over the rows is wanted but a Jacobian, row by row, and the Jacobian if so: rows
    /// × numbers of the operand. If it <paramref name="isBlank"/>, it holds leftovers, and the operation overwrites every element; else it
    /// adds. An operation asks before <see cref="Wants(int, out Matrix{T})"/> of each operand that <see cref="Operation{T}.HasJacobian"/> names.
    /// </summary>
    public bool WantsJacobian(int index, out Matrix<T> jacobian, out bool isBlank)
    {
        ref Line<T> operand = ref _lines[_lines[_line].Operand(index)];
        jacobian = operand.IsJacobian ? operand.Jacobian : default;
        isBlank = operand.IsBlank;
        operand.IsBlank &= !operand.IsJacobian;
        return operand.IsJacobian;
    }

    /// <summary>
    /// Likewise for an operation that can overwrite. If the adjoint <paramref name="isBlank"/>, nothing has been added to it yet: it stands
    /// for zeros, but holds leftovers, and the operation writes every element.
    /// </summary>
    public bool Wants(int index, out Matrix<T> dx, out bool isBlank)
    {
        ref Line<T> operand = ref _lines[_lines[_line].Operand(index)];
        dx = operand.Wanted ? operand.Adjoint.Matrix : default;
        isBlank = operand.IsBlank;
        operand.IsBlank = false;
        return operand.Wanted;
    }
}
