using Extremal.Data;

namespace Extremal.Tests.Data;

/// <summary>The inverse hyperbolic sine transformation, and a standardization with it.</summary>
public sealed class AsinhTransformTests
{
    private static readonly AsinhTransform Transform = new(-3, 0.5);
    private static readonly double[] Numbers = [-1e6, -40, -3.25, -3, -2.75, 0, 17, 1e9];

    [Test]
    public void It_is_its_formula_and_back()
    {
        foreach (double u in Numbers)
        {
            double t = Transform.Apply(u);
            Assert.That(t, Is.EqualTo(Math.Asinh((u + 3) / 0.5)).Within(1e-14));
            Assert.That(Transform.Invert(t), Is.EqualTo(u).Within(1e-13 * (3 + Math.Abs(u))));
            Assert.That(Transform.Slope(t), Is.EqualTo(0.5 * Math.Cosh(t)).Within(1e-14 * Math.Cosh(t)));
        }
    }

    [Test]
    public void A_standardization_transforms_the_columns_that_have_one()
    {
        var map = new Standardization([2, 5], [3, 4], [null, Transform]);
        Assert.That((map.Transform(0), map.Transform(1)), Is.EqualTo(((AsinhTransform?)null, (AsinhTransform?)Transform)));
        foreach (double u in Numbers)
        {
            double[] scaled = new double[2], back = new double[2];
            map.Apply([u, u], scaled);
            map.Invert<double>(scaled, back);
            Assert.That(scaled[0], Is.EqualTo((u - 2) / 3));
            Assert.That(scaled[1], Is.EqualTo((Math.Asinh((u + 3) / 0.5) - 5) / 4).Within(1e-14));
            Assert.That(back, Is.EqualTo(new[] { u, u }).Within(1e-13 * (3 + Math.Abs(u))));
            Assert.That(map.Slope(0, scaled[0]), Is.EqualTo(3));
            double difference = (map.Invert(1, scaled[1] + 1e-5) - map.Invert(1, scaled[1] - 1e-5)) / 2e-5;
            Assert.That(map.Slope(1, scaled[1]), Is.EqualTo(difference).Within(1e-7 * Math.Abs(difference)));
        }
    }

    [Test]
    public void Mistakes_are_named()
    {
        Assert.Throws<ArgumentException>(() => _ = new Standardization([2, 5], [3, 4], [Transform]));
        Assert.Throws<ArgumentNullException>(() => _ = new Standardization([2, 5], [3, 4], null!));
        foreach (AsinhTransform wrong in (AsinhTransform[])[new(0, 0), new(0, -1), new(double.NaN, 1), new(0, double.PositiveInfinity), default])
        {
            Assert.Throws<ArgumentException>(() => _ = new Standardization([2], [3], [wrong]), $"{wrong}");
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Standardization.None(2).Transform(2));
    }
}
