using System.Numerics;
using System.Runtime.InteropServices;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Tests.Kernels;

/// <summary>A product of random matrices, each in a random layout; what is computed is compared with the reference in every bit.</summary>
internal sealed class GemmCase<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Guard = T.CreateTruncating(12345);

    private readonly int _seed;
    private readonly Random _random;
    private readonly Laid _a;
    private readonly Laid _b;
    private readonly Laid _start;
    private readonly Laid _c;

    public GemmCase(int seed, int rows, int columns, int depth)
    {
        (_seed, _random) = (seed, new Random(seed));
        _a = Lay(new Shape(rows, depth), repeats: true);
        _b = Lay(new Shape(depth, columns), repeats: true);
        _start = Lay(new Shape(rows, columns), repeats: true);
        _c = Lay(new Shape(rows, columns), repeats: false);
    }

    public static int Lanes(int bits) => Math.Max(1, bits / 8 / Marshal.SizeOf<T>());

    /// <summary>Sets one element of each operand.</summary>
    public void Plant(T value)
    {
        foreach (Laid laid in new[] { _a, _b, _c })
        {
            laid.Matrix[_random.Next(laid.Shape.Rows), _random.Next(laid.Shape.Columns)] = value;
        }
    }

    /// <summary>C += A·B once, in place.</summary>
    public void Run() => Gemm.MultiplyAdd(_a.Matrix, _b.Matrix, _c.Matrix);

    /// <summary>Checks C += A·B and C = start + A·B, with B as it is and packed before.</summary>
    public void Verify(int bits, GemmBlocks blocks)
    {
        Verify(bits, blocks, _c, packed: false);
        Verify(bits, blocks, _start, packed: false);
        Verify(bits, blocks, _c, packed: true);
        Verify(bits, blocks, _start, packed: true);
    }

    private void Verify(int bits, GemmBlocks blocks, Laid start, bool packed)
    {
        Laid expected = _c with { Numbers = [.. _c.Numbers] };
        expected.Matrix.Assign(start.Matrix);
        GemmReference.MultiplyAdd(_a.Matrix, _b.Matrix, expected.Matrix);

        Laid got = _c with { Numbers = [.. _c.Numbers] };
        GemmNest<T> nest = new()
        {
            A = _a.Matrix,
            B = _b.Matrix,
            Start = ReferenceEquals(start, _c) ? got.Matrix : start.Matrix,
            C = got.Matrix,
            Blocks = blocks,
        };
        if (packed)
        {
            nest.Kept = new GemmPanels<T>(_b.Shape, bits);
            nest.Kept.Pack(_b.Matrix);
        }

        Gemm.Run(ref nest, bits);
        for (int i = 0; i < expected.Numbers.Length; i++)
        {
            if (!Same(expected.Numbers[i], got.Numbers[i]))
            {
                Assert.Fail($"place {i}: {got.Numbers[i]} instead of {expected.Numbers[i]}; seed {_seed}, {bits} bits, {blocks}, "
                    + $"A {_a}, B {_b}, start {start}, C {_c}, packed {packed}");
            }
        }
    }

    /// <summary>Equal in every bit; all NaNs count as one value.</summary>
    private static bool Same(T x, T y) => T.IsNaN(x) ? T.IsNaN(y) : x == y && T.IsNegative(x) == T.IsNegative(y);

    /// <summary>Dense, transposed, with gaps in one or both directions, or with rows or columns repeated (stride 0); guards around.</summary>
    private Laid Lay(Shape shape, bool repeats)
    {
        (int rowStride, int columnStride) = _random.Next(repeats ? 8 : 5) switch
        {
            0 => (shape.Columns, 1),
            1 => (1, shape.Rows),
            2 => (shape.Columns + 3, 1),
            3 => (1, shape.Rows + 5),
            4 => (2 * shape.Columns + 1, 2),
            5 => (0, 1),
            6 => (1, 0),
            _ => (0, 0),
        };
        const int margin = 40;
        T[] numbers = new T[shape.Rows * rowStride + shape.Columns * columnStride + 2 * margin];
        Array.Fill(numbers, Guard);
        Laid laid = new(numbers, margin, shape, rowStride, columnStride);
        for (int i = 0; i < shape.Rows; i++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                laid.Matrix[i, j] = T.CreateTruncating(_random.NextDouble() - 0.5);
            }
        }

        return laid;
    }

    private sealed record Laid(T[] Numbers, int Offset, Shape Shape, int RowStride, int ColumnStride)
    {
        public Matrix<T> Matrix => new(Numbers.AsSpan(Offset), Shape, RowStride, ColumnStride);

        public override string ToString() => $"{Shape} ({RowStride}, {ColumnStride})";
    }
}
