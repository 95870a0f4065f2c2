using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;

namespace Extremal.Tests.Certificates;

/// <summary>What a proof promises whatever ends it: point, value and bound hold, the same at any number of threads.</summary>
internal sealed class CertificatePromisesTests
{
    private static readonly GoldenExtremum Golden = GoldenExtremum.Read("diet-tanh");

    [Test]
    public void TwoThreadsGiveTheSameBitsAsOne([Values("branin-tanh", "diet-tanh", "peaks-relu")] string name)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize()])
        {
            Certificate Run(int threads) => new BranchAndBound(golden.Surrogate, golden.Box, goal,
                new CertificateOptions { Gap = 1e-5, MaxBoxes = 600, MaxDegreeOfParallelism = threads }).Run();
            RequireSame(Run(2), Run(1), name);
            RequireSame(Run(3), Run(1), name);
        }
    }

    [Test]
    public void TwoThreadsGiveTheSameBitsAsOneInDomainsOfAllKinds()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            var problem = new RandomProblem(seed);
            Certificate Run(int threads) => new BranchAndBound(problem.Surrogate, problem.Domain, Goal.Maximize(),
                new CertificateOptions { Gap = 1e-6, MaxBoxes = 2000, MaxDegreeOfParallelism = threads }).Run();
            RequireSame(Run(2), Run(1), $"seed {seed}");
        }
    }

    [Test]
    public void WhoeverEndsItLeavesWhatHolds([Range(0, 5)] int way)
    {
        using var cancellation = new CancellationTokenSource();
        int reports = 0;
        var progress = new Told(_ => reports++);
        CertificateOptions options = new() { Gap = 0, MaxBoxes = 2000 };
        (options, CertificateEnd end) = way switch
        {
            0 => (options, CertificateEnd.Cancelled),
            1 => (options, CertificateEnd.Cancelled),
            2 => (options with { TimeLimit = TimeSpan.Zero }, CertificateEnd.TimeLimit),
            3 => (options with { MaxBoxes = 1 }, CertificateEnd.BoxLimit),
            4 => (options with { MaxBoxes = 500 }, CertificateEnd.BoxLimit),
            _ => (options with { Gap = 0.5 }, CertificateEnd.GapClosed),
        };
        if (way == 0)
        {
            cancellation.Cancel();
        }
        else if (way == 1)
        {
            progress = new Told(_ =>
            {
                if (++reports == 3)
                {
                    cancellation.Cancel();
                }
            });
        }

        Certificate proof = new BranchAndBound(Golden.Surrogate, Golden.Box, Goal.Maximize(), options).Run(
            progress: progress, cancellation: cancellation.Token);
        Assert.That(proof.End, Is.EqualTo(end));
        Assert.That(reports, Is.Positive);
        RequireHolds(proof);
    }

    /// <summary>A bound is never below the maximum and never rises, a value is never above the bound and never falls.</summary>
    [Test]
    public void EveryStepOfTheCourseHolds()
    {
        List<CertificateProgress> told = [];
        var search = new BranchAndBound(Golden.Surrogate, Golden.Box, Goal.Maximize(), new CertificateOptions { Gap = 1e-4 });
        Certificate proof = search.Run(progress: new Told(told.Add));
        foreach (IReadOnlyList<CertificateProgress> course in (IReadOnlyList<CertificateProgress>[])[told, proof.History])
        {
            Assert.That(course.Select(step => step.Bound), Is.Ordered.Descending.And.All.GreaterThanOrEqualTo(Golden.Maximum));
            Assert.That(course.Where(step => !double.IsNaN(step.Value)).Select(step => step.Value),
                Is.Ordered.Ascending.And.All.LessThanOrEqualTo(proof.Bound));
            Assert.That(course.Select(step => step.Boxes), Is.Ordered.Ascending);
            CertificateProgress last = course[^1];
            Assert.That((last.Value, last.Bound, last.Boxes), Is.EqualTo((proof.Value, proof.Bound, proof.Boxes)));
        }
    }

    /// <summary>The number in its first sentence is not on the wrong side of the bound.</summary>
    [Test]
    public void TheWordsDoNotSayMoreThanIsProven([Values(1, -1)] int sign)
    {
        for (int boxes = 1; boxes < 200; boxes += 17)
        {
            Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
            var options = new CertificateOptions { Gap = 0, MaxBoxes = boxes };
            Certificate proof = new BranchAndBound(Golden.Surrogate, Golden.Box, goal, options).Run();
            string sentence = proof.ToString().Split('\n')[0], number = sentence.TrimEnd('.').Split(' ')[^1];
            double said = double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(sign * said, Is.GreaterThanOrEqualTo(sign * proof.Bound), sentence);
        }
    }

    [Test]
    public void WhatTheCallerOffersIsJudgedNotBelieved()
    {
        double[] outside = [.. Golden.Upper.Select(high => high + 1)], nan = [double.NaN, 0, 0, 0];
        foreach (double[] found in (double[][])[[], outside, nan, Golden.Lower, Golden.Argmax])
        {
            foreach (double[]? better in (double[]?[])[null, outside, nan, Golden.Argmax])
            {
                var search = new BranchAndBound(Golden.Surrogate, Golden.Box, Goal.Maximize(), new CertificateOptions { Gap = 1e-3 });
                Certificate proof = search.Run(found, improve: _ => better);
                RequireHolds(proof);
                Assert.That(proof.Bound - Golden.Maximum, Is.LessThanOrEqualTo(1e-3));
            }
        }

        Assert.That(() => new BranchAndBound(Golden.Surrogate, Golden.Box, Goal.Maximize()).Run([1, 2]), Throws.ArgumentException);
    }

    [Test]
    public void OnlyTheGreatestAndTheLeastOutputHaveAProof()
    {
        foreach (Goal goal in (Goal[])[Goal.Target(1), PaperLosses.Maximization(), Goal.Maximize() + Goal.Minimize(), Goal.Maximize(1)])
        {
            Assert.That(() => new BranchAndBound(Golden.Surrogate, Golden.Box, goal), Throws.ArgumentException, $"{goal}");
        }

        Assert.That(() => new BranchAndBound(Golden.Surrogate, Golden.Box.Unbounded(), Goal.Maximize()), Throws.ArgumentException);
    }

    private static void RequireHolds(Certificate proof)
    {
        Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(Golden.Maximum).And.LessThan(double.PositiveInfinity));
        if (proof.Point is { } point)
        {
            Assert.That(Golden.Box.Contains([.. point]), "the point is in the domain");
            Assert.That(proof.Value, Is.EqualTo(Golden.Surrogate.Value([.. point], 0, default)), "to the bit");
            Assert.That(proof.Value, Is.LessThanOrEqualTo(proof.Bound));
            Assert.That(proof.Gap, Is.EqualTo(proof.Bound - proof.Value));
        }
        else
        {
            Assert.That(proof.Value, Is.NaN);
            Assert.That(proof.Gap, Is.EqualTo(double.PositiveInfinity));
        }
    }

    private static void RequireSame(Certificate proof, Certificate other, string what)
    {
        Assert.That(Facts(proof), Is.EqualTo(Facts(other)), what);
        Assert.That(proof.Point, Is.EqualTo(other.Point), what);
        Assert.That(proof.History.Select(Step), Is.EqualTo(other.History.Select(Step)), what);

        static (long, long, long, int, CertificateEnd) Facts(Certificate proof) => (
            BitConverter.DoubleToInt64Bits(proof.Bound), BitConverter.DoubleToInt64Bits(proof.Value), proof.Boxes, proof.OpenBoxes, proof.End);
        static CertificateProgress Step(CertificateProgress step) => step with { Elapsed = default };
    }

    private sealed class Told(Action<CertificateProgress> tell) : IProgress<CertificateProgress>
    {
        public void Report(CertificateProgress value) => tell(value);
    }
}
