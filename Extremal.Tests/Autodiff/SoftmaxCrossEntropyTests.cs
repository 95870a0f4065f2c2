using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// Where the oracle's unshifted definition overflows: the loss does not change when all scores of a row grow by one number.
/// </summary>
internal sealed class SoftmaxCrossEntropyTests
{
    private static readonly Shape Row = new(1, 3);

    [TestCase(1000)]
    [TestCase(-1000)]
    [TestCase(1e15)]
    public void GreatScoresOverflowNothing(double shift)
    {
        (double small, double[] slopes) = Loss([0, 1, 2], [0, 0, 1]);
        (double great, double[] greatSlopes) = Loss([shift, shift + 1, shift + 2], [0, 0, 1]);
        Assert.That(great, Is.EqualTo(small));
        Assert.That(greatSlopes, Is.EqualTo(slopes));
        Assert.That(small, Is.EqualTo(Math.Log(1 + Math.Exp(-1) + Math.Exp(-2))).Within(1e-15));
    }

    [Test]
    public void ACertainAnswerCostsNothing()
    {
        (double loss, double[] slopes) = Loss([800, 0, -800], [1, 0, 0]);
        Assert.That(loss, Is.Zero);
        Assert.That(slopes, Is.All.Zero);
    }

    [Test]
    public void ACertainWrongAnswerCostsTheDistance() => Assert.That(Loss([800, 0, -800], [0, 0, 1]).Loss, Is.EqualTo(1600));

    private static (double Loss, double[] Slopes) Loss(double[] scores, double[] shares)
    {
        var tape = new Tape<double>();
        Slice<double> slopes = Slice<double>.Zeros(Row);
        Variable<double> x = tape.Watch(Slice<double>.Copy(scores, Row), slopes);
        Variable<double> loss = x.SoftmaxCrossEntropy(tape.Input(Slice<double>.Copy(shares, Row)));
        tape.Backward(loss);
        return (loss.Value[0, 0], slopes.Span.ToArray());
    }
}
