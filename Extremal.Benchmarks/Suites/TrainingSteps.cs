using BenchmarkDotNet.Attributes;
using Extremal.Benchmarks.Peers;

namespace Extremal.Benchmarks;

/// <summary>One step of training a tanh network in float on one thread: forward, backward, Adam.</summary>
[MemoryDiagnoser]
public class TrainingSteps
{
    private StepCase _tape = null!;
    private StepCase _handWritten = null!;
    private StepCase _plain = null!;
    private StepCase _mathNet = null!;

    /// <summary>What <see cref="Batch"/> may be.</summary>
    public static IEnumerable<NetworkBatch> Batches => [new("4-64-64-1", 32), new("4-64-64-1", 1000), new("8-256-256-256-1", 256)];

    /// <summary>The network and the rows of its batch.</summary>
    [ParamsSource(nameof(Batches))]
    public NetworkBatch Batch { get; set; } = null!;

    /// <summary>Checks that all have the same loss after the first steps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (int[] widths, int rows) = (Batch.Widths, Batch.Rows);
        _tape = StepCase.Training(widths, rows, threads: 1);
        _handWritten = HandWritten.Training(widths, rows);
        _plain = PlainSteps.Training(widths, rows);
        _mathNet = MathNetSteps.Training(widths, rows);
        Agreement.OfValues(_tape, _handWritten, _plain, _mathNet);
    }

    /// <summary>Ours: a recorded tape is replayed and walked back, then the optimiser updates the flat weights.</summary>
    [Benchmark(Baseline = true)]
    public void Tape() => _tape.Step();

    /// <summary>The same kernels called by hand, without a tape.</summary>
    [Benchmark]
    public void Kernels() => _handWritten.Step();

    /// <summary>Plain arrays and the functions of TensorPrimitives.</summary>
    [Benchmark]
    public void Plain() => _plain.Step();

    /// <summary>Matrices of MathNet.Numerics.</summary>
    [Benchmark]
    public void MathNet() => _mathNet.Step();
}
