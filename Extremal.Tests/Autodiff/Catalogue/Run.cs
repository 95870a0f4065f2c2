using System.Numerics;
using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// A case on a tape of its own. The result y is projected onto a random matrix u, row by row: Σⱼ uᵢⱼ yᵢⱼ. So the adjoints are uᵀJ,
/// every output with a share of its own.
/// </summary>
internal sealed class Run<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Slice<T>[] _data;

    /// <summary>Records the case, watching the operands whose bit is set.</summary>
    public Run(Case<T> drawn, int watched = ~0)
    {
        _data = [.. drawn.Values.Select((values, k) => Slice(values, drawn.Shapes[k]))];
        Adjoints = [.. _data.Select(data => Slice<T>.Zeros(data.Shape))];
        Operands = [.. _data.Select((data, k) => (watched >> k & 1) == 1 ? Tape.Watch(data, Adjoints[k]) : Tape.Input(data))];
        Result = drawn.Entry.Record(Operands);
        U = Tape.Input(Slice(Projection(Result.Shape), Result.Shape));
        Projected = (Result * U).RowSums();
    }

    public Tape<T> Tape { get; } = new();

    public Variable<T>[] Operands { get; }

    public Slice<T>[] Adjoints { get; private set; }

    public Variable<T> Result { get; }

    public Variable<T> U { get; }

    public Variable<T> Projected { get; }

    /// <summary>The result's values.</summary>
    public T[] Value => Result.Value.Span.ToArray();

    /// <summary>Gives the leaves another case's values, also with other numbers of rows.</summary>
    public void Bind(Case<T> drawn)
    {
        Adjoints = [.. drawn.Shapes.Select(Slice<T>.Zeros)];
        for (int k = 0; k < Operands.Length; k++)
        {
            Tape.Bind(Operands[k], Slice(drawn.Values[k], drawn.Shapes[k]), Adjoints[k]);
        }

        Shape shape = Result.Shape.Rows == 1 ? Result.Shape : Result.Shape with { Rows = drawn.Rows };
        Tape.Bind(U, Slice(Projection(shape), shape));
        Tape.Replay();
    }

    /// <summary>Overwrites one element of one operand in its place; a replay then reads it.</summary>
    public void Overwrite(int operand, int element, double value) => _data[operand].Span[element] = T.CreateChecked(value);

    public Run<T> Backward(bool accumulate = false)
    {
        Tape.Backward(Projected, accumulate);
        return this;
    }

    /// <summary>u, the same for every case with results of that shape; each row has its own share whatever rows follow.</summary>
    public static double[] Projection(Shape shape)
    {
        var random = new Random(shape.Columns);
        return [.. Enumerable.Range(0, shape.Count).Select(_ => (double)(float)(random.NextDouble() + 0.25))];
    }

    public static Slice<T> Slice(double[] values, Shape shape) =>
        Slice<T>.Copy([.. values.Select(T.CreateChecked)], shape);
}
