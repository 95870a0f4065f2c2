using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Tests.Kernels;

[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class ReductionsTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Seed = 11;

    [Test]
    public void Sum_and_Dot_are_the_naive_sixteen_lanes_at_every_width()
    {
        for (int count = 0; count <= 150; count++)
        {
            T[] x = Numbers(count, Seed + count);
            T[] y = Numbers(count, Seed - count - 1);
            T sum = SixteenLaneTwin.Sum<T>(x);
            T dot = SixteenLaneTwin.Dot<T>(x, y);
            Assert.That(Reductions.Sum<T>(x), Is.EqualTo(sum), $"{count} elements");
            Assert.That(Reductions.Dot<T>(x, y), Is.EqualTo(dot), $"{count} elements");
            foreach (int bits in Widths.All)
            {
                var one = new T[1];
                var sums = new Reductions.RowSumsLoop<T>(new(x, new Shape(1, count)), one);
                Widths.Run<T, Reductions.RowSumsLoop<T>>(bits, ref sums);
                var dots = new Reductions.DotLoop<T>(x, y);
                Widths.Run<T, Reductions.DotLoop<T>>(bits, ref dots);
                Assert.That((one[0], dots.Result), Is.EqualTo((sum, dot)), $"{bits} bits, {count} elements");
            }
        }
    }

    [Test]
    public void The_order_of_additions_matters_to_this_test()
    {
        T[] x = Numbers(1000, Seed);
        T plain = T.Zero;
        foreach (T value in x)
        {
            plain += value;
        }

        Assert.That(SixteenLaneTwin.Sum<T>(x), Is.Not.EqualTo(plain));
    }

    [Test]
    public void RowSums_reads_rows_side_by_side_and_apart([Values(0, 1, 5, 16, 37)] int columns)
    {
        const int Rows = 6;
        T[] x = Numbers(Rows * columns, Seed);
        var matrix = new ReadOnlyMatrix<T>(x, new Shape(Rows, columns));
        var sums = new T[Rows];
        Reductions.RowSums(matrix, sums);
        for (int i = 0; i < Rows; i++)
        {
            Assert.That(sums[i], Is.EqualTo(SixteenLaneTwin.Sum<T>(x.AsSpan(i * columns, columns))));
        }

        var down = new T[columns];
        Reductions.RowSums(matrix.Transposed, down);
        for (int j = 0; j < columns; j++)
        {
            T[] column = [.. Enumerable.Range(0, Rows).Select(i => x[i * columns + j])];
            Assert.That(down[j], Is.EqualTo(SixteenLaneTwin.Sum<T>(column)));
        }
    }

    [Test]
    public void AddRows_is_a_chain_over_ascending_rows([Values(1, 3, 16, 37, 70)] int columns, [Values] bool transposed)
    {
        const int Rows = 9;
        T[] values = Numbers(Rows * columns, Seed);
        T[] start = Numbers(columns, Seed + 1);
        foreach (int bits in Widths.All)
        {
            ReadOnlyMatrix<T> dy = transposed
                ? new ReadOnlyMatrix<T>(values, new Shape(columns, Rows)).Transposed
                : new ReadOnlyMatrix<T>(values, new Shape(Rows, columns));
            T[] db = [.. start];
            if (transposed)
            {
                Reductions.AddRows(dy, db);
            }
            else
            {
                var loop = new Reductions.AddRowsLoop<T>(dy, db);
                Widths.Run<T, Reductions.AddRowsLoop<T>>(bits, ref loop);
            }

            for (int j = 0; j < columns; j++)
            {
                T wanted = start[j];
                for (int i = 0; i < Rows; i++)
                {
                    wanted += dy[i, j];
                }

                Assert.That(db[j], Is.EqualTo(wanted), $"{bits} bits, column {j}");
            }
        }
    }

    [Test]
    public void AllFinite_sees_one_bad_number_anywhere()
    {
        for (int count = 0; count < 70; count++)
        {
            T[] x = Numbers(count, Seed);
            foreach (int bits in Widths.All)
            {
                Assert.That(AllFinite(bits, x), Is.True, $"{bits} bits, {count} elements");
                for (int i = 0; i < count; i++)
                {
                    T[] spoiled = [.. x];
                    spoiled[i] = (i % 3) switch { 0 => T.NaN, 1 => T.PositiveInfinity, _ => T.NegativeInfinity };
                    Assert.That(AllFinite(bits, spoiled), Is.False, $"{bits} bits, {count} elements, bad at {i}");
                }
            }
        }

        Assert.That(Reductions.AllFinite<T>([T.BitDecrement(T.PositiveInfinity), T.BitIncrement(T.NegativeInfinity)]), Is.True);
    }

    [Test]
    public void Lengths_that_do_not_match_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => Reductions.Dot<T>(new T[3], new T[4]), Throws.ArgumentException);
            Assert.That(() => Reductions.AddRows<T>(new(new T[6], new Shape(2, 3)), new T[2]), Throws.ArgumentException);
            Assert.That(() => Reductions.RowSums<T>(new(new T[6], new Shape(2, 3)), new T[3]), Throws.ArgumentException);
        }
    }

    private static bool AllFinite(int bits, T[] x)
    {
        var loop = new Reductions.FiniteLoop<T>(x);
        Widths.Run<T, Reductions.FiniteLoop<T>>(bits, ref loop);
        return loop.Result;
    }

    private static T[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(Draw()))];

        double Draw() => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4));
    }
}
