using Extremal.Kernels;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Tests.Laws;

namespace Extremal.Tests.LinearAlgebra;

/// <summary>The factor in blocks beside the textbook's three loops, at sizes about its block of 32.</summary>
internal sealed class CholeskyFactorTests
{
    private static readonly int[] Sizes = [1, 2, 31, 32, 33, 64, 100, 257];

    [TestCaseSource(nameof(Sizes))]
    public void It_is_the_textbooks(int n)
    {
        (CholeskyFactor factor, double[,] l) = Both(n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.That(factor.Matrix[i, j], Is.EqualTo(l[i, j]).Within(1e-12 * l[i, i]), $"{i}, {j}");
            }
        }

        Assert.That(factor.LogDeterminant(), Is.EqualTo(2 * Enumerable.Range(0, n).Sum(i => Math.Log(l[i, i]))).Within(1e-12).Percent);
    }

    [TestCaseSource(nameof(Sizes))]
    public void It_solves_as_substitution_does(int n)
    {
        (CholeskyFactor factor, double[,] l) = Both(n);
        foreach (int columns in new[] { 1, 3, 40 })
        {
            double[] b = Random(n * columns, 7), lower = [.. b], upper = [.. b];
            factor.SolveLower(new Matrix<double>(lower, new Shape(n, columns)));
            factor.SolveUpper(new Matrix<double>(upper, new Shape(n, columns)));
            for (int k = 0; k < columns; k++)
            {
                double[] column = Column(b, k, columns);
                ExpectClose(Column(lower, k, columns), Lower(l, column));
                ExpectClose(Column(upper, k, columns), Upper(l, column));
            }
        }

        double[] right = Random(n, 8), x = [.. right];
        factor.Solve(x);
        ExpectClose(x, Upper(l, Lower(l, right)));
    }

    [TestCaseSource(nameof(Sizes))]
    public void It_inverts_its_factor(int n)
    {
        (CholeskyFactor factor, double[,] l) = Both(n);
        double[] inverse = new double[n * n];
        Array.Fill(inverse, double.NaN); // leftovers
        factor.InvertFactor(new Matrix<double>(inverse, new Shape(n, n)));
        for (int j = 0; j < n; j++)
        {
            double[] unit = new double[n];
            unit[j] = 1;
            double[] wanted = Lower(l, unit);
            ExpectClose(Column(inverse, j, n), wanted);
            Assert.That(Column(inverse, j, n)[..j], Is.All.Zero);
        }
    }

    /// <summary>One diagonal element is too small by more than rounding, at the beginning, at a block's edge and at the end.</summary>
    [TestCaseSource(nameof(Sizes))]
    public void What_is_not_positive_definite_has_no_factor(int n)
    {
        foreach (int at in new[] { 0, Math.Min(31, n - 1), Math.Min(32, n - 1), n - 1 })
        {
            foreach (double less in new[] { 1e-6, double.PositiveInfinity, double.NaN })
            {
                double[] a = PositiveDefinite(n);
                double[,] l = Textbook(a, n);
                var factor = new CholeskyFactor(n);
                a.CopyTo(factor.Matrix.Span);
                factor.Matrix[at, at] -= l[at, at] * l[at, at] + less;
                Assert.That(factor.TryFactor(), Is.False, $"{at}, {less}");
                a.CopyTo(factor.Matrix.Span);
                Assert.That(factor.TryFactor(), "The next is as if there had been none before.");
                double[] x = Random(n, 8), wanted = Upper(l, Lower(l, x));
                factor.Solve(x);
                ExpectClose(x, wanted);
            }
        }
    }

    [Test]
    public void What_stands_right_of_the_diagonal_is_of_no_use()
    {
        double[] a = PositiveDefinite(100);
        string Factored(double above)
        {
            var factor = new CholeskyFactor(100);
            a.CopyTo(factor.Matrix.Span);
            for (int i = 0; i < 100; i++)
            {
                factor.Matrix.Row(i)[(i + 1)..].Fill(above);
            }

            Assert.That(factor.TryFactor());
            double[] x = Random(100, 2), inverse = new double[10_000];
            factor.Solve(x);
            factor.InvertFactor(new Matrix<double>(inverse, new Shape(100, 100)));
            return Bits.Of(x) + Bits.Of(inverse) + Bits.Of([factor.LogDeterminant()]);
        }

        Assert.That(Factored(double.NaN), Is.EqualTo(Factored(0)));
    }

    [Test]
    public void It_has_the_same_bits_on_any_number_of_threads([Values(2, 3, 7)] int threads)
    {
        string Story()
        {
            CholeskyFactor factor = Both(257).Factor;
            double[] x = Random(257 * 5, 3), inverse = new double[257 * 257];
            factor.SolveLower(new Matrix<double>(x, new Shape(257, 5)));
            factor.SolveUpper(new Matrix<double>(x, new Shape(257, 5)));
            factor.InvertFactor(new Matrix<double>(inverse, new Shape(257, 257)));
            return Bits.Of(factor.Matrix.Span) + Bits.Of(x) + Bits.Of(inverse);
        }

        string alone = Story();
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Assert.That(Story(), Is.EqualTo(alone));
    }

    private static (CholeskyFactor Factor, double[,] L) Both(int n)
    {
        double[] a = PositiveDefinite(n);
        var factor = new CholeskyFactor(n);
        a.CopyTo(factor.Matrix.Span);
        Assert.That(factor.TryFactor());
        return (factor, Textbook(a, n));
    }

    // Diagonally dominant, with rows of very different sizes: its condition is in its scales, which no method feels.
    private static double[] PositiveDefinite(int n)
    {
        double[] random = Random(n * n, n), a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double both = random[Math.Max(i, j) * n + Math.Min(i, j)];
                a[i * n + j] = (i == j ? 2 : both / Math.Sqrt(n)) * (1 + i % 5) * (1 + j % 5);
            }
        }

        return a;
    }

    private static double[,] Textbook(double[] a, int n)
    {
        double[,] l = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double left = a[i * n + j];
                for (int k = 0; k < j; k++)
                {
                    left -= l[i, k] * l[j, k];
                }

                l[i, j] = i == j ? Math.Sqrt(left) : left / l[j, j];
            }
        }

        return l;
    }

    private static double[] Lower(double[,] l, double[] b)
    {
        double[] x = [.. b];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = (x[i] - Enumerable.Range(0, i).Sum(k => l[i, k] * x[k])) / l[i, i];
        }

        return x;
    }

    private static double[] Upper(double[,] l, double[] b)
    {
        double[] x = [.. b];
        for (int i = x.Length - 1; i >= 0; i--)
        {
            x[i] = (x[i] - Enumerable.Range(i + 1, x.Length - i - 1).Sum(k => l[k, i] * x[k])) / l[i, i];
        }

        return x;
    }

    private static void ExpectClose(double[] got, double[] wanted)
    {
        double size = wanted.Max(Math.Abs);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(wanted[i]).Within(1e-12 * size), $"{i}");
        }
    }

    private static double[] Column(double[] b, int k, int columns) =>
        [.. Enumerable.Range(0, b.Length / columns).Select(i => b[i * columns + k])];

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 2 * random.NextDouble() - 1)];
    }
}
