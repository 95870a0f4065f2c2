using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Tests.LinearAlgebra;

internal sealed class HouseholderQrTests
{
    /// <summary>Rᵀ R = Aᵀ A, Rᵀ Qᵀ b = Aᵀ b and ‖Qᵀ b‖ = ‖b‖, each to the rounding of its own columns' norms.</summary>
    [Test]
    public void ProductsStay(
        [Values(1, 2, 7, 40)] int rows, [Values(1, 3, 7, 20)] int columns, [Values(0, 300, -300)] int exponent, [Values] bool singular)
    {
        Random random = new(rows * 100 + columns);
        double[] a = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5)];
        double[] b = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5)];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                a[i * columns + j] = (singular && j % 3 == 1 ? 0 : a[i * columns + j]) * Math.ScaleB(1, j % 2 == 0 ? exponent : 0);
            }
        }

        double[] r = [.. a], rotated = [.. b];
        new HouseholderQr(rows, columns).Reduce(new Matrix<double>(r, new Shape(rows, columns)), rotated);
        for (int i = 0; i < rows; i++)
        {
            r.AsSpan(i * columns, Math.Min(i, columns)).Clear();
        }

        for (int j = 0; j < columns; j++)
        {
            for (int k = 0; k < columns; k++)
            {
                double bound = 1e-14 * Math.Sqrt(Dot(a, j, a, j)) * Math.Sqrt(Dot(a, k, a, k));
                Assert.That(Dot(r, j, r, k), Is.EqualTo(Dot(a, j, a, k)).Within(bound));
            }

            double expected = a.Where((_, at) => at % columns == j).Zip(b, (x, y) => x * y).Sum();
            double got = r.Where((_, at) => at % columns == j).Zip(rotated, (x, y) => x * y).Sum();
            Assert.That(got, Is.EqualTo(expected).Within(1e-14 * Math.Sqrt(Dot(a, j, a, j)) * Math.Sqrt(b.Sum(y => y * y))));
        }

        Assert.That(rotated.Sum(y => y * y), Is.EqualTo(b.Sum(y => y * y)).Within(1e-12).Percent);

        double Dot(double[] x, int j, double[] y, int k) => Enumerable.Range(0, rows).Sum(i => x[i * columns + j] * y[i * columns + k]);
    }
}
