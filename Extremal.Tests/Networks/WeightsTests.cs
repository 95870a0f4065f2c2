using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

/// <summary>The flat vector of weights and its named parts.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WeightsTests
{
    private readonly Weights<double> _weights = new([new("a", new Shape(2, 3)), new("b", new Shape(1, 3))]);

    [Test]
    public void PartsLieOneBehindTheOther()
    {
        _weights["a"].Span.Fill(1);
        _weights["b"].Span.Fill(2);
        Assert.That(_weights.All.ToArray(), Is.EqualTo(new double[] { 1, 1, 1, 1, 1, 1, 2, 2, 2 }));
    }

    [Test]
    public void LikeHasTheLayoutAndNoneOfTheNumbers()
    {
        _weights.All.Fill(5);
        Weights<double> like = _weights.ZerosLike();
        like["b"].Span[0] = 7;
        Assert.That(like.All.ToArray(), Is.EqualTo(new double[] { 0, 0, 0, 0, 0, 0, 7, 0, 0 }));
        Assert.That(_weights.All.ToArray(), Is.All.EqualTo(5));
        Assert.That(like.Names, Is.EqualTo(_weights.Names));
    }

    [Test]
    public void AnUnknownNameIsAnsweredWithTheKnownOnes() =>
        Assert.That(
            () => _weights["c"], Throws.InstanceOf<KeyNotFoundException>().With.Message.Contains("'c'").And.Message.Contains("a, b"));

    [Test]
    public void TwoPartsOfOneNameAreRefused() => Assert.That(
        () => new Weights<double>([new("a", Shape.One), new("a", Shape.One)]), Throws.ArgumentException.With.Message.Contains("one name"));
}
