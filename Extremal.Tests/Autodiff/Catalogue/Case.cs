using System.Numerics;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>An entry with operands: what a check needs, reproducible from the seed that its text names.</summary>
internal sealed record Case<T>(Entry<T> Entry, int Seed, Shape[] Shapes, double[][] Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Cases with every set of shapes that the entry knows. The values are floats, so that float and double see the same.
    /// </summary>
    public static IEnumerable<Case<T>> Of(Entry<T> entry, int seed)
    {
        var random = new Random(seed);
        return [.. entry.Shapes(random).Select(shapes => Draw(entry, seed, shapes, random))];
    }

    /// <summary>The same entry with other numbers of rows for its samples, and other values.</summary>
    public Case<T> WithRows(int rows)
    {
        int most = Rows;
        Shape[] shapes = [.. Shapes.Select((shape, k) => IsBatched(k) ? shape with { Rows = rows } : shape)];
        return most == 1 ? this : Draw(Entry, Seed, shapes, new Random(Seed + 1));
    }

    /// <summary>The samples with the given numbers, in that order; what all samples share stays.</summary>
    public Case<T> Picked(params int[] rows) => this with
    {
        Shapes = [.. Shapes.Select((shape, k) => IsBatched(k) ? shape with { Rows = rows.Length } : shape)],
        Values = [.. Values.Select((values, k) => IsBatched(k) ? Pick(values, Shapes[k].Columns, rows) : values)],
    };

    /// <summary>The same with other values for one operand.</summary>
    public Case<T> With(int operand, double[] values) => this with { Values = [.. Values.Select((old, k) => k == operand ? values : old)] };

    /// <summary>Number of samples.</summary>
    public int Rows => Entry.Batched.Max(k => Shapes[k].Rows);

    /// <summary>Whether an operand has one row a sample. A single row beside many is repeated, so it is shared.</summary>
    public bool IsBatched(int operand) => Entry.Batched.Contains(operand) && Shapes[operand].Rows == Rows && Rows > 1;

    public override string ToString() => $"{Entry.Name} of {string.Join(" and ", Shapes)}, seed {Seed}";

    public static double[] Pick(double[] values, int columns, int[] rows) =>
        [.. rows.SelectMany(row => values.Skip(row * columns).Take(columns))];

    private static Case<T> Draw(Entry<T> entry, int seed, Shape[] shapes, Random random) => new(
        entry, seed, shapes, [.. shapes.Select((shape, k) => Floats(shape.Count, () => entry.Operands[k].Draw(random)))]);

    private static double[] Floats(int count, Func<double> draw) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)draw())];
}
