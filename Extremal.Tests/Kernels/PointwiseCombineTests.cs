using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Tests.Kernels;

/// <summary>Pairs of matrices with every kind of repetition, against loops that say what is meant.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
public sealed class PointwiseCombineTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How an operand fills the shape: whole, one row, one column or one number repeated, or columns that lie apart.</summary>
    public enum Fill
    {
        Whole,
        Row,
        Column,
        Number,
        Apart,
    }

    private const int Seed = 5;

    private static readonly Shape[] Shapes =
        [new(1, 1), new(1, 40), new(5, 1), new(4, 3), new(7, 16), new(3, 37), new(2, 200), new(0, 4), new(3, 0)];

    [Test]
    public void Combine_is_the_formula_number_by_number([Values] Fill x, [Values] Fill y, [Values] bool isApart)
    {
        foreach (Shape shape in Shapes)
        {
            var left = new Operand(x, shape, Seed);
            var right = new Operand(y, shape, Seed + 1);
            var store = new T[shape.Count * 2 + 1];
            Matrix<T> z = isApart ? new(store, shape, shape.Columns * 2, 2) : new(store, shape);
            Pointwise.Combine<T, Divide>(default, left.Matrix, right.Matrix, z);
            for (int i = 0; i < shape.Rows; i++)
            {
                for (int j = 0; j < shape.Columns; j++)
                {
                    Assert.That(z[i, j], Is.EqualTo(left.Matrix[i, j] / right.Matrix[i, j]), $"{x} {y} {shape} at {i}, {j}");
                }
            }

            Assert.That(store[^1], Is.EqualTo(T.Zero), "written beyond the end");
        }
    }

    [Test]
    public void Slopes_add_up_in_the_stated_order([Values] Fill x, [Values] Fill y)
    {
        foreach (Shape shape in Shapes)
        {
            var left = new Operand(x, shape, Seed);
            var right = new Operand(y, shape, Seed + 1);
            var result = new Operand(Fill.Whole, shape, 0);
            var dz = new Operand(Fill.Whole, shape, Seed + 2);
            Pointwise.Combine<T, Divide>(default, left.Matrix, right.Matrix, result.Matrix);
            AssertSlope(true, left, right, result, dz, new Operand(x, shape, Seed + 3));
            AssertSlope(false, left, right, result, dz, new Operand(y, shape, Seed + 4));
        }
    }

    [Test]
    public void Slopes_are_equal_at_every_width([Values] Fill x)
    {
        foreach (Shape shape in Shapes)
        {
            var left = new Operand(x, shape, Seed);
            var right = new Operand(Fill.Whole, shape, Seed + 1);
            var dz = new Operand(Fill.Whole, shape, Seed + 2);
            var z = new Operand(Fill.Whole, shape, Seed + 3);
            T[]? wanted = null;
            foreach (int bits in x == Fill.Apart ? [1] : Widths.All)
            {
                var dx = new Operand(x, shape, Seed + 4);
                var operands = new Pointwise.PairOperands<T>(left.Matrix, right.Matrix, z.Matrix, dz.Matrix, dx.Matrix);
                var loop = new Pointwise.CombineSlopeLoop<T, Pointwise.AlongX<Multiply>>(default, operands);
                Widths.Run<T, Pointwise.CombineSlopeLoop<T, Pointwise.AlongX<Multiply>>>(bits, ref loop);
                wanted ??= dx.Store;
                Assert.That(Bits.FirstDifference<T>(dx.Store, wanted), Is.EqualTo(-1), $"{bits} bits, {x}, {shape}");
            }
        }
    }

    [Test]
    public void Result_may_take_the_place_of_an_operand()
    {
        T[] x = [.. Enumerable.Range(0, 37).Select(i => T.CreateTruncating(i - 9))];
        var shape = new Shape(1, x.Length);
        T[] once = [.. x];
        Pointwise.Combine<T, Multiply>(default, new(once, shape), new(x, shape), new(once, shape));
        Pointwise.Apply<T, Square>(default, x, x);
        Assert.That(once, Is.EqualTo(x));
    }

    [Test]
    public void Shapes_that_do_not_match_are_refused()
    {
        var x = new T[12];
        Assert.That(
            () => Pointwise.Combine<T, Add>(default, new(x, new Shape(3, 4)), new(x, new Shape(4, 3)), new(x, new Shape(3, 4))),
            Throws.ArgumentException.With.Message.Contains("4 × 3"));
        Assert.That(() => Pointwise.Apply<T, Tanh>(default, x, new T[11]), Throws.ArgumentException.With.Message.Contains("12"));
    }

    private static void AssertSlope(bool ofX, Operand x, Operand y, Operand z, Operand dz, Operand adjoint)
    {
        T[] wanted = [.. adjoint.Store];
        AddNaively(ofX, x, y, z, dz, adjoint.With(wanted));
        if (ofX)
        {
            Pointwise.CombineSlopeX<T, Divide>(default, x.Matrix, y.Matrix, z.Matrix, dz.Matrix, adjoint.Matrix);
        }
        else
        {
            Pointwise.CombineSlopeY<T, Divide>(default, x.Matrix, y.Matrix, z.Matrix, dz.Matrix, adjoint.Matrix);
        }

        Assert.That(Bits.FirstDifference<T>(adjoint.Store, wanted), Is.EqualTo(-1), $"{x.Fill} {y.Fill} {z.Shape} {(ofX ? "dx" : "dy")}");
    }

    private static void AddNaively(bool ofX, Operand x, Operand y, Operand z, Operand dz, Matrix<T> adjoint)
    {
        bool sumsRows = adjoint.ColumnStride == 0 && adjoint.Columns > 1;
        for (int i = 0; i < adjoint.Rows; i++)
        {
            var products = new T[adjoint.Columns];
            for (int j = 0; j < adjoint.Columns; j++)
            {
                T slope = ofX ? T.One / y.Matrix[i, j] : -(z.Matrix[i, j] / y.Matrix[i, j]);
                products[j] = dz.Matrix[i, j] * slope;
                if (!sumsRows)
                {
                    adjoint[i, j] = T.FusedMultiplyAdd(dz.Matrix[i, j], slope, adjoint[i, j]);
                }
            }

            if (sumsRows)
            {
                adjoint[i, 0] += SixteenLaneTwin.Sum<T>(products);
            }
        }
    }

    private sealed class Operand
    {
        private readonly int _rowStride;
        private readonly int _columnStride;

        public Operand(Fill fill, Shape shape, int seed)
        {
            (Fill, Shape) = (fill, shape);
            (_rowStride, _columnStride) = fill switch
            {
                Fill.Whole => (shape.Columns, 1),
                Fill.Row => (0, 1),
                Fill.Column => (1, 0),
                Fill.Number => (0, 0),
                _ => (1, Math.Max(1, shape.Rows)),
            };
            var random = new Random(seed);
            int count = Math.Max(0, shape.Rows - 1) * _rowStride + Math.Max(0, shape.Columns - 1) * _columnStride + 1;
            Store = [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(random.NextDouble() + 0.5))];
        }

        public Fill Fill { get; }

        public Shape Shape { get; }

        public T[] Store { get; }

        public Matrix<T> Matrix => With(Store);

        public Matrix<T> With(T[] store) => new(store, Shape, _rowStride, _columnStride);
    }
}
