using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Tests.Laws;

namespace Extremal.Tests.Autodiff;

/// <summary>A loss refuses shapes that broadcasting would let pass, and leaves the tape as it was.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[NonParallelizable]
internal sealed class LossMistakesTests
{
    private readonly Tape<double> _tape = new();
    private readonly Slice<double> _data = Slice<double>.Copy([1, 2, 3, 4, 5, 6], new Shape(3, 2));

    private static IEnumerable<Loss> Losses =>
        [Loss.MeanSquaredError, Loss.MeanSquaredLogarithmicError, Loss.MeanAbsoluteError, Loss.Huber(), Loss.SoftmaxCrossEntropy];

    [TestCaseSource(nameof(Losses))]
    public void OtherTargetsAreRefused(Loss loss)
    {
        Variable<double> y = _tape.Input(_data), target = _tape.Input(Slice<double>.Zeros(new Shape(3, 1)));
        Assert.That(() => loss.Rows(y, target), Throws.ArgumentException.With.Message.Contains("3 × 2").And.Message.Contains("3 × 1"));
        Assert.That(_tape.Count, Is.EqualTo(2));
    }

    [TestCase(1, 1)]
    [TestCase(1, 2)]
    [TestCase(3, 2)]
    [TestCase(3, 3)]
    public void WeightsAreOneARow(int rows, int columns)
    {
        Variable<double> y = _tape.Input(_data), weights = _tape.Input(Slice<double>.Zeros(new Shape(rows, columns)));
        Assert.That(() => Loss.MeanSquaredError.Mean(y, y, weights), Throws.ArgumentException.With.Message.Contains(weights.Shape.ToString()));
        Assert.That(_tape.Count, Is.EqualTo(2));
    }

    [Test]
    public void AStaleVariableBesideANumberRecordsNothing()
    {
        Variable<double> x = _tape.Input(_data);
        _tape.Reset();
        Assert.That(() => x + 1.0, Throws.InvalidOperationException);
        Assert.That(_tape.Count, Is.Zero);
    }

    [Test]
    public void HuberRecordedAnewAllocatesNothing()
    {
        var steps = new Steps<double>(7);
        Loss loss = Loss.Huber();
        Assert.That(Allocation.OfProcess(() => steps.TrainAnew(loss)), Is.Zero);
    }
}
