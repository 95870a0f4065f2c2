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

        if (_isBehind)
        {
            throw new InvalidOperationException("Backward was called after Bind; Replay computes the lines from the new data first.");
        }

        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        Prepare(accumulate);
        Seed(ref last);
        for (int i = result.Line; i >= 0; i--)
        {
            ref Line<T> line = ref _lines[i];
            if (line is { Reached: true, Kind: LineKind.Operation })
            {
                Reach(line.A, line.OperandCount > 1 ? line.B : line.A, line.OperandCount > 2 ? line.C : line.A);
                line.Operation!.Backward(
                    new Operands<T>(_lines, i), line.Value.Matrix, line.Saved.Matrix, line.Adjoint.Matrix, new Adjoints<T>(_lines, i));
            }
        }
    }

    // Leaves are cleared before the walk, not when it comes to them: two leaves may share one adjoint, and then both add to it.
    private void Prepare(bool accumulate)
    {
        _adjoints.Reset();
        for (int i = 0; i < Count; i++)
        {
            ref Line<T> line = ref _lines[i];
            line.Reached = false;
            if (line.Kind == LineKind.Watched && !accumulate)
            {
                line.Adjoint.Span.Clear();
            }
        }
    }

    private void Seed(ref Line<T> last)
    {
        if (!last.Wanted)
        {
            return;
        }

        Reach(ref last);
        foreach (ref T seed in last.Adjoint.Span)
        {
            seed += T.One;
        }
    }

    private void Reach(int a, int b, int c)
    {
        Reach(ref _lines[a]);
        Reach(ref _lines[b]);
        Reach(ref _lines[c]);
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
            line.Adjoint.Span.Clear();
        }
    }
}
