using Extremal.Memory;

namespace Extremal.Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>
    /// A leaf that all rows of a batch share, such as the weights of a layer, and that is differentiated row by row: <see cref="Backward"/> from
    /// a column writes ∂resultᵢ/∂data, flat, to row i of <paramref name="jacobian"/>. It takes the one backward pass that gives their sum
    /// (<see cref="Watch"/>), for each affine line knows its inputs and its adjoints, and their products row by row are the Jacobian (I.
    /// Goodfellow, "Efficient per-example gradient computations", 2015).
    /// </summary>
    /// <param name="data">
    /// Read anew by each <see cref="Replay"/>; the operand of lines that have a Jacobian by it, as an affine map has by W and b.
    /// </param>
    /// <param name="jacobian">Rows of the result × all numbers that are differentiated; the caller's.</param>
    /// <param name="column">The first of the leaf's columns in it, as many as it has numbers.</param>
    /// <exception cref="ArgumentException">The columns are not all there.</exception>
    public Variable<T> WatchJacobian(Slice<T> data, Slice<T> jacobian, int column)
    {
        ArgumentNullException.ThrowIfNull(jacobian.Block, nameof(jacobian));
        if (column < 0 || column > jacobian.Shape.Columns - data.Shape.Count)
        {
            throw new ArgumentException(
                $"WatchJacobian got data of {data.Shape}, a Jacobian of {jacobian.Shape} and column {column}; it wants columns for all data.",
                nameof(column));
        }

        Variable<T> leaf = Leaf(LineKind.Watched, data);
        ref Line<T> line = ref _lines[leaf.Line];
        (line.Adjoint, line.IsJacobian, line.JacobianColumn, line.Wanted) = (jacobian, true, column, true);
        MarkShared(leaf.Line);
        return leaf;
    }

    private void RequireJacobians(Operation<T> operation, ReadOnlySpan<Variable<T>> operands)
    {
        for (int i = 0; i < operands.Length; i++)
        {
            Require(operation, i, operands[i]);
        }
    }

    private void Require(Operation<T> operation, int index, Variable<T> operand)
    {
        if (LineOf(operand).IsJacobian && !operation.HasJacobian(index))
        {
            throw new ArgumentException(
                $"{operation.Name} got a leaf with a Jacobian as operand {index}; it wants one without, "
                + "for it gives no derivatives by it row by row.");
        }
    }
}
