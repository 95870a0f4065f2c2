using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>
    /// Walks the lines from <paramref name="result"/> to the first and leaves ∂result/∂leaf in the adjoint of every watched leaf; zero where the
    /// result does not depend on it. A column is seeded with ones: as no row depends on another, each row then has the gradient of its own value.
    /// </summary>
    /// <param name="result">What is differentiated: one number, or a column with one number a row.</param>
    /// <param name="accumulate">Add to what the adjoints hold instead of overwriting it.</param>
    /// <exception cref="ArgumentException">The result has more than one column.</exception>
    /// <exception cref="InvalidOperationException">The result is stale, or data were bound and not replayed.</exception>
    public void Backward(Variable<T> result, bool accumulate = false)
    {
        ref Line<T> last = ref LineOf(result);
        if (last.Value.Shape.Columns != 1)
        {
            throw new ArgumentException(
                $"Backward got a result of {last.Value.Shape}; it wants one number, or a column with one number a row.", nameof(result));
        }

        if (_isStale)
        {
            throw new InvalidOperationException("Backward was called after Bind; Replay computes the lines from the new data first.");
        }

        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        if (_walk != result.Line)
        {
            LayWalk(result.Line);
        }

        RequireRows(last);
        Open(accumulate);
        Seed(ref last);
        for (int i = result.Line; i >= 0; i--)
        {
            ref Line<T> line = ref _lines[i];
            if (line is { Reached: true, Kind: LineKind.Operation })
            {
                if (line.IsBlank)
                {
                    line.Clear();
                }

                line.Operation!.Backward(
                    new Operands<T>(_lines, i), line.Value.Matrix, line.Saved.Matrix, line.Adjoint.Matrix, new Adjoints<T>(_lines, i));
            }
        }

        ClearBlankLeaves();
    }

    // A Jacobian has a row for each row of the result. One that the result does not reach becomes zero, and may have any rows.
    private void RequireRows(in Line<T> result)
    {
        int rows = result.Value.Shape.Rows;
        if (result.IsJacobian)
        {
            throw new ArgumentException(
                $"Backward got a leaf with a Jacobian of {result.Adjoint.Shape} as the result; it wants a function of such leaves.",
                    nameof(result));
        }

        for (int i = 0; i < Count; i++)
        {
            ref Line<T> line = ref _lines[i];
            if (line is { IsJacobian: true, Reached: true } && line.Adjoint.Shape.Rows != rows)
            {
                throw new ArgumentException(
                    $"Backward got a result of {rows} rows and a Jacobian of {line.Adjoint.Shape}; it wants as many rows of both.",
                    nameof(rows));
            }
        }
    }

    /// <summary>Finds the lines between the result and the watched leaves, and lays out their adjoints; both stay until a line is added or bound.</summary>
    private void LayWalk(int result)
    {
        _walk = -1;
        _adjoints.Reset();
        for (int i = 0; i < Count; i++)
        {
            _lines[i].Reached = false;
        }

        Reach(ref _lines[result]);
        for (int i = result; i >= 0; i--)
        {
            ref Line<T> line = ref _lines[i];
            for (int k = 0; line is { Reached: true, Kind: LineKind.Operation } && k < line.OperandCount; k++)
            {
                Reach(ref _lines[line.Operand(k)]);
            }
        }

        _walk = result;
    }

    // A line that the result does not depend on is never reached, so what it holds (an infinity, say) cannot spoil an adjoint as 0 · ∞.
    private void Reach(ref Line<T> line)
    {
        if (!line.Wanted || line.Reached)
        {
            return;
        }

        line.Reached = true;
        if (line.Kind == LineKind.Operation)
        {
            line.Adjoint = _adjoints.Allocate(line.Value.Shape);
        }
    }

    // A blank adjoint is zero, but its memory holds leftovers until the first contribution: that overwrites them, or clears them and adds.
    // Leaves that share memory with another's adjoint are cleared before the walk, as both add to it.
    private void Open(bool accumulate)
    {
        for (int i = 0; i < Count; i++)
        {
            ref Line<T> line = ref _lines[i];
            line.IsBlank = line.Kind == LineKind.Watched ? !accumulate : line.Reached;
            if (line.IsBlank && line.SharesAdjoint)
            {
                line.Clear();
            }
        }
    }

    private static void Seed(ref Line<T> last)
    {
        if (!last.Wanted)
        {
            return;
        }

        if (last.IsBlank)
        {
            last.Clear();
        }

        foreach (ref T seed in last.Adjoint.Span)
        {
            seed += T.One;
        }
    }

    private void ClearBlankLeaves()
    {
        for (int i = 0; i < Count; i++)
        {
            ref Line<T> line = ref _lines[i];
            if (line.IsBlank && line.Kind == LineKind.Watched)
            {
                line.Clear();
            }
        }
    }
}
