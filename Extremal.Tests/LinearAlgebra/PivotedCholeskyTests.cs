using Extremal.Data;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.LinearAlgebra;

/// <summary>Beside the eigenvalues by Jacobi's rotations, which are slow and sure.</summary>
public sealed class PivotedCholeskyTests
{
    private const double Cut = 1e-10;

    private static IEnumerable<(int N, int Rank, int Seed)> Cases =>
        [.. Enumerable.Range(0, 60).Select(seed => (1 + seed * 7 % 30, seed * 5 % 31, seed)), (100, 100, 61), (150, 97, 62), (200, 48, 63)];

    [Test]
    public void It_is_the_matrix_and_its_rank_is_the_number_of_eigenvalues_that_are_not_zero()
    {
        foreach ((int n, int most, int seed) in Cases)
        {
            double[] a = Correlation(n, Math.Min(n, most), seed);
            var factor = new PivotedCholesky(a, n, Cut);
            var eigen = new SymmetricEigen(a, n);
            Assert.That(factor.Rank, Is.EqualTo(Enumerable.Range(0, n).Count(k => eigen.Value(k) > Cut)), $"seed {seed}");
            Assert.That(factor.Order.ToArray().Order(), Is.EqualTo(Enumerable.Range(0, n)));
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    double sum = 0;
                    for (int k = 0; k < Math.Min(j + 1, factor.Rank); k++)
                    {
                        sum += factor.Row(i)[k] * factor.Row(j)[k];
                    }

                    Assert.That(sum, Is.EqualTo(a[factor.Order[i] * n + factor.Order[j]]).Within(1e-12 * n), $"seed {seed}, {i}, {j}");
                }
            }
        }
    }

    /// <summary>Of vectors that the matrix spans, zᵀA⁺z: what an eigenvector has of it, over its eigenvalue; and ‖L⁻¹z‖².</summary>
    [Test]
    public void The_inverse_measures_as_the_eigenvectors_do()
    {
        foreach ((int n, int most, int seed) in Cases)
        {
            double[] a = Correlation(n, Math.Min(n, most), seed);
            var factor = new PivotedCholesky(a, n, Cut);
            var eigen = new SymmetricEigen(a, n);
            var random = new Random(seed);
            double[] x = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)], inverse = factor.Inverse();
            double[] z = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => a[i * n + j] * x[j]))];
            double wanted = 0, got = 0;
            for (int k = 0; k < n; k++)
            {
                double along = 0;
                for (int i = 0; i < n; i++)
                {
                    along += eigen.Vector(k)[i] * z[i];
                }

                wanted += eigen.Value(k) > Cut ? along * along / eigen.Value(k) : 0;
            }

            for (int k = 0; k < factor.Rank; k++)
            {
                double along = 0;
                for (int i = 0; i <= k; i++)
                {
                    along += inverse[k * factor.Rank + i] * z[factor.Order[i]];
                }

                got += along * along;
            }

            Assert.That(got, Is.EqualTo(wanted).Within(1e-8 * (1 + wanted)), $"seed {seed}");
        }
    }

    [Test]
    public void Of_nothing_there_is_nothing()
    {
        Assert.That(new PivotedCholesky([], 0, Cut).Rank, Is.Zero);
        Assert.That(new PivotedCholesky([0, 0, 0, 0], 2, Cut).Rank, Is.Zero);
        Assert.That(new PivotedCholesky([0, 0, 0, 0], 2, Cut).Inverse(), Is.Empty);
    }

    /// <summary>The sums of products, row after row, as they would be written down.</summary>
    [Test]
    public void Covariances_are_the_plain_sums_to_the_bit([Values(1, 3, 8, 9, 40)] int columns, [Values(1, 31, 32, 33, 100)] int rows)
    {
        var random = new Random(columns);
        double[] values = [.. Enumerable.Range(0, rows * columns).Select(_ => 100 * random.NextDouble())];
        var matrix = new ReadOnlyMatrix<double>(values, new Shape(rows, columns));
        Column[] observed = new Column[columns];
        for (int j = 0; j < columns; j++)
        {
            observed[j] = Moments.Observe($"x{j}", matrix, j, []);
        }

        double[] got = Moments.Covariance(matrix, observed, []);
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0;
                for (int row = 0; row < rows; row++)
                {
                    sum += (values[row * columns + i] - observed[i].Mean) * (values[row * columns + j] - observed[j].Mean);
                }

                Assert.That(got[i * columns + j], Is.EqualTo(sum / rows), $"{i}, {j}");
            }
        }
    }

    // Of random vectors in as many dimensions as the rank, each of length 1.
    private static double[] Correlation(int n, int rank, int seed)
    {
        var random = new Random(seed);
        double[][] vectors = [.. Enumerable.Range(0, n).Select(_ =>
        {
            double[] v = [.. Enumerable.Range(0, rank).Select(_ => random.NextDouble() - 0.5)];
            double length = Math.Sqrt(v.Sum(x => x * x));
            return Array.ConvertAll(v, x => length > 0 ? x / length : 0);
        })];
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                a[i * n + j] = vectors[i].Zip(vectors[j], (x, y) => x * y).Sum();
            }
        }

        return a;
    }
}
