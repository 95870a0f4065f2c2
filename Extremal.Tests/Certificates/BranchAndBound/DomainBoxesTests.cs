using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Tests.Extrema;

namespace Extremal.Tests.Certificates;

/// <summary>Narrowing and cutting lose no point of a domain: what is discarded holds none.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class DomainBoxesTests
{
    // A point of the domain is followed through random cuts: after every one of them it lies in one of the two parts, and in that part
    // narrowed.
    [Test]
    public void A_point_of_the_domain_is_in_one_of_the_parts_of_every_cut([Range(1, 150)] int seed)
    {
        var problem = new RandomProblem(seed);
        double[] user = problem.BestOnGrid().Point;
        if (user.Length == 0)
        {
            return;
        }

        // A grid's numbers are those of the domain, which a grid in the problem's own arithmetic may miss by a rounding.
        problem.Domain.Snap(user);
        var boxes = new DomainBoxes(problem.Surrogate, problem.Domain, ApplicabilityDomain.Of(problem.Surrogate.Summary));
        double[] point = new double[user.Length], lower = [.. boxes.Region.Lower], upper = [.. boxes.Region.Upper];
        problem.Surrogate.InputScaling.Apply(user, point);
        var random = new Random(seed);
        Holds(boxes, lower, upper, point, seed);
        for (int turn = 0; turn < 80; turn++)
        {
            int input = random.Next(point.Length);
            if (lower[input] == upper[input] || boxes.Cut(input, lower, upper) is not var (below, above))
            {
                continue;
            }

            Assert.That(below <= above && below >= lower[input] && above <= upper[input], $"seed {seed}, turn {turn}");
            Assert.That(point[input] <= below || point[input] >= above, $"seed {seed}, turn {turn}: the point lies between the parts");
            (lower[input], upper[input]) = point[input] <= below ? (lower[input], below) : (above, upper[input]);
            Holds(boxes, lower, upper, point, seed);
        }
    }

    private static void Holds(DomainBoxes boxes, double[] lower, double[] upper, double[] point, int seed)
    {
        Assert.That(Narrow(boxes, lower, upper), Is.True, $"seed {seed}: a box with a point of the domain was discarded");
        for (int k = 0; k < point.Length; k++)
        {
            Assert.That(point[k], Is.InRange(lower[k], upper[k]), $"seed {seed}: input {k}");
        }
    }

    [Test]
    public void A_band_narrows_a_box_to_what_it_can_hold()
    {
        var problem = Extremal.Tests.Problems.HandMade.Linear([[1, 1]], 0);
        Domain domain = Domain.Of(problem.Summary).Range("a", 0, 2).Range("b", 0, 3).Sum(["a", "b"], 4, 10);
        var boxes = new DomainBoxes(problem, domain, ApplicabilityDomain.Of(problem.Summary));
        double[] lower = [.. boxes.Region.Lower], upper = [.. boxes.Region.Upper];
        Assert.That(Narrow(boxes, lower, upper), Is.True);
        Assert.That(problem.InputScaling.Invert(0, lower[0]), Is.EqualTo(1).Within(1e-6), "a ≥ 4 − 3");
        Assert.That(problem.InputScaling.Invert(1, lower[1]), Is.EqualTo(2).Within(1e-6), "b ≥ 4 − 2");
        upper[0] = problem.InputScaling.Apply(0, 0.9);
        Assert.That(Narrow(boxes, boxes.Region.Lower.AsSpan().ToArray(), upper), Is.False, "0.9 + 3 < 4");
    }

    private static bool Narrow(DomainBoxes boxes, double[] lower, double[] upper) =>
        boxes.Go(BoxStep.Narrowed, 0, lower, upper) && boxes.MayBeCovered(lower, upper);
}
