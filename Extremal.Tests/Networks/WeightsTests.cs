using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

public sealed class WeightsTests
{
    private static Weights<double> Three() => new([new("a", new Shape(2, 3)), new("b", new Shape(1, 3)), new("c", new Shape(3, 1))]);

    [Test]
    public void Parts_lie_one_after_another_in_one_vector()
    {
        Weights<double> weights = Three();
        for (int i = 0; i < weights.Count; i++)
        {
            weights.All[i] = i;
        }

        Assert.That(weights.Count, Is.EqualTo(12));
        Assert.That(weights.Names, Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(weights["a"].Span.ToArray(), Is.EqualTo(new double[] { 0, 1, 2, 3, 4, 5 }));
        Assert.That(weights["b"].Span.ToArray(), Is.EqualTo(new double[] { 6, 7, 8 }));
        Assert.That(weights["c"].Span.ToArray(), Is.EqualTo(new double[] { 9, 10, 11 }));
        Assert.That(weights["c"].Shape, Is.EqualTo(new Shape(3, 1)));
        weights["b"].Span[1] = -1;
        Assert.That(weights.All[7], Is.EqualTo(-1), "a part is a view");
    }

    [Test]
    public void Like_has_the_layout_and_Copy_the_numbers_too()
    {
        Weights<double> weights = Three();
        weights.All.Fill(2);
        Weights<double> like = weights.Like(), copy = weights.Copy();
        Assert.That(like.All.ToArray(), Is.All.Zero);
        Assert.That(copy.All.ToArray(), Is.EqualTo(weights.All.ToArray()));
        like.All.Fill(3);
        copy["a"].Span.Fill(4);
        Assert.That(weights.All.ToArray(), Is.All.EqualTo(2), "neither shares memory");
        foreach (Weights<double> other in (Weights<double>[])[like, copy])
        {
            Assert.That(other.Names, Is.EqualTo(weights.Names));
            Assert.That(other.Names.Select(name => (other[name].Shape, other[name].Offset)),
                Is.EqualTo(weights.Names.Select(name => (weights[name].Shape, weights[name].Offset))));
        }
    }

    [Test]
    public void Mistakes_are_named()
    {
        Assert.That(() => Three()["d"],
            Throws.InstanceOf<KeyNotFoundException>().With.Message.Contains("'d'").And.Message.Contains("a, b, c"));
        Assert.Throws<ArgumentException>(() => _ = new Weights<double>([new("a", Shape.One), new("a", Shape.One)]));
        Assert.Throws<ArgumentNullException>(() => _ = new Weights<double>(null!));
    }
}
