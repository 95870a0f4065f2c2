namespace Extremal.Tests.Oracle;

public sealed class SymmetricEigenTests
{
    /// <summary>A v = λ v and VᵀV = I to the last digits, for full and for singular matrices of any rank.</summary>
    [Test]
    public void Vectors_and_values_belong_together()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            int n = random.Next(1, 25), rank = random.Next(0, n + 1);
            double[] a = OfRank(random, n, rank);
            var eigen = new SymmetricEigen(a, n);
            double greatest = Enumerable.Range(0, n).Max(k => Math.Abs(eigen.Value(k)));
            for (int k = 0; k < n; k++)
            {
                double[] v = eigen.Vector(k).ToArray();
                for (int i = 0; i < n; i++)
                {
                    double product = Enumerable.Range(0, n).Sum(j => a[i * n + j] * v[j]);
                    Assert.That(product, Is.EqualTo(eigen.Value(k) * v[i]).Within(1e-14 * n * greatest), $"seed {seed}, value {k}");
                }

                for (int l = 0; l < n; l++)
                {
                    double product = v.Zip(eigen.Vector(l).ToArray(), (x, y) => x * y).Sum();
                    Assert.That(product, Is.EqualTo(k == l ? 1 : 0).Within(1e-14 * n), $"seed {seed}, vectors {k} and {l}");
                }
            }

            int positive = Enumerable.Range(0, n).Count(k => eigen.Value(k) > 1e-12 * greatest);
            Assert.That(positive, Is.EqualTo(rank), $"seed {seed}");
        }
    }

    [Test]
    public void A_known_matrix_has_its_known_values()
    {
        var eigen = new SymmetricEigen([2, -1, 0, -1, 2, -1, 0, -1, 2], 3);
        double[] values = [.. Enumerable.Range(0, 3).Select(eigen.Value).Order()];
        Assert.That(values, Is.EqualTo(new[] { 2 - Math.Sqrt(2), 2, 2 + Math.Sqrt(2) }).Within(1e-15 * 4));
    }

    private static double[] OfRank(Random random, int n, int rank)
    {
        double[] a = new double[n * n];
        for (int k = 0; k < rank; k++)
        {
            double[] v = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    a[i * n + j] += v[i] * v[j];
                }
            }
        }

        return a;
    }
}
