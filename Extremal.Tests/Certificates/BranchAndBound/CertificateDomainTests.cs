using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;
using Extremal.Tests.Oracle;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>Proofs through the door: scalings, linear constraints, grids, fixed inputs, ensembles: no point is better than the bound.</summary>
internal sealed class CertificateDomainTests
{
    /// <summary>Domains of everything that a domain can hold, against all points of a grid that keep every limit.</summary>
    [Test]
    public void NoPointOfAGridIsBetter([Values(1, -1)] int sign) => Sweep(1, 6, sign);

    [Test, Explicit, Category("Long")]
    public void NoPointOfManyGridsIsBetter([Values(1, -1)] int sign) => Sweep(1000, 1000, sign);

    /// <summary>A linear constraint is kept up to a billionth of its terms: a point that uses that up is in the domain as a search judges it.</summary>
    [Test]
    public void APointThatUsesUpTheToleranceOfABandIsNotBetter([Values(1, -1)] int sign)
    {
        Surrogate surrogate = HandMade.Linear([[1e6, 1e6]], 0);
        foreach (double low in (double[])[0.5, double.NegativeInfinity])
        {
            Domain domain = Domain.Of(surrogate.Summary).Range("a", 0.5, 3).Range("b", 0.25, 3);
            domain = sign > 0 ? domain.Sum(["a", "b"], low, 1.5) : domain.Sum(["a", "b"], 1.5, 4);
            Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
            Certificate proof = new BranchAndBound(surrogate, domain, goal, new CertificateOptions { MaxBoxes = 5000 }).Run();
            for (int k = 0; k < 200; k++)
            {
                double a = 0.5 + 0.7 * k / 200, b = 1.5 * (1 + sign * 0.999e-9) - a;
                Assert.That(domain.Violations([a, b], surrogate), Is.Empty);
                double value = surrogate.Value([a, b], 0, default);
                Assert.That(sign * value, Is.LessThanOrEqualTo(sign * proof.Bound), $"{proof} at {a:R}, {b:R}");
            }
        }
    }

    /// <summary>A number counts as on a grid up to a tolerance; a proof is about the grid, and an offered point is taken there.</summary>
    [Test]
    public void APointThatUsesUpTheToleranceOfAGridIsTakenToTheGrid([Values(1, -1)] int sign, [Values(1, 0.75)] double step)
    {
        Surrogate surrogate = HandMade.Linear([[1e6, 1]], 0);
        Domain domain = Domain.Of(surrogate.Summary).Grid("a", step).Range("a", -2.5, 3.2).Range("b", -1, 1);
        Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
        double end = sign > 0 ? Math.Floor(3.2 / step) * step : -Math.Floor(2.5 / step) * step;
        Certificate proof = new BranchAndBound(surrogate, domain, goal).Run([end + sign * 0.9e-9 * step, sign]);
        Assert.That(proof.Point, Is.EqualTo(new[] { end, sign }));
        Assert.That(proof.Value, Is.EqualTo(surrogate.Value([end, sign], 0, default)));
        Assert.That(sign * proof.Value, Is.LessThanOrEqualTo(sign * proof.Bound), $"{proof}");
    }

    /// <summary>
    /// Several linear constraints that cut a box into a small polytope, and a network that is a plane there and falls steeply right behind each linear constraint:
    /// what a bound knows of the slopes in the polytope does not hold beyond it.
    /// </summary>
    [Test]
    public void NoPointBetweenManyBandsIsBetter() => SweepBands(1, 60);

    [Test, Explicit, Category("Long")]
    public void NoPointBetweenManyBandsOfManyDomainsIsBetter() => SweepBands(1000, 10_000);

