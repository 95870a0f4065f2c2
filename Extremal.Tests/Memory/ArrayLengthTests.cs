using System.Numerics.Tensors;
using Extremal.Autodiff;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Training;

namespace Extremal.Tests.Memory;

/// <summary>
/// Sizes of a caller's whose product wraps, or is more than an array holds, are a mistake that is told with the sizes and the limit, before
/// anything is allocated.
/// </summary>
public sealed class ArrayLengthTests
{
    private static readonly string Limit = $"holds {Array.MaxLength - 64} at most";

    private static readonly Dataset Three = RegressorData.Process(300);

    private static void AssertRefused(Action act, params string[] words)
    {
        ArgumentException? refusal = Assert.Catch<ArgumentException>(act);
        foreach (string word in (string[])[.. words, Limit])
        {
            Assert.That(refusal?.Message, Does.Contain(word));
        }
    }

    [Test]
    public void A_matrix_has_as_many_numbers_as_an_array_holds()
    {
        Assert.That(new Shape(46340, 46340).Count, Is.EqualTo(46340 * 46340));
        Assert.That(new Shape(1, Array.MaxLength - 64).Count, Is.EqualTo(Array.MaxLength - 64));
        AssertRefused(() => _ = new Shape(1, Array.MaxLength - 63).Count, "1 × 2147483528");
        AssertRefused(() => _ = new Shape(50000, 50000).Count, "50000 × 50000, 2500000000 numbers");
        AssertRefused(() => _ = new Shape(65536, 65537).Count, "4295032832 numbers"); // 65536 in 32 bits
        AssertRefused(() => Slice<float>.Zeros(new Shape(int.MaxValue, int.MaxValue)));
        Assert.That(() => new Block<float>(int.MaxValue), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => new Batches(int.MaxValue, 1, 1), Throws.InstanceOf<ArgumentException>());
    }

    [Test]
    public void Widths_of_a_network_are_refused_by_name()
    {
        static Layer Tanh(int width) => new(width, Activation.Tanh);
        AssertRefused(() => _ = new Network<double>(3, Tanh(50000), Tanh(50000)), "50000-50000", "3 inputs", "2500250000 numbers");
        AssertRefused(() => _ = new Network<double>(int.MaxValue, Tanh(int.MaxValue)));
        AssertRefused(() => _ = Network<float>.Create(2, [60000, 60000, 60000], 1, Activation.ReLU, 1), "60000-60000-60000-1");
        AssertRefused(() => _ = new Weights<double>([new("a", new Shape(40000, 40000)), new("b", new Shape(40000, 40000))]), "2 parts");
    }

    private static IEnumerable<(TrainingOptions Options, string[] Words)> Trainings =>
    [
        (new() { Hidden = [50000, 50000] }, ["TrainingOptions.Hidden is 50000,50000", "2500300001 numbers"]),
        (new() { Hidden = [int.MaxValue, int.MaxValue, int.MaxValue] }, ["TrainingOptions.Hidden is 2147483647"]),
        (new() { Hidden = [10_000_000] }, ["TrainingOptions.Hidden is 10000000", "256 rows", "2560000000 numbers"]),
        (new() { Hidden = [8_300_000], BatchSize = 1000 }, ["TrainingOptions.BatchSize is 1000", "300 rows in a layer of 8300000"]),
        (new() { Hidden = [8_300_000], LbfgsMemory = 10 }, ["300 rows in a layer of 8300000"]),
        (new() { Hidden = [300_000], LbfgsMemory = 1000 }, ["TrainingOptions.LbfgsMemory is 1000", "1500001 weights", "3000002000 numbers"]),
    ];

    [Test]
    public void Options_of_a_training_are_refused_by_name()
    {
        foreach ((TrainingOptions options, string[] words) in Trainings)
        {
            AssertRefused(() => Regressor.Train(Three, options), words);
            AssertRefused(() => Regressor.Train(Three, options with { Members = 3 }), words);
        }

        Assert.That(() => Regressor.Assess(Three, how: new() { Repeats = int.MaxValue }),
            Throws.ArgumentException.With.Message.StartsWith("AssessmentOptions.Repeats is 2147483647; it wants 2147483527 trainings at most"));
    }

    [Test]
    public void Options_of_a_search_are_refused_by_name()
    {
        Regressor model = RegressorData.Trained;
        var options = new SearchOptions { Starts = 100_000_000 };
        AssertRefused(() => model.Maximize(options: options with { Starts = int.MaxValue }), "SearchOptions.Starts is 2147483647, of 3");
        AssertRefused(() => model.Maximize(options: options with { Starts = 800_000_000 }), "SearchOptions.Starts is 800000000");
        AssertRefused(() => model.Maximize(options: options with { Searches = int.MaxValue }), "SearchOptions.Searches is 2147483647");
    }

    [Test]
    public void Data_are_refused_that_no_array_holds()
    {
        double[] row = new double[3000];
        double[][] million = [.. Enumerable.Repeat(row, 1_000_000)];
        AssertRefused(() => Dataset.Create(million, new double[1_000_000]), "1000000 rows of 3000 inputs", "3000000000 numbers");
        AssertRefused(() => Dataset.Create([row], [1]).Take(new int[1_000_000]), "Dataset.Take", "1000000 rows of 3000 columns");
        AssertRefused(() =>
        {
            var wide = new ReadOnlyTensorSpan<double>([1.0], [1_500_000_000, 2], [0, 0]);
            Dataset.Create(wide, wide);
        }, "1500000000 × 2");
        Dataset broad = Dataset.Create([new double[50_000]], [1]);
        AssertRefused(() => _ = broad.Summary, "Dataset.Summary", "50000 inputs");
        AssertRefused(() => Polynomial.Fit(broad, 2), "Polynomial.Fit", "degree 2", "100001 terms");
        AssertRefused(() => Polynomial.Fit(broad, 1), "50001 terms");
    }

    [Test]
    public void Predictions_are_refused_that_no_array_holds()
    {
        Regressor model = RegressorData.Trained;
        double[] one = new double[1];
        AssertRefused(() =>
        {
            var points = new ReadOnlyTensorSpan<double>([1.0], [1_000_000_000, 3], [0, 0]);
            model.Predict(points, new TensorSpan<double>(one, [1_000_000_000, 1], [0, 0]));
        }, "1000000000 × 3");
    }

    [Test]
    public void Methods_and_proofs_refuse_what_no_array_holds()
    {
        static void Begin(Method<double> method, int coordinates) =>
            method.Begin(Slice<double>.Zeros(new Shape(1, coordinates)).Matrix, new Everywhere<double>(coordinates));

        AssertRefused(() => Begin(new Lbfgsb<double>(memory: 40_000), 30_000), "memory of 40000", "30000 coordinates");
        AssertRefused(() => Begin(new Lbfgsb<double>(memory: 100_000), 200_000), "memory of 100000");
        AssertRefused(() => Begin(new SequentialQuadratic<double>(LinearRows<double>.None(46_400), [], []), 46_400), "46400 coordinates");

        var network = Network<double>.Create(1, [40_000], 1, Activation.Tanh, 1);
        Dataset line = Dataset.Create([[0], [1]], [0, 1]);
        var surrogate = new Surrogate(network, Standardization.None(1), Standardization.None(1), line.Summary);
        AssertRefused(() => new BranchAndBound(surrogate, Domain.Of(line), Goal.Maximize()).Run(), "layer of 40000", "3200000000 numbers");
    }
}
