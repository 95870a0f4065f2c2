using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Tests.Optimization.QuadraticProgramming;

public sealed class QuadraticProgrammeTests
{
    [Test]
    public void SolutionIsThatOfTryingEverything()
    {
        (int solved, int infeasible) = (0, 0);
        for (int seed = 0; seed < 3000; seed++)
        {
            RandomQuadratic random = new(seed);
            double[]? expected = SlowQuadratic.Solve(random.H, random.G, random.C, random.Low, random.High);
            QuadraticProgramme programme = random.Programme();
            Assert.That(programme.Factor(), Is.True);
            QuadraticStatus status = programme.Solve();
            if (expected is null)
            {
                Assert.That(status, Is.EqualTo(QuadraticStatus.Infeasible), $"seed {seed}");
                CheckConflict(random, programme, seed);
                infeasible++;
            }
            else
            {
                Assert.That(status, Is.EqualTo(QuadraticStatus.Solved), $"seed {seed}");
                Assert.That(programme.Step.ToArray(), Is.EqualTo(expected).Within(1e-8 * (1 + expected.Max(Math.Abs))), $"seed {seed}");
                CheckOptimality(random, programme, seed);
                solved++;
            }
        }

        Assert.That((solved > 1500, infeasible > 300), Is.EqualTo((true, true)), $"{solved} and {infeasible}");
    }

    /// <summary>min ½(x² + y²) with x + y = 2 twice: by symmetry (1, 1), and the minimum 1 grows by 1 per unit of the level.</summary>
    [Test]
    public void RepeatedEqualityIsRedundant()
    {
        QuadraticProgramme programme = Plane([1, 1, 2, 2], [2, 4], [2, 4]);
        Assert.That(programme.Solve(), Is.EqualTo(QuadraticStatus.Solved));
        Assert.That(programme.Step.ToArray(), Is.EqualTo(new[] { 1.0, 1.0 }).Within(1e-15));
        Assert.That(programme.Multipliers[2] + 2 * programme.Multipliers[3], Is.EqualTo(1).Within(1e-14));
    }

    [Test]
    public void ConflictNamesTheLimits()
    {
        QuadraticProgramme programme = Plane([1, 1, 1, -1], [3, double.NegativeInfinity], [double.PositiveInfinity, 9]);
        (programme.High[0], programme.High[1]) = (1, 1);
        Assert.That(programme.Solve(), Is.EqualTo(QuadraticStatus.Infeasible));
        Assert.That(Conflict(programme), Is.EquivalentTo(new[] { 2, ~0, ~1 }));
    }

    /// <summary>A vertex of a pyramid where many more constraints meet than there are coordinates.</summary>
    [Test]
    public void DegenerateVertexIsFound()
    {
        const int sides = 40;
        QuadraticProgramme programme = new(3, sides);
        for (int i = 0; i < sides; i++)
        {
            double angle = 2 * Math.PI * i / sides;
            new[] { Math.Cos(angle), Math.Sin(angle), 1 }.CopyTo(programme.Row(i));
            (programme.Low[3 + i], programme.High[3 + i]) = (double.NegativeInfinity, 1);
        }

        Unlimit(programme, 3);
        new double[] { 0.01, -0.02, -5 }.CopyTo(programme.Gradient);
        Assert.That(programme.Solve(), Is.EqualTo(QuadraticStatus.Solved));
        Assert.That(programme.Step.ToArray(), Is.EqualTo(new double[] { 0, 0, 1 }).Within(1e-14));
    }

    [Test]
    public void IndefiniteHessianIsRefused()
    {
        QuadraticProgramme programme = Plane([], [], []);
        programme.Hessian[0] = -1;
        Assert.That(programme.Factor(), Is.False);
    }

