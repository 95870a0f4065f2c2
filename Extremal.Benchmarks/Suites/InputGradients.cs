using BenchmarkDotNet.Attributes;
using Extremal.Benchmarks.Peers;

namespace Extremal.Benchmarks;

/// <summary>The gradient of the output of a 4-64-64-1 tanh network by its inputs, in float on one thread.</summary>
[MemoryDiagnoser]
public class InputGradients
{
    private StepCase _tape = null!;
    private StepCase _plain = null!;

    /// <summary>Rows of the batch, each of which gets its own gradient.</summary>
    [Params(1, 64, 1024)]
    public int Points { get; set; }

    /// <summary>Checks that all gradients are the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] widths = [4, 64, 64, 1];
        _tape = StepCase.InputGradient(widths, Points, threads: 1);
        _plain = PlainSteps.InputGradient(widths, Points);
        Agreement.OfNumbers(_tape, _plain);
    }

    /// <summary>Ours: a recorded tape on which only the points are watched.</summary>
    [Benchmark(Baseline = true)]
    public void Tape() => _tape.Step();

    /// <summary>Plain arrays and the functions of TensorPrimitives.</summary>
    [Benchmark]
    public void Plain() => _plain.Step();
}
