using Extremal.Data.Designs;
using Extremal.Memory;

namespace Extremal.Tests.Data.Designs;

public sealed class DesignTests
{
    private static readonly double[] Lower = [-1, 100, 3, 1e9], Upper = [1, 200, 3, 1e9 + 1e-3];

    public delegate void Design(Matrix<double> points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ulong seed);

    private static IEnumerable<TestCaseData> Designs =>
    [
        new TestCaseData((Design)LatinHypercube.Fill, "LatinHypercube.Fill").SetArgDisplayNames("Latin hypercube"),
        new TestCaseData((Design)Sobol.Fill, "Sobol.Fill").SetArgDisplayNames("Sobol"),
        new TestCaseData((Design)UniformPoints.Fill, "UniformPoints.Fill").SetArgDisplayNames("uniform"),
    ];

    private static double[] Draw(Design design, int points, ulong seed)
    {
        double[] drawn = new double[points * 4];
        design(new Matrix<double>(drawn, new Shape(points, 4)), Lower, Upper, seed);
        return drawn;
    }

    [TestCaseSource(nameof(Designs))]
    public void Points_lie_in_the_box_and_a_flat_side_is_met_exactly(Design design, string operation)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            double[] points = Draw(design, 64, seed);
            for (int i = 0; i < points.Length; i++)
            {
                Assert.That(points[i], Is.InRange(Lower[i % 4], Upper[i % 4]), $"{operation}, seed {seed}");
            }

            Assert.That(points.Where((_, i) => i % 4 == 2), Is.All.EqualTo(3));
        }
    }

    [TestCaseSource(nameof(Designs))]
    public void A_seed_is_one_design(Design design, string operation)
    {
        ulong[] seeds = [5, 5, 6];
        double[][] drawn = [.. seeds.Select(seed => Draw(design, 16, seed))];
        Assert.That(drawn[1], Is.EqualTo(drawn[0]).And.Not.EqualTo(drawn[2]), operation);
    }

    [TestCaseSource(nameof(Designs))]
    public void Coordinates_are_not_correlated(Design design, string operation)
    {
        const int Points = 4096;
        double[] drawn = Draw(design, Points, 11);
        double sum = Enumerable.Range(0, Points).Sum(i => drawn[4 * i] * (drawn[4 * i + 1] - 150) / 50);
        Assert.That(sum / Points, Is.Zero.Within(4.5 / 3 / Math.Sqrt(Points)), operation);
    }

    [TestCaseSource(nameof(Designs))]
    public void Mistakes_are_told(Design design, string operation)
    {
        double[] room = new double[4];
        Assert.That(
            () => design(new Matrix<double>(room, new Shape(2, 2)), [0], [1, 1], 1),
            Throws.ArgumentException.With.Message.EqualTo(
                $"{operation} got 1 lower and 2 upper bounds for points of 2 × 2; it wants one of each a coordinate."));
        Assert.That(
            () => design(new Matrix<double>(room, new Shape(2, 2)), [0, 2], [1, 1], 1),
            Throws.ArgumentException.With.Message.EqualTo(
                $"{operation} got the bounds 2 and 1 for coordinate 1 (counted from 0); "
                + "it wants finite ones, the lower not above the upper."));
        Assert.That(
            () => design(new Matrix<double>(room, new Shape(2, 2)), [0, double.NegativeInfinity], [1, 1], 1), Throws.ArgumentException);
    }

    [Test]
    public void Every_stratum_of_a_Latin_hypercube_holds_one_point()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            double[] points = Draw(LatinHypercube.Fill, 50, seed);
            for (int j = 0; j < 2; j++)
            {
                int[] strata = [.. Enumerable.Range(0, 50).Select(i => (int)(50 * (points[4 * i + j] - Lower[j]) / (Upper[j] - Lower[j])))];
                Assert.That(strata, Is.EquivalentTo(Enumerable.Range(0, 50)), $"seed {seed}, coordinate {j}");
            }
        }
    }

    [Test]
    public void More_points_go_on_with_the_same_ones()
    {
        foreach (Design design in (Design[])[UniformPoints.Fill, Sobol.Fill])
        {
            Assert.That(Draw(design, 40, 3).Take(40), Is.EqualTo(Draw(design, 10, 3)));
        }
    }
}
