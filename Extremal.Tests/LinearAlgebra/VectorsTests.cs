using Extremal.LinearAlgebra;

namespace Extremal.Tests.LinearAlgebra;

public sealed class VectorsTests
{
    [Test]
    public void What_is_left_after_removal_is_orthogonal_and_the_parts_add_up([Range(1, 6)] int dimension)
    {
        var random = new Random(dimension);
        double[] direction = [.. Enumerable.Range(0, dimension).Select(_ => random.NextDouble() - 0.5)];
        Vectors.Scaled(direction, 1 / Vectors.Norm(direction), direction);
        double[] vector = [.. Enumerable.Range(0, dimension).Select(_ => random.NextDouble() - 0.5)], rest = [.. vector];
        double part = Vectors.Remove(rest, direction);
        Assert.That(Vectors.Dot<double>(rest, direction), Is.Zero.Within(1e-15));
        Assert.That(Enumerable.Range(0, dimension).Select(j => rest[j] + part * direction[j]), Is.EqualTo(vector).Within(1e-15));
    }

    /// <summary>Every corner of the box lies between the two, and two corners are there.</summary>
    [Test]
    public void The_range_over_a_box_is_that_of_its_corners([Range(1, 6)] int dimension)
    {
        var random = new Random(dimension);
        double[] a = [.. Enumerable.Range(0, dimension).Select(j => j == 2 ? 0 : random.Next(-3, 4))];
        double[] lower = [.. a.Select(_ => (double)random.Next(-5, 1))], upper = [.. lower.Select(low => low + random.Next(0, 4))];
        double[] sums = [.. Enumerable.Range(0, 1 << dimension).Select(corner =>
            Enumerable.Range(0, dimension).Sum(j => a[j] * ((corner >> j & 1) == 0 ? lower[j] : upper[j])))];
        Assert.That(Vectors.Range<double>(a, lower, upper), Is.EqualTo((sums.Min(), sums.Max())));
    }

    [Test]
    public void An_infinite_side_counts_only_where_it_has_a_coefficient()
    {
        double[] lower = [double.NegativeInfinity, 1], upper = [double.PositiveInfinity, 2];
        Assert.That(Vectors.Range<double>([0, -3], lower, upper), Is.EqualTo((-6.0, -3.0)));
        Assert.That(Vectors.Range<double>([-1, 0], lower, upper), Is.EqualTo((double.NegativeInfinity, double.PositiveInfinity)));
    }
}
