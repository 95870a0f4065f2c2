using BenchmarkDotNet.Attributes;
using Extremal.Benchmarks.Peers;

namespace Extremal.Benchmarks;

/// <summary>
/// One step of extremal learning on a 4-64-64-1 tanh network in float on one thread: the loss (2.3) with a penalty, its gradient by the
/// points, Adam on them.
/// </summary>
[MemoryDiagnoser]
public class ExtremalSteps
{
    private StepCase _tape = null!;
    private StepCase _handWritten = null!;
    private StepCase _plain = null!;

    /// <summary>Rows of the batch, each a point that moves by itself.</summary>
    [Params(1, 64, 1024)]
    public int Starts { get; set; }

    /// <summary>Checks that all points moved to the same places in the first steps.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] widths = [4, 64, 64, 1];
        _tape = StepCase.Extremal(widths, Starts, threads: 1);
        _handWritten = HandWritten.Extremal(widths, Starts);
        _plain = PlainSteps.Extremal(widths, Starts);
        Agreement.OfNumbers(_tape, _handWritten, _plain);
    }

    /// <summary>Ours: a recorded tape on which only the points are watched, and the weights stay packed.</summary>
    [Benchmark(Baseline = true)]
    public void Tape() => _tape.Step();

    /// <summary>The same kernels called by hand, without a tape.</summary>
    [Benchmark]
    public void Kernels() => _handWritten.Step();

    /// <summary>Plain arrays and the functions of TensorPrimitives.</summary>
    [Benchmark]
    public void Plain() => _plain.Step();
}
