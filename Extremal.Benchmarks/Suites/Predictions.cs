using BenchmarkDotNet.Attributes;
using Extremal.Benchmarks.Peers;

namespace Extremal.Benchmarks;

/// <summary>Predictions of a 4-64-64-1 tanh network on one thread, in float but for the front door, which is double.</summary>
[MemoryDiagnoser]
public class Predictions
{
    private StepCase _predictor = null!;
    private StepCase _frontDoor = null!;
    private StepCase _plain = null!;
    private StepCase _mathNet = null!;

    /// <summary>Points that are predicted by one call.</summary>
    [Params(1, 32, 1000)]
    public int Rows { get; set; }

    /// <summary>Checks that all outputs are the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        int[] widths = [4, 64, 64, 1];
        _predictor = StepCase.Prediction(widths, Rows, threads: 1);
        _frontDoor = new FrontDoor(widths, Rows);
        _plain = PlainSteps.Prediction(widths, Rows);
        _mathNet = MathNetSteps.Prediction(widths, Rows);
        Agreement.OfNumbers(_predictor, _frontDoor, _plain, _mathNet);
    }

    /// <summary>Ours in float, by one thread that keeps a network with its workspace.</summary>
    [Benchmark(Baseline = true)]
    public void Predictor() => _predictor.Step();

    /// <summary>Ours in double and in the user's units, as an application calls it from any thread.</summary>
    [Benchmark]
    public void Regressor() => _frontDoor.Step();

    /// <summary>Plain arrays and the functions of TensorPrimitives.</summary>
    [Benchmark]
    public void Plain() => _plain.Step();

    /// <summary>Matrices of MathNet.Numerics.</summary>
    [Benchmark]
    public void MathNet() => _mathNet.Step();
}
