using System.Numerics;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>What a line of the tape is.</summary>
internal enum LineKind
{
    /// <summary>A leaf that each replay reads anew.</summary>
    Input,

    /// <summary>A leaf that stays as it is until the tape is reset.</summary>
    Constant,

    /// <summary>A leaf that is differentiated.</summary>
    Watched,

    /// <summary>The result of an operation.</summary>
    Operation,
}

/// <summary>One line of the tape: a leaf, or an operation with the lines of its operands.</summary>
internal struct Line<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public LineKind Kind;
    public Operation<T>? Operation;
    public int OperandCount;
    public int A, B, C;

    /// <summary>The operands from the fourth on; null for three or fewer.</summary>
    public int[]? More;

    public Slice<T> Value;
    public Slice<T> Saved;
    public Slice<T> Adjoint;

    /// <summary>A constant's panels; null for all else.</summary>
    public PackedWeights<T>? Panels;

    /// <summary>Whether it is watched or depends on a line that is: then it has an adjoint.</summary>
    public bool Wanted;

    /// <summary>Whether the backward walk under way has come to it from the result.</summary>
    public bool Reached;

    /// <summary>Whether nothing has been added to the adjoint yet: it stands for zeros, whatever its memory holds.</summary>
    public bool IsBlank;

    /// <summary>Whether another leaf's adjoint lies in the same memory.</summary>
    public bool SharesAdjoint;

    /// <summary>
    /// Whether its adjoint is a Jacobian: row i is the derivative of the result's row i by this leaf, flat, in the columns of
    /// <see cref="Adjoint"/> from <see cref="JacobianColumn"/> on.
    /// </summary>
    public bool IsJacobian;

    /// <summary>Where a Jacobian's columns begin.</summary>
    public int JacobianColumn;

    /// <summary>The columns of <see cref="Adjoint"/> that are this leaf's Jacobian: rows of the result × numbers of the leaf.</summary>
    public readonly Matrix<T> Jacobian => Adjoint.Matrix.ColumnRange(JacobianColumn, Value.Shape.Count);

    /// <summary>Writes the zeros for which a blank adjoint stands.</summary>
    public void Clear()
    {
        if (IsJacobian)
        {
            Matrix<T> jacobian = Jacobian;
            for (int i = 0; i < jacobian.Rows; i++)
            {
                jacobian.Row(i).Clear();
            }
        }
        else
        {
            Adjoint.Span.Clear();
        }

        IsBlank = false;
    }

    /// <summary>Whether both write to the same numbers.</summary>
    public readonly bool SharesWith(in Line<T> other) => Adjoint.Overlaps(other.Adjoint)
        && !(IsJacobian && other.IsJacobian && Adjoint == other.Adjoint && (JacobianColumn + Value.Shape.Count <= other.JacobianColumn
            || other.JacobianColumn + other.Value.Shape.Count <= JacobianColumn));

    /// <summary>The line of operand <paramref name="index"/>.</summary>
    public readonly int Operand(int index) => index switch { 0 => A, 1 => B, 2 => C, _ => More![index - 3] };
}
