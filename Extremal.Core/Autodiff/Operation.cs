using System.Numerics;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// One kind of step on a <see cref="Tape{T}"/>: its shape rule, its forward and its backward pass. An operation has no state of its own between
/// the two, so one instance serves every line, tape and thread.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The name by which error messages call it.</summary>
    public abstract string Name { get; }

    /// <summary>The shape of the result, and of what must be saved for the backward pass.</summary>
    /// <exception cref="ArgumentException">The operands' shapes do not fit.</exception>
    public abstract Plan Infer(Operands<T> operands);

    /// <summary>Writes every element of <paramref name="y"/>, and of <paramref name="saved"/>; both hold leftovers before.</summary>
    public abstract void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved);

    /// <summary>
    /// Adds to the adjoint of each operand that is wanted: dx += Jᵀ dy, where J is the derivative of y by that operand.
    /// An operand that is not wanted costs nothing, and whether it is wanted changes no bit of the others. Nobody reads
    /// <paramref name="dy"/> afterwards, so an operation may compute in its place.
    /// </summary>
    public abstract void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints);

    /// <summary>
    /// Whether the operation can give the derivative by operand <paramref name="index"/> row by row, where all rows of its result read that
    /// operand: see <see cref="Tape{T}.WatchJacobian"/>. None by default.
    /// </summary>
    public virtual bool HasJacobian(int index) => false;

    /// <summary>The exception for shapes that do not fit.</summary>
    /// <param name="operands">What the operation got.</param>
    /// <param name="wanted">What it wanted, in words.</param>
    protected ArgumentException Mismatch(Operands<T> operands, string wanted)
    {
        var shapes = new List<string>();
        for (int i = 0; i < operands.Count; i++)
        {
            shapes.Add(operands[i].Shape.ToString());
        }

        return new ArgumentException($"{Name} got {string.Join(" and ", shapes)}; it wants {wanted}.");
    }
}
