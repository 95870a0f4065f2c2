using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Benchmarks;

/// <summary>
/// The product of two square matrices on one thread, from three loops to the kernel in use. Every rung computes the same bits.
/// </summary>
[MemoryDiagnoser]
public class MatmulLadder
{
    private const int Block = 64;

    private Slice<float> _a;
    private Slice<float> _b;
    private Slice<float> _c;

    /// <summary>Rows and columns of each matrix.</summary>
    [Params(128, 512)]
    public int Size { get; set; }

    /// <summary>Fills the matrices, and checks every rung against the reference before anything is timed.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Shape shape = new(Size, Size);
        (_a, _b, _c) = (Beginning.Points(Size, Size), Beginning.Wanted(Size, Size), Slice<float>.Zeros(shape));
        float[] right = new float[shape.Count];
        GemmReference.MultiplyAdd(_a.Matrix, _b.Matrix, new Matrix<float>(right, shape));
        foreach (Action rung in new Action[] { ThreeLoops, RowsOfB, Vectors, Blocks, Tiles, Packed })
        {
            _c.Span.Clear();
            rung();
            if (!_c.Span.SequenceEqual(right))
            {
                throw new InvalidOperationException($"{rung.Method.Name} is wrong.");
            }
        }
    }

    /// <summary>As one writes it down: for each element, a row of A with a column of B, which strides through memory.</summary>
    [Benchmark(Baseline = true)]
    public void ThreeLoops()
    {
        Span<float> a = _a.Span, b = _b.Span, c = _c.Span;
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                float sum = c[i * Size + j];
                for (int k = 0; k < Size; k++)
                {
                    sum = MathF.FusedMultiplyAdd(a[i * Size + k], b[k * Size + j], sum);
                }

                c[i * Size + j] = sum;
            }
        }
    }

    /// <summary>The inner two loops exchanged: memory is walked along rows only.</summary>
    [Benchmark]
    public void RowsOfB()
    {
        for (int i = 0; i < Size; i++)
        {
            Span<float> c = _c.Matrix.Row(i);
            for (int k = 0; k < Size; k++)
            {
                float a = _a.Span[i * Size + k];
                Span<float> b = _b.Matrix.Row(k);
                for (int j = 0; j < c.Length; j++)
                {
                    c[j] = MathF.FusedMultiplyAdd(a, b[j], c[j]);
                }
            }
        }
    }

    /// <summary>The same by vectors: as many elements of a row at a time as a register holds.</summary>
    [Benchmark]
    public void Vectors() => AddRows(0, Size);

    /// <summary>In blocks of k: the rows of B that are in use stay in the cache for all rows of C.</summary>
    [Benchmark]
    public void Blocks()
    {
        for (int k = 0; k < Size; k += Block)
        {
            AddRows(k, Math.Min(k + Block, Size));
        }
    }

    /// <summary>Tiles: a piece of C stays in registers while k runs, so that each loaded number serves many multiply-adds.</summary>
    [Benchmark]
    public void Tiles()
    {
        GemmBlocks blocks = GemmBlocks.For<float>() with { UsesInPlace = int.MaxValue };
        using Parallelism.Scope limit = Parallelism.AtMost(1);
        GemmNest<float> nest = new() { A = _a.Matrix, B = _b.Matrix, Start = _c.Matrix, C = _c.Matrix, Blocks = blocks };
        Gemm.Run(ref nest, VectorWidth.Bits);
    }

    /// <summary>The kernel in use: large operands are packed first, in the order in which the tiles read them.</summary>
    [Benchmark]
    public void Packed()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(1);
        Gemm.MultiplyAdd(_a.Matrix, _b.Matrix, _c.Matrix);
    }

    private void AddRows(int start, int end)
    {
        for (int i = 0; i < Size; i++)
        {
            Span<float> c = _c.Matrix.Row(i);
            for (int k = start; k < end; k++)
            {
                TensorPrimitives.FusedMultiplyAdd(_b.Matrix.Row(k), _a.Span[i * Size + k], c, c);
            }
        }
    }
}
