using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Tests.Optimization.Problems;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>
/// The problems of the literature: each optimum is reached to the tolerance that is claimed, in a pinned number of evaluations, beside
/// those of SciPy 1.10.1 (L-BFGS-B 3.0; same starts, maxcor 8, gtol 1e-6, ftol 0).
/// </summary>
internal sealed class LbfgsbProblemTests
{
    private const double Tolerance = 1e-6;

    private static IReadOnlyList<TestProblem> All => TestProblem.All;

    // Ours and SciPy's. SciPy stops far from the optimum on Powell badly scaled (f = 2e-7) and Meyer (1.4 % above).
    private static readonly Dictionary<string, (int Ours, int SciPy)> Evaluations = new()
    {
        ["Rosenbrock (1)"] = (47, 45),
        ["Freudenstein and Roth (2)"] = (22, 22),
        ["Powell badly scaled (3)"] = (213, 92),
        ["Brown badly scaled (4)"] = (27, 27),
        ["Beale (5)"] = (16, 16),
        ["Jennrich and Sampson (6) in a box"] = (43, 71),
        ["helical valley (7)"] = (33, 32),
        ["Bard (8)"] = (24, 26),
        ["Gaussian (9)"] = (10, 10),
        ["Meyer (10)"] = (585, 635),
        ["box, three-dimensional (12)"] = (41, 40),
        ["Powell singular (13)"] = (41, 41),
        ["Wood (14)"] = (114, 115),
        ["Kowalik and Osborne (15)"] = (34, 35),
        ["Brown and Dennis (16)"] = (26, 69),
        ["Osborne 1 (17)"] = (106, 136),
        ["Biggs EXP6 (18)"] = (45, 48),
        ["Osborne 2 (19)"] = (141, 133),
        ["Watson (20), 6"] = (45, 62),
        ["Watson (20), 9"] = (505, 591),
        ["extended Rosenbrock (21), 20"] = (49, 49),
        ["extended Powell (22), 20"] = (40, 40),
        ["penalty I (23), 4"] = (71, 73),
        ["penalty I (23), 10"] = (68, 68),
        ["penalty II (24), 4"] = (308, 306),
        ["penalty II (24), 10"] = (180, 139),
        ["variably dimensioned (25), 10"] = (20, 20),
        ["trigonometric (26), 10"] = (33, 33),
        ["Brown almost linear (27), 10"] = (19, 19),
        ["discrete boundary value (28), 10"] = (51, 51),
        ["discrete integral equation (29), 10"] = (8, 8),
        ["Broyden tridiagonal (30), 20"] = (31, 31),
        ["Broyden banded (31), 20"] = (17, 17),
        ["linear, full rank (32), 10"] = (3, 3),
        ["Chebyquad (35), 7"] = (20, 19),
        ["Chebyquad (35), 8"] = (29, 28),
        ["diet, x0 not negative"] = (5, 5),
        ["Branin"] = (9, 9),
        ["six-hump camel"] = (16, 17),
        ["Goldstein and Price"] = (24, 24),
        ["peaks"] = (11, 11),
        ["Hartmann-3"] = (21, 22),
        ["Hartmann-6"] = (16, 17),
        ["Ackley, 4"] = (184, 133),
        ["Rosenbrock in a box, 4"] = (62, 59),
        ["Rosenbrock, 10, local"] = (91, 91),
        ["Rosenbrock at a bound"] = (17, 17),
        ["Styblinski and Tang, 6"] = (10, 10),
        ["Levy, 5"] = (18, 16),
        ["Michalewicz, 2"] = (12, 12),
        ["borehole"] = (25, 25),
        ["borehole, greatest"] = (8, 8),
        ["wing weight"] = (10, 10),
        ["wing weight, greatest"] = (3, 3),
        ["OTL circuit"] = (14, 14),
        ["OTL circuit, greatest"] = (13, 13),
        ["piston"] = (20, 20),
        ["piston, greatest"] = (31, 31),
    };

    // Of the two that cannot end with a small gradient one ends in a kink, and one where the values' rounding hides a gradient of 0.4.
    private static readonly string[] WithoutSmallGradient = ["Ackley, 4", "Meyer (10)"];

