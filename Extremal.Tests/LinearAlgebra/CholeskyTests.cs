using Extremal.LinearAlgebra;

namespace Extremal.Tests.LinearAlgebra;

public sealed class CholeskyTests
{
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(5)]
    [TestCase(40)]
    public void The_inverse_of_the_factor_takes_the_matrix_to_one(int n)
    {
        var random = new Random(n);
        double[] root = [.. Enumerable.Range(0, n * n).Select(_ => 2 * random.NextDouble() - 1)], matrix = Times(root, Transposed(root, n), n);
        for (int i = 0; i < n; i++)
        {
            matrix[i * n + i] += 1;
        }

        double[] inverse = new double[n * n];
        Assert.That(Cholesky.TryInvertFactor(matrix, n, new double[n * n], inverse));
        Assert.That(Times(Times(inverse, matrix, n), Transposed(inverse, n), n), Is.EqualTo(One(n)).Within(1e-11));
        Assert.That(Enumerable.Range(0, n * n).Where(k => k % n > k / n).Select(k => inverse[k]), Is.All.Zero);
    }

    [Test]
    public void A_diagonal_matrix_has_the_roots_inverted()
    {
        double[] inverse = new double[9];
        Assert.That(Cholesky.TryInvertFactor([4, 0, 0, 0, 0.25, 0, 0, 0, 16], 3, new double[9], inverse));
        Assert.That(inverse, Is.EqualTo(new[] { 0.5, 0, 0, 0, 2, 0, 0, 0, 0.25 }));
    }

    [TestCase(1, 0, 0, TestName = "A zero on the diagonal")]
    [TestCase(1, 1, 1, TestName = "Two equal rows")]
    [TestCase(1, 2, 1, TestName = "An indefinite one")]
    [TestCase(1, 0, double.NaN, TestName = "No number")]
    [TestCase(1, 0.5, double.PositiveInfinity, TestName = "An infinite one")]
    public void What_is_not_positive_definite_is_refused(double a, double b, double c) =>
        Assert.That(Cholesky.TryInvertFactor([a, b, b, c], 2, new double[4], new double[4]), Is.False);

    private static double[] One(int n) => [.. Enumerable.Range(0, n * n).Select(k => k % n == k / n ? 1.0 : 0)];

    private static double[] Transposed(double[] a, int n) => [.. Enumerable.Range(0, n * n).Select(k => a[k % n * n + k / n])];

    private static double[] Times(double[] a, double[] b, int n) =>
        [.. Enumerable.Range(0, n * n).Select(k => Enumerable.Range(0, n).Sum(j => a[k / n * n + j] * b[j * n + k % n]))];
}
