using Extremal.Autodiff;

namespace Extremal.Tests.Laws;

/// <summary>
/// The law of the one idea: training and searching are one backward pass, and wanting a gradient changes nothing but that it is
/// computed.
/// </summary>
internal sealed class ASearchLeavesTheWeightsTests
{
    [Test]
    public void NoBitOfTheWeightsChanges()
    {
        var steps = new Steps<double>(seed: 11);
        double[] before = steps.Network.Weights.All.ToArray();
        double[] start = steps.Points.Span.ToArray();
        Action search = steps.SearchReplayed();
        for (int i = 0; i < 60; i++)
        {
            search();
        }

        Assert.Multiple(() =>
        {
            Assert.That(Bits.Of(steps.Network.Weights.All), Is.EqualTo(Bits.Of(before)));
            Assert.That(steps.WeightGradients.All.ToArray(), Is.All.Zero);
            Assert.That(steps.Points.Span.ToArray(), Is.Not.EqualTo(start), "The search did not move.");
            Assert.That(Enumerable.Range(0, steps.Points.Shape.Rows).All(i => steps.Box.Contains(steps.Points.Matrix.Row(i))));
        });
    }

    /// <summary>∂𝓛/∂x has the same bits whether the weights are constants or are being trained.</summary>
    [Test]
    public void TheInputGradientIsThatOfTraining()
    {
        var steps = new Steps<double>(seed: 12);
        var tape = new Tape<double>();
        tape.Backward(steps.RecordSearch(tape));
        string searching = Bits.Of(steps.Gradient.Span);
        tape.Reset();
        tape.Backward(-steps.Network.Apply(tape.Watch(steps.Points, steps.Gradient), steps.WeightGradients).Column(0));
        Assert.That(Bits.Of(steps.Gradient.Span), Is.EqualTo(searching));
    }

    /// <summary>The weights' gradient has the same bits whether the points are watched too or not.</summary>
    [Test]
    public void TheWeightGradientIsThatOfTraining()
    {
        var steps = new Steps<double>(seed: 13);
        var tape = new Tape<double>();
        tape.Backward(steps.Network.Apply(tape.Input(steps.Points), steps.WeightGradients).Column(0));
        string training = Bits.Of(steps.WeightGradients.All);
        tape.Reset();
        tape.Backward(steps.Network.Apply(tape.Watch(steps.Points, steps.Gradient), steps.WeightGradients).Column(0));
        Assert.That(Bits.Of(steps.WeightGradients.All), Is.EqualTo(training));
    }
}