    [TestCaseSource(nameof(All))]
    public void EveryOptimumIsReachedInTheExpectedNumberOfEvaluations(TestProblem problem)
    {
        Lbfgsb<double> method = new(Tolerance, steps: 1000);
        Outcome<double> outcome = Minimizer.Run(problem.Objective(), method, problem.Starts, problem.Region, Limits.None);
        bool small = !WithoutSmallGradient.Contains(problem.Name);
        Assert.That(outcome.Reason, Is.EqualTo(small ? StopReason.Converged : StopReason.NoDescent));
        Assert.That(outcome.Value, Is.EqualTo(problem.Optimum).Within(1e-8 * Math.Max(1, Math.Abs(problem.Optimum))));
        double[] best = method.BestPoints.Row(0).ToArray();
        (double value, double[] gradient) = problem.Evaluate(best);
        Assert.That(outcome.Value, Is.EqualTo(value));
        Assert.That(outcome.GradientNorm, Is.EqualTo(problem.Region.ProjectedGradientNorm(best, gradient)));
        Assert.That(problem.Region.Contains(best));
        Assert.That(outcome.GradientNorm, small ? Is.LessThanOrEqualTo(Tolerance) : Is.GreaterThan(Tolerance));

        // Exp and the like of the platform differ in the last bit from machine to machine; that may move a search by a few evaluations.
        int pinned = Evaluations[problem.Name].Ours;
        Assert.That(outcome.Evaluations, Is.EqualTo(pinned).Within(pinned < 60 ? 2 : pinned / 5));
    }

    [Test]
    public void TogetherTheyTakeNoMoreThanATenthMoreThanSciPy()
    {
        int ours = 0;
        foreach (TestProblem problem in All)
        {
            Lbfgsb<double> method = new(Tolerance, 1000);
            ours += Minimizer.Run(problem.Objective(), method, problem.Starts, problem.Region, Limits.None).Evaluations;
        }

        int peer = Evaluations.Values.Sum(counts => counts.SciPy);
        TestContext.Out.WriteLine($"{ours} evaluations, SciPy {peer}");
        Assert.That(ours, Is.LessThanOrEqualTo(1.1 * peer));
        Assert.That(ours, Is.EqualTo(Evaluations.Values.Sum(counts => counts.Ours)).Within(5).Percent);
    }

    /// <summary>The default tolerance, far below the square root of the rounding, is within reach of almost all.</summary>
    [Test]
    public void TheDefaultToleranceIsReachedOrNotClaimed()
    {
        List<string> missed = [];
        foreach (TestProblem problem in All)
        {
            Lbfgsb<double> method = new(steps: 1000);
            Outcome<double> outcome = Minimizer.Run(problem.Objective(), method, problem.Starts, problem.Region, Limits.None);
            Assert.That(outcome.Value, Is.EqualTo(problem.Optimum).Within(1e-8 * Math.Max(1, Math.Abs(problem.Optimum))), problem.Name);
            bool small = outcome.GradientNorm <= 1e-9 * Math.Max(1, Math.Abs(outcome.Value));
            Assert.That(outcome.Reason, Is.EqualTo(small ? StopReason.Converged : StopReason.NoDescent), problem.Name);
            missed.AddRange(small ? [] : [problem.Name]);
        }

        Assert.That(missed, Is.SubsetOf((string[])["Ackley, 4", "Meyer (10)", "Osborne 1 (17)", "Watson (20), 9"]));
    }

    /// <summary>The compact model alone, by a memory below the number of variables.</summary>
    [Test]
    public void FewPairsReachTheSameOptima([Values(1, 2, 3)] int memory)
    {
        // A kink, and a descent that may end in either minimum, aside.
        string[] others = ["Ackley, 4", "Rosenbrock, 10, local"];
        foreach (TestProblem problem in KnownOptima.All.Where(problem => problem.Dimension > memory && !others.Contains(problem.Name)))
        {
            Lbfgsb<double> method = new(Tolerance, steps: 1000, memory);
            Outcome<double> outcome = Minimizer.Run(problem.Objective(), method, problem.Starts, problem.Region, Limits.None);
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged), problem.Name);
            Assert.That(outcome.Value, Is.EqualTo(problem.Optimum).Within(1e-8), problem.Name);
        }
    }
}
