using System.Collections.Concurrent;
using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>Some neighbouring columns, n × count.</summary>
internal sealed class Columns<T> : Operation<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // One instance a range, so that recording anew allocates nothing.
    private static readonly ConcurrentDictionary<(int Start, int Count), Columns<T>> Instances = new();

    private readonly int _start;
    private readonly int _count;

    private Columns(int start, int count) => (_start, _count) = (start, count);

    public override string Name => nameof(Columns<>);

    public static Columns<T> Of(int start, int count) => Instances.GetOrAdd((start, count), static range => new(range.Start, range.Count));

    public override Plan Infer(Operands<T> operands) =>
        _start >= 0 && _count >= 1 && _start <= operands[0].Columns - _count
            ? new Plan(new Shape(operands[0].Rows, _count))
            : throw Mismatch(operands, $"a matrix that has columns {_start} to {_start + _count - 1}");

    public override void Forward(Operands<T> operands, Matrix<T> y, Matrix<T> saved)
    {
        ReadOnlyMatrix<T> chosen = operands[0].ColumnRange(_start, _count);
        for (int i = 0; i < y.Rows; i++)
        {
            chosen.Row(i).CopyTo(y.Row(i));
        }
    }

    public override void Backward(
        Operands<T> operands, ReadOnlyMatrix<T> y, ReadOnlyMatrix<T> saved, Matrix<T> dy, Adjoints<T> adjoints)
    {
        if (adjoints.Wants(0, out Matrix<T> dx))
        {
            Matrix<T> chosen = dx.ColumnRange(_start, _count);
            Pointwise.Combine(default(Add), chosen, dy, chosen); // the chosen columns of dx += dy
        }
    }
}

public readonly partial record struct Variable<T>
{
    /// <summary>Column <paramref name="index"/>, n × 1.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Variable<T> Column(int index) => Columns(index, 1);

    /// <summary><paramref name="count"/> columns from <paramref name="start"/> on, n × count.</summary>
    /// <exception cref="ArgumentException">Some of them are not there.</exception>
    public Variable<T> Columns(int start, int count) =>
        start == 0 && count == Shape.Columns ? this : Tape.Record(Columns<T>.Of(start, count), this);
}
