using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Methods.QuasiNewton;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Convex quadratics in boxes, where the answer is found by trying every choice of bounds; and the two models against each
/// other.</summary>
internal sealed class LbfgsbQuadraticTests
{
    [Test]
    public void EveryConvexQuadraticInABoxIsSolved([Values(1, 2, 3, 5)] int dimension, [Values(1, 2, 8)] int memory)
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            (double[,] a, double[] b) = Convex(random, dimension);
            double[] lower = [.. b.Select(_ => Bound(random, -1))], upper = [.. lower.Select(l => Math.Max(l, Bound(random, 1)))];
            double[] expected = ByTryingEverything(a, b, lower, upper);
            Lbfgsb<double> method = new(1e-9, 2000, memory);
            double[] start = [.. b.Select(_ => 3 * random.NextDouble() - 1.5)];
            Outcome<double> outcome = Minimizer.Run(new Problem<double>(dimension, x => Value(a, b, x)), method,
                new ReadOnlyMatrix<double>(start, new Shape(1, dimension)), new Box<double>(lower, upper), Limits.None);
            double[] found = method.BestPoints.Row(0).ToArray();
            Assert.That(outcome.Reason, Is.EqualTo(StopReason.Converged), $"seed {seed}");
            Assert.That(found, Is.EqualTo(expected).Within(1e-7), $"seed {seed}");
            for (int i = 0; i < dimension; i++)
            {
                double within = expected[i] == lower[i] || expected[i] == upper[i] ? 0 : 1e-7;
                Assert.That(found[i], Is.EqualTo(expected[i]).Within(within), $"seed {seed}, coordinate {i}");
            }
        }
    }

    /// <summary>As long as no pair is forgotten, both models are the same matrix, differently stored.</summary>
    [Test]
    public void CompactAndDenseModelsAgree([Range(1, 6)] int pairs)
    {
        const int n = 7;
        for (int seed = 0; seed < 20; seed++)
        {
            Random random = new(100 * pairs + seed);
            (double[,] a, _) = Convex(random, n);
            QuadraticModel<double>[] models = [new DenseModel<double>(2, n, 8), new CompactModel<double>(2, n, 8)];
            for (int k = 0; k < pairs; k++)
            {
                double[] s = Vector(random, n), y = Product(a, s);
                Array.ForEach(models, model => model.Learn(1, s, y));
            }

            double[] d = Vector(random, n);
            int[] free = [.. Enumerable.Range(0, n).Where(_ => random.Next(3) > 0)];
            double[] right = Vector(random, free.Length);
            double[][] answers = [.. models.Select(model => Ask(model, d, free, right))];
            Assert.That(answers[1], Is.EqualTo(answers[0]).Within(1e-9 * answers[0].Max(Math.Abs)), $"seed {seed}, {free.Length} free");
        }
    }

    [Test]
    public void TheCauchyPointIsTheFirstMinimumAlongTheProjectedPath([Values(1, 2, 4)] int pairs)
    {
        const int n = 4;
        for (int seed = 0; seed < 60; seed++)
        {
            Random random = new(1000 * pairs + seed);
            (double[,] a, double[] g) = Convex(random, n);
            QuadraticModel<double> model = seed % 2 == 0 ? new DenseModel<double>(1, n, 8) : new CompactModel<double>(1, n, 8);
            for (int k = 0; k < pairs; k++)
            {
                double[] s = Vector(random, n);
                model.Learn(0, s, Product(a, s));
            }

            Assert.That(model.Select(0));
            double[] x = [.. Vector(random, n).Select(v => v / 4)], lower = [.. x.Select(v => v - 0.3 * random.NextDouble())];
            double[] upper = [.. x.Select(v => random.Next(3) == 0 ? v : v + 0.3 * random.NextDouble())], cauchy = new double[n];
            CauchyPoint<double> path = new(n);
            path.Find(model, x, g, lower, upper, cauchy);
            double[] found = [.. cauchy], displaced = path.Displacement.ToArray();
            Assert.That(displaced, Is.EqualTo(found.Select((v, i) => v - x[i])));

            double[] slow = FirstMinimum(Matrix(model, n), x, g, lower, upper);
            Assert.That(found, Is.EqualTo(slow).Within(1e-10), $"seed {seed}");
        }
    }

    /// <summary>Piece by piece, each slope and curvature with the whole matrix.</summary>
    private static double[] FirstMinimum(double[,] b, double[] x, double[] g, double[] lower, double[] upper)
    {
        double[] breaks = [.. x.Select((v, i) => g[i] == 0 ? double.PositiveInfinity : (v - (g[i] > 0 ? lower[i] : upper[i])) / g[i])];
        double[] At(double t) => [.. x.Select((v, i) => t >= breaks[i] ? (g[i] > 0 ? lower[i] : upper[i]) : v - t * g[i])];
        double t = 0;
        foreach (double end in breaks.Append(double.PositiveInfinity).Where(end => end > 0).Order())
        {
            double[] z = [.. At(t).Select((v, i) => v - x[i])], bz = Product(b, z), d = [.. g.Select((v, i) => t >= breaks[i] ? 0 : -v)];
            double slope = d.Select((v, i) => v * (g[i] + bz[i])).Sum(), curvature = Product(b, d).Select((v, i) => v * d[i]).Sum();
            if (slope >= 0 || t - slope / curvature < end)
            {
                return At(slope >= 0 ? t : t - slope / curvature);
            }

            t = end;
        }

        return At(t);
    }

    /// <summary>B from zᵀBz alone.</summary>
    private static double[,] Matrix(QuadraticModel<double> model, int n)
    {
        double[,] b = new double[n, n];
        double Form(int i, int j) => model.Aim([.. Enumerable.Range(0, n).Select(k => (k == i ? 1.0 : 0) + (k == j ? 1 : 0))]);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                b[i, j] = (Form(i, j) - Form(i, i) / 4 - Form(j, j) / 4) / 2;
            }
        }

        return b;
    }

    private static double[] Ask(QuadraticModel<double> model, double[] d, int[] free, double[] right)
    {
        int n = d.Length;
        Assert.That(model.Select(1));
        List<double> answers = [model.Aim(d)];
        double[] z = [.. d.Select(v => 0.3 * v)];
        model.Walk(0.3);
        (double walked, double ahead, double diagonal) = model.Row(2, z[2], d[2]);
        answers.AddRange([walked, ahead, diagonal]);
        model.Drop(2, d[2]);
        double[] rest = [.. d.Select((v, i) => i == 2 ? 0 : v)];
        model.Walk(0.5);
        z = [.. z.Select((v, i) => v + 0.5 * rest[i])];
        double[] sums = new double[n], solved = [.. right];
        model.AddWalked([.. Enumerable.Range(0, n)], z, sums);
        Assert.That(model.Solve(free, solved));
        return [.. answers, .. sums, .. solved];
    }

    /// <summary>BFGS learns the matrix itself: after n conjugate steps B is A.</summary>
    [Test]
    public void ConjugateStepsTeachTheMatrix()
    {
        double[,] a = { { 4, 1, 0 }, { 1, 3, -1 }, { 0, -1, 5 } };
        DenseModel<double> model = new(1, 3, 8);
        double[][] steps = [[1, 0, 0], [-0.25, 1, 0], [-1 / 11.0, 4 / 11.0, 1]];
        Array.ForEach(steps, s => model.Learn(0, s, Product(a, s)));
        double[] solved = [1, 2, 3];
        Assert.That(model.Select(0) && model.Solve([0, 1, 2], solved));
        Assert.That(Product(a, solved), Is.EqualTo(new double[] { 1, 2, 3 }).Within(1e-12));
    }

    private static double Bound(Random random, int side) => random.Next(5) switch
    {
        0 => side * double.PositiveInfinity,
        1 => 0.25,
        _ => side * random.NextDouble() + 0.2 * random.NextDouble(),
    };

    private static (double[,] A, double[] B) Convex(Random random, int n)
    {
        double[][] rows = [.. Enumerable.Range(0, n + 2).Select(_ => Vector(random, n))];
        double[,] a = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i, j] = rows.Sum(row => row[i] * row[j]) + (i == j ? 0.1 : 0);
            }
        }

        return (a, [.. Vector(random, n).Select(v => 3 * v)]);
    }

    private static double[] Vector(Random random, int n) => [.. Enumerable.Range(0, n).Select(_ => 2 * random.NextDouble() - 1)];

    private static double[] Product(double[,] a, double[] x) => [.. x.Select((_, i) => x.Select((v, j) => a[i, j] * v).Sum())];

    private static (double, double[]) Value(double[,] a, double[] b, double[] x)
    {
        double[] ax = Product(a, x);
        return (x.Select((v, i) => v * (ax[i] / 2 + b[i])).Sum(), [.. ax.Select((v, i) => v + b[i])]);
    }

    /// <summary>Each coordinate at its lower bound, at its upper bound or free: of the stationary points in the box the lowest.</summary>
    private static double[] ByTryingEverything(double[,] a, double[] b, double[] lower, double[] upper)
    {
        (double[]? best, double least) = (null, double.PositiveInfinity);
        for (int pattern = 0; pattern < (int)Math.Round(Math.Pow(3, b.Length)); pattern++)
        {
            int[] place = [.. b.Select((_, i) => pattern / (int)Math.Round(Math.Pow(3, i)) % 3)];
            double[] x = [.. place.Select((p, i) => p == 0 ? 0 : p == 1 ? lower[i] : upper[i])];
            if (!x.All(double.IsFinite))
            {
                continue;
            }

            int[] free = [.. Enumerable.Range(0, b.Length).Where(i => place[i] == 0)];
            double[] solved = Eliminate(a, free, [.. free.Select(i => -Value(a, b, x).Item2[i])]);
            for (int k = 0; k < free.Length; k++)
            {
                x[free[k]] = solved[k];
            }

            double value = Value(a, b, x).Item1;
            if (value < least && x.Select((v, i) => v >= lower[i] && v <= upper[i]).All(inside => inside))
            {
                (best, least) = (x, value);
            }
        }

        return best!;
    }

    private static double[] Eliminate(double[,] a, int[] free, double[] right)
    {
        int n = free.Length;
        double[][] rows = [.. free.Select((i, k) => (double[])[.. free.Select(j => a[i, j]), right[k]])];
        for (int p = 0; p < n; p++)
        {
            for (int i = 0; i < n; i++)
            {
                double factor = i == p ? 0 : rows[i][p] / rows[p][p];
                rows[i] = [.. rows[i].Select((v, j) => v - factor * rows[p][j])];
            }
        }

        return [.. rows.Select((row, i) => row[n] / row[i])];
    }
}
