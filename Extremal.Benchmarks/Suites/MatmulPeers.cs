using BenchmarkDotNet.Attributes;
using Extremal.Benchmarks.Peers;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Benchmarks;

/// <summary>The product of two matrices in float on one thread, C = A·B, beside other libraries.</summary>
[MemoryDiagnoser]
public class MatmulPeers
{
    private const int CheckedRows = 16;

    private readonly OpenBlas? _openBlas = OpenBlas.Load();
    private Slice<float> _a;
    private Slice<float> _b;
    private Slice<float> _c;
    private PlainProduct _plain = null!;
    private MathNetProduct _mathNet = null!;

    /// <summary>What <see cref="Shape"/> may be.</summary>
    public static IEnumerable<ProductShape> Shapes => [new(64, 64, 64), new(256, 256, 256), new(1024, 1024, 1024), new(1000, 64, 64)];

    /// <summary>Rows and columns of the result, and the length of its sums.</summary>
    [ParamsSource(nameof(Shapes))]
    public ProductShape Shape { get; set; } = null!;

    /// <summary>Fills the matrices and compares every product with the reference.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (_a, _b) = (Beginning.Points(Shape.Rows, Shape.Depth), Beginning.Wanted(Shape.Depth, Shape.Columns));
        _c = Slice<float>.Zeros(new Shape(Shape.Rows, Shape.Columns));
        _plain = new PlainProduct(_a.Span.ToArray(), _b.Span.ToArray(), Shape);
        _mathNet = new MathNetProduct(_a.Span.ToArray(), _b.Span.ToArray(), Shape);
        Ours();
        Check(nameof(Ours), _c.Span);
        Plain();
        Check(nameof(Plain), _plain.C);
        MathNet();
        Check(nameof(MathNet), _mathNet.C);
        if (_openBlas is not null)
        {
            _openBlas.SetThreads(1);
            _c.Span.Clear();
            OpenBlasLibrary();
            Check(nameof(OpenBlas), _c.Span);
        }
    }

    /// <summary>Ours: the kernel that the layers use.</summary>
    [Benchmark(Baseline = true)]
    public void Ours()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(1);
        Gemm.Multiply(_a.Matrix, _b.Matrix, _c.Matrix);
    }

    /// <summary>A TensorPrimitives.Dot for each element; the time includes the transposition of B.</summary>
    [Benchmark]
    public void Plain() => _plain.Multiply();

    /// <summary>MathNet.Numerics with its managed provider.</summary>
    [Benchmark]
    public void MathNet() => _mathNet.Multiply();

    /// <summary>OpenBLAS, left out where the machine does not have it.</summary>
    [Benchmark(Description = "OpenBLAS")]
    [BenchmarkCategory(OpenBlas.Library)]
    public void OpenBlasLibrary() => _openBlas!.Multiply(_a, _b, _c);

    private void Check(string contender, ReadOnlySpan<float> product)
    {
        int columns = Shape.Columns;
        for (int i = 0; i < Shape.Rows; i += Math.Max(1, Shape.Rows / CheckedRows))
        {
            Slice<float> right = Slice<float>.Zeros(new Shape(1, columns));
            GemmReference.MultiplyAdd(_a.Rows(i, 1).Matrix, _b.Matrix, right.Matrix);
            Agreement.Compare(contender, product.Slice(i * columns, columns), right.Span);
        }
    }
}
