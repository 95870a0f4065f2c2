using System.Diagnostics;
using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Benchmarks;

/// <summary>One product of matrices, C += A·B, and its contenders: ours, OpenBLAS, and this many times the peak of one thread.</summary>
internal sealed class GemmRace<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double WarmSeconds = 0.15;
    private const double RaceSeconds = 0.6;
    private const double TurnSeconds = 0.0005;
    private const double LongestPeakSeconds = 0.02;
    private const int LeastTurns = 7;
    private const int PeakRounds = 10_000;

    private readonly OpenBlas? _blas;
    private readonly int _threads;
    private readonly Slice<T> _a;
    private readonly Slice<T> _b;
    private readonly Slice<T> _c;

    public GemmRace(int rows, int columns, int depth, OpenBlas? blas, int threads = 1)
    {
        Random random = new(1);
        (_blas, _threads) = (blas, threads);
        _a = Filled(random, new Shape(rows, depth));
        _b = Filled(random, new Shape(depth, columns));
        _c = Filled(random, new Shape(rows, columns));
    }

    private double Operations => 2.0 * _c.Shape.Count * _a.Shape.Columns;

    /// <summary>Compares some rows, all of a small product, with the reference: ours in every bit, OpenBLAS to rounding.</summary>
    /// <exception cref="InvalidOperationException">A result is wrong.</exception>
    public void Check()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_threads);
        _blas?.SetThreads(_threads);
        Slice<T> ours = Slice<T>.Copy(_c.Span, _c.Shape), theirs = Slice<T>.Copy(_c.Span, _c.Shape);
        Gemm.MultiplyAdd(_a.Matrix, _b.Matrix, ours.Matrix);
        _blas?.MultiplyAdd(_a, _b, theirs);
        int step = Math.Max(1, _c.Shape.Rows / 16);
        for (int row = 0; row < _c.Shape.Rows; row += step)
        {
            Slice<T> right = Slice<T>.Copy(_c.Rows(row, 1).Span, new Shape(1, _c.Shape.Columns));
            GemmReference.MultiplyAdd(_a.Rows(row, 1).Matrix, _b.Matrix, right.Matrix);
            if (!right.Span.SequenceEqual(ours.Rows(row, 1).Span))
            {
                throw new InvalidOperationException($"Row {row} of the product {_a.Shape} by {_b.Shape} is wrong.");
            }

            if (_blas is not null)
            {
                CheckClose(right.Span, theirs.Rows(row, 1).Span);
            }
        }
    }

    /// <summary>Medians over turns, in GFLOP/s. The contenders' turns are about equally long, and short where the product is.</summary>
    public (double Ours, double? Blas, double Peak) Run()
    {
        using Parallelism.Scope limit = Parallelism.AtMost(_threads);
        _blas?.SetThreads(_threads);
        Warm();
        double once = Seconds(Ours);
        int repeats = Math.Max(1, (int)(TurnSeconds / once));
        double turn = Math.Min(repeats * once, LongestPeakSeconds);
        int rounds = (int)(PeakRounds * Math.Max(1, turn / Seconds(static () => Peak<T>.Measure(PeakRounds))));
        List<double> ours = [], blas = [], peak = [];
        long start = Stopwatch.GetTimestamp();
        while (ours.Count < LeastTurns || Stopwatch.GetElapsedTime(start).TotalSeconds < RaceSeconds)
        {
            peak.Add(_threads * Peak<T>.Measure(rounds));
            ours.Add(Rate(repeats, Ours));
            if (_blas is not null)
            {
                blas.Add(Rate(repeats, Theirs));
            }
        }

        return (Median(ours), _blas is null ? null : Median(blas), Median(peak));
    }

    private static Slice<T> Filled(Random random, Shape shape)
    {
        Slice<T> slice = Slice<T>.Zeros(shape);
        foreach (ref T x in slice.Span)
        {
            x = T.CreateTruncating(random.NextDouble() - 0.5);
        }

        return slice;
    }

    private static void CheckClose(ReadOnlySpan<T> right, ReadOnlySpan<T> got)
    {
        for (int j = 0; j < right.Length; j++)
        {
            if (!(double.CreateTruncating(T.Abs(right[j] - got[j])) < 1e-3))
            {
                throw new InvalidOperationException($"OpenBLAS and the reference differ: {got[j]} and {right[j]}.");
            }
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }

    /// <summary>Runs everything until it is compiled for good.</summary>
    private void Warm()
    {
        long start = Stopwatch.GetTimestamp();
        do
        {
            Peak<T>.Measure(PeakRounds);
            Theirs();
            Ours();
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmSeconds);
    }

    /// <summary>The least time of several runs.</summary>
    private static double Seconds(Action action)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < LeastTurns; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }

    private double Rate(int repeats, Action product)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            product();
        }

        return Operations * repeats / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;
    }

    private void Ours() => Gemm.MultiplyAdd(_a.Matrix, _b.Matrix, _c.Matrix);

    private void Theirs() => _blas?.MultiplyAdd(_a, _b, _c);
}
