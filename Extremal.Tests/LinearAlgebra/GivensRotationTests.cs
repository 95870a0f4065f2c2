using Extremal.LinearAlgebra;

namespace Extremal.Tests.LinearAlgebra;

public sealed class GivensRotationTests
{
    [TestCase(3, 4, 5)]
    [TestCase(-3, 4, 5)]
    [TestCase(0, -2, 2)]
    [TestCase(3e200, 4e200, 5e200)]
    [TestCase(3e-200, 4e-200, 5e-200)]
    [TestCase(-7, 0, -7)]
    [TestCase(0, 0, 0)]
    public void It_turns_a_pair_onto_the_first_axis_and_keeps_lengths(double a, double b, double length)
    {
        var rotation = GivensRotation.Of(a, b, out double got);
        double[] first = [a, 1, 0], second = [b, 0, 1];
        rotation.Apply(first, second);
        double tolerance = 1e-15 * Math.Abs(length);
        Assert.That(got, Is.EqualTo(length).Within(tolerance));
        Assert.That((first[0], second[0]), Is.EqualTo((length, 0.0)).Within(tolerance));
        Assert.That(first[1] * first[1] + second[1] * second[1], Is.EqualTo(1).Within(1e-15));
        Assert.That(first[1] * first[2] + second[1] * second[2], Is.Zero.Within(1e-15), "the axes stay at a right angle");
    }
}
