using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;

namespace Extremal.Tests.Training;

public sealed class TrainingOptionsTests
{
    private static readonly TrainingOptions Good = new();

    private static IEnumerable<(TrainingOptions Options, string[] Words)> Bad =>
    [
        (Good with { Hidden = [4, 0] }, ["Hidden", "4,0"]),
        (Good with { BatchSize = 0 }, ["BatchSize", "0"]),
        (Good with { Epochs = 0 }, ["Epochs", "0"]),
        (Good with { L2 = -0.5 }, ["L2", "-0.5"]),
        (Good with { L2 = double.NaN }, ["L2", "NaN"]),
        (Good with { L2 = double.PositiveInfinity }, ["L2", "Infinity"]),
        (Good with { Validation = 1 }, ["Validation", "1"]),
        (Good with { Validation = -0.1 }, ["Validation", "-0.1"]),
        (Good with { Validation = double.NaN }, ["Validation", "NaN"]),
        (Good with { Patience = 0 }, ["Patience", "0"]),
        (Good with { Members = 0 }, ["Members", "0"]),
        (Good with { Members = 10_001 }, ["Members", "10001"]),
        (Good with { LbfgsMemory = 0 }, ["LbfgsMemory", "0"]),
        (Good with { LbfgsMemory = int.MaxValue }, ["LbfgsMemory", "2147483647"]),
    ];

    [Test]
    public void An_option_without_sense_is_refused_by_name()
    {
        foreach ((TrainingOptions options, string[] words) in Bad)
        {
            ArgumentException? refusal = Assert.Throws<ArgumentException>(
                () => _ = new Trainer<double>(SmallProblem.Network(), SmallProblem.Samples(4, 1), null, options));
            Assert.That(refusal?.Message, Does.Contain($"TrainingOptions.{words[0]} is {words[1]}").And.Contain("it wants"));
            Assert.That(refusal?.ParamName, Is.EqualTo(words[0]));
        }
    }

    [Test]
    public void Samples_and_network_have_to_fit()
    {
        Slice<double> Zeros(int rows, int columns) => Slice<double>.Zeros(new Shape(rows, columns));
        Assert.That(() => new Samples<double>(Zeros(3, 2), Zeros(2, 1)),
            Throws.ArgumentException.With.Message.Contains("3 × 2").And.Message.Contains("2 × 1"));
        Assert.That(() => new Samples<double>(Zeros(0, 2), Zeros(0, 1)), Throws.ArgumentException);
        Assert.That(() => new Samples<double>(Zeros(3, 2), Zeros(3, 1), Zeros(3, 2)), Throws.ArgumentException);
        foreach (Samples<double> misfit in (Samples<double>[])[new(Zeros(3, 3), Zeros(3, 1)), new(Zeros(3, 2), Zeros(3, 2))])
        {
            Assert.That(() => new Trainer<double>(SmallProblem.Network(), misfit, null, Good),
                Throws.ArgumentException.With.Message.Contains("2-5-1"));
            Assert.That(() => new Trainer<double>(SmallProblem.Network(), SmallProblem.Samples(4, 1), misfit, Good),
                Throws.ArgumentException.With.Message.Contains("2-5-1"));
        }

        Assert.Throws<ArgumentNullException>(() => _ = new Trainer<double>(null!, SmallProblem.Samples(4, 1), null, Good));
    }
}