    [Test]
    public void ScalesOfRowsDoNotMatter()
    {
        QuadraticProgramme programme = Plane([1e12, 1e12, 1e-12, -1e-12], [2e12, 0.5e-12], [3e12, 7e-12]);
        Assert.That(programme.Solve(), Is.EqualTo(QuadraticStatus.Solved));
        Assert.That(programme.Step.ToArray(), Is.EqualTo(new[] { 1.25, 0.75 }).Within(1e-14));
    }

    [Test]
    public void SolvingAllocatesNothing()
    {
        QuadraticProgramme programme = new RandomQuadratic(5).Programme();
        programme.Factor();
        programme.Solve();
        long before = GC.GetAllocatedBytesForCurrentThread();
        programme.Factor();
        programme.Solve();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private static void CheckOptimality(RandomQuadratic random, QuadraticProgramme programme, int seed)
    {
        double[] x = programme.Step.ToArray();
        double[] multipliers = programme.Multipliers.ToArray();
        for (int i = 0; i < x.Length; i++)
        {
            double left = random.G[i] + Enumerable.Range(0, x.Length).Sum(j => random.H[i, j] * x[j])
                - Enumerable.Range(0, random.C.Length).Sum(k => multipliers[k] * random.C[k][i]);
            Assert.That(left, Is.Zero.Within(1e-8 * (1 + multipliers.Max(Math.Abs))), $"seed {seed}, stationary in {i}");
        }

        for (int k = 0; k < random.C.Length; k++)
        {
            double value = SlowQuadratic.Dot(random.C[k], x);
            double rounding = 1e-11 * (1 + x.Max(Math.Abs));
            Assert.That(value, Is.InRange(random.Low[k] - rounding, random.High[k] + rounding), $"seed {seed}, constraint {k}");
            Assert.That(multipliers[k] <= 0 || value < random.Low[k] + rounding, $"seed {seed}, constraint {k} pushes up at its low limit");
            Assert.That(multipliers[k] >= 0 || value > random.High[k] - rounding, $"seed {seed}, constraint {k} pushes down at its high");
        }
    }

    /// <summary>The limits named contradict each other, and without any one of them the others do not.</summary>
    private static void CheckConflict(RandomQuadratic random, QuadraticProgramme programme, int seed)
    {
        int[] conflict = Conflict(programme);
        Assert.That(Alone(random, conflict), Is.Null, $"seed {seed}");
        foreach (int each in conflict)
        {
            Assert.That(Alone(random, [.. conflict.Where(k => k != each)]), Is.Not.Null, $"seed {seed} without {each}");
        }
    }

    /// <summary>The limits that the contradiction is made of: k for the low limit of constraint k, ~k for its high one.</summary>
    private static int[] Conflict(QuadraticProgramme programme)
    {
        double[] farkas = programme.Farkas.ToArray();
        return [.. Enumerable.Range(0, farkas.Length).Where(k => farkas[k] != 0).Select(k => farkas[k] > 0 ? k : ~k)];
    }

    private static double[]? Alone(RandomQuadratic random, int[] limits) => SlowQuadratic.Solve(
        random.H, random.G, [.. limits.Select(k => random.C[k < 0 ? ~k : k])],
        [.. limits.Select(k => k < 0 ? double.NegativeInfinity : random.Low[k])],
        [.. limits.Select(k => k < 0 ? random.High[~k] : double.PositiveInfinity)]);

    private static QuadraticProgramme Plane(double[] rows, double[] low, double[] high)
    {
        QuadraticProgramme programme = new(2, low.Length);
        for (int i = 0; i < low.Length; i++)
        {
            rows.AsSpan(2 * i, 2).CopyTo(programme.Row(i));
            (programme.Low[2 + i], programme.High[2 + i]) = (low[i], high[i]);
        }

        Unlimit(programme, 2);
        return programme;
    }

    private static void Unlimit(QuadraticProgramme programme, int dimension)
    {
        for (int i = 0; i < dimension; i++)
        {
            programme.Hessian[i * dimension + i] = 1;
            (programme.Low[i], programme.High[i]) = (double.NegativeInfinity, double.PositiveInfinity);
        }

        programme.Factor();
    }
}
