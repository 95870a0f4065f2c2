using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Autodiff;

public sealed partial class Tape<T>
{
    /// <summary>Computes every line again from its leaves, in order. A recorded step is its own compiled plan.</summary>
    /// <exception cref="ArgumentException">Data that were bound since do not fit each other.</exception>
    public void Replay()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(MaxDegreeOfParallelism);
        if (!_isLaidOut)
        {
            LayOut();
        }

        for (int i = 0; i < Count; i++)
        {
            if (_lines[i].Kind == LineKind.Operation)
            {
                Evaluate(i);
            }
        }

        _isStale = false;
    }

    /// <summary>Takes the memory for what is bound now, without computing anything: a later replay of as many rows or fewer finds it.</summary>
    internal void Reserve()
    {
        if (!_isLaidOut)
        {
            LayOut();
        }
    }

    /// <summary>Gives an <see cref="Input"/> other data, also with another number of rows; <see cref="Replay"/> then reads them.</summary>
    /// <exception cref="ArgumentException">The variable is not an input, or the number of columns differs.</exception>
    public void Bind(Variable<T> input, Slice<T> data)
    {
        ref Line<T> line = ref Bindable(input, LineKind.Input, data);
        Rebind(ref line, data);
        _isStale = true;
    }

    /// <summary>Gives a watched leaf other data and another adjoint, also with another number of rows.</summary>
    /// <exception cref="ArgumentException">The variable is not watched, the number of columns differs, or the shapes of the two differ.</exception>
    public void Bind(Variable<T> watched, Slice<T> data, Slice<T> adjoint)
    {
        CheckAdjoint(nameof(Bind), data, adjoint);
        ref Line<T> line = ref Bindable(watched, LineKind.Watched, data);
        Rebind(ref line, data);
        line.Adjoint = adjoint;
        MarkShared(watched.Line);
        _isStale = true;
    }

    // Gives every value the memory that its shape asks for, once shapes have changed.
    private void LayOut()
    {
        _walk = -1;
        _values.Reset();
        for (int i = 0; i < Count; i++)
        {
            if (_lines[i].Kind == LineKind.Operation)
            {
                Place(i);
            }
        }

        _isLaidOut = true;
    }

    private void Place(int index)
    {
        ref Line<T> line = ref _lines[index];
        Plan plan = line.Operation!.Infer(new Operands<T>(_lines, index));
        line.Value = _values.Allocate(plan.Result);
        line.Saved = _values.Allocate(plan.Saved);
    }

    private void Evaluate(int index)
    {
        ref Line<T> line = ref _lines[index];
        line.Operation!.Forward(new Operands<T>(_lines, index), line.Value.Matrix, line.Saved.Matrix);
    }

    private void Rebind(ref Line<T> line, Slice<T> data)
    {
        _isLaidOut &= line.Value.Shape == data.Shape;
        line.Value = data;
    }

    private ref Line<T> Bindable(Variable<T> variable, LineKind kind, Slice<T> data)
    {
        ref Line<T> line = ref LineOf(variable);
        if (line.Kind != kind)
        {
            throw new ArgumentException(
                $"Bind got a variable that is {line.Kind}; with these arguments it wants one that is {kind}.", nameof(variable));
        }

        if (line.Value.Shape.Columns != data.Shape.Columns)
        {
            throw new ArgumentException($"Bind got {data.Shape} for a leaf of {line.Value.Shape}; the number of columns stays.", nameof(data));
        }

        return ref line;
    }
}