    /// <summary>All inputs fixed, at numbers that scaling does not give back: the bound is the value and what rounding adds.</summary>
    [Test]
    public void ASinglePointHasItsOwnValueForABound([Values(1, -1)] int sign)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            Surrogate surrogate = HandMade.Of(Network<double>.Create(3, [8, 8], 1, Activation.Tanh, (ulong)seed));
            double[] point = [.. Enumerable.Range(0, 3).Select(_ => 3 * random.NextDouble() - 1)];
            Domain domain = Domain.Of(surrogate.Summary).Fix("a", point[0]).Fix("b", point[1]).Fix("c", point[2]);
            Certificate proof = new BranchAndBound(surrogate, domain, sign > 0 ? Goal.Maximize() : Goal.Minimize()).Run();
            double value = surrogate.Value(point, 0, default);
            Assert.That((proof.Point, proof.Value), Is.EqualTo((point, value)), $"seed {seed}: {proof}");
            Assert.That(sign * (proof.Bound - value), Is.InRange(0, 1e-9), $"seed {seed}: {proof}");
        }
    }

    /// <summary>The mean of an ensemble and its worst member, against points and every member's own value there.</summary>
    [Test]
    public void NoPointOfAnEnsembleIsBetter([Values(2, 3, 5)] int members, [Values] bool isWorst, [Values(1, -1)] int sign)
    {
        double[] lower = [-1, -2], upper = [2, 1.5];
        for (int seed = 1; seed <= 3; seed++)
        {
            Network<double>[] networks = [.. Enumerable.Range(0, members).Select(k =>
                Network<double>.Create(2, [6, 6], 1, Activation.Tanh, (ulong)(10 * seed + k)))];
            Surrogate surrogate = Bare.Of(networks, lower, upper);
            RiskAttitude risk = isWorst ? RiskAttitude.WorstCase : RiskAttitude.Neutral;
            Goal goal = sign > 0 ? Goal.Maximize(0, risk) : Goal.Minimize(0, risk);
            Certificate proof = new BranchAndBound(surrogate, surrogate.Box(), goal, new CertificateOptions { MaxBoxes = 2000 }).Run();
            Surrogate[] alone = [.. Enumerable.Range(0, members).Select(k => surrogate.Only(k))];
            double Value(double[] x) =>
                isWorst ? alone.Min(member => sign * member.Value(x, 0, default)) : sign * surrogate.Value(x, 0, default);

            var random = new Random(seed);
            for (int k = 0; k < 200; k++)
            {
                double[] x = [.. lower.Select((low, i) => random.Next(4) switch
                {
                    0 => low,
                    1 => upper[i],
                    _ => low + (upper[i] - low) * random.NextDouble(),
                })];
                Assert.That(Value(x), Is.LessThanOrEqualTo(sign * proof.Bound), $"seed {seed}: {proof}");
            }

            Assert.That(Value([.. proof.Point!]), Is.EqualTo(sign * proof.Value), $"seed {seed}: {proof}");
            Assert.That(proof.RelativeGap, Is.LessThanOrEqualTo(0.001), $"seed {seed}: {proof}");
        }
    }

    [Test]
    public void ADomainWithoutAPointIsSaidToHaveNone()
    {
        Surrogate peak = HandMade.Peak(2, 3);
        Domain domain = Domain.Of(peak.Summary).Range("a", 0.2, 0.8).Range("b", 0.2, 3.1).Integer("b").Linear(["a", "b"], [1, 1], 1.9, 2.1);
        Certificate proof = new BranchAndBound(peak, domain, Goal.Maximize()).Run();
        Assert.That((proof.End, proof.Bound), Is.EqualTo((CertificateEnd.Infeasible, double.NegativeInfinity)));
        Assert.That(proof.Point, Is.Null);
    }

    private static void SweepBands(int first, int count)
    {
        for (int seed = first; seed < first + count; seed++)
        {
            var problem = new CliffProblem(seed);
            foreach (int boxes in (int[])[1, 100])
            {
                var options = new CertificateOptions { MaxBoxes = boxes };
                Certificate proof = new BranchAndBound(problem.Surrogate, problem.Domain, problem.Goal, options).Run();
                double[] best = problem.BestOfRandom(500);
                double value = problem.Surrogate.Value(best, 0, default);
                string what = $"seed {seed}: {problem.Domain}\n{proof}\n{value} at {string.Join(", ", best)}";
                Assert.That(problem.Sign * value, Is.LessThanOrEqualTo(problem.Sign * proof.Bound), what);
                Assert.That(proof.Point is null || problem.Sign * proof.Value <= problem.Sign * proof.Bound, what);
            }
        }
    }

    private static void Sweep(int first, int count, int sign)
    {
        for (int seed = first; seed < first + count; seed++)
        {
            var problem = new RandomProblem(seed);
            (double loss, double[] at) = problem.BestOnGrid(x => -sign * problem.Outputs(x)[0]);
            Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
            Certificate proof = new BranchAndBound(problem.Surrogate, problem.Domain, goal, new CertificateOptions { MaxBoxes = 1000 }).Run();
            string what = $"seed {seed}: {problem.Domain}\n{proof}\nthe grid's best {-sign * loss} at {string.Join(", ", at)}";
            if (at.Length > 0)
            {
                Assert.That(sign * problem.Surrogate.Value(at, 0, default), Is.LessThanOrEqualTo(sign * proof.Bound), what);
            }

            if (proof.Point is { } point)
            {
                Assert.That(problem.Breach([.. point], 2e-6), Is.Zero, what);
                Assert.That(proof.Value, Is.EqualTo(problem.Surrogate.Value([.. point], 0, default)), what);
                Assert.That(sign * proof.Value, Is.LessThanOrEqualTo(sign * proof.Bound), what);
            }
        }
    }
}
