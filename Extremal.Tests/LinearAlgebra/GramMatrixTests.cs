using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Tests.LinearAlgebra;

/// <summary>Beside plain loops, at sizes about the block of 96.</summary>
internal sealed class GramMatrixTests
{
    [Test]
    public void The_lower_triangle_gets_the_products([Values(1, 2, 95, 96, 97, 200)] int n, [Values(1, 3, 50)] int k)
    {
        var random = new Random(n + k);
        double[] a = [.. Enumerable.Range(0, k * n).Select(_ => random.NextDouble() - 0.5)], transposed = new double[n * k];
        double[] before = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)], columns = [.. before], rows = [.. before];
        new Matrix<double>(transposed, new Shape(n, k)).Assign(new ReadOnlyMatrix<double>(a, new Shape(k, n)).Transposed);
        GramMatrix.AddColumns(new ReadOnlyMatrix<double>(a, new Shape(k, n)), new Matrix<double>(columns, new Shape(n, n)));
        GramMatrix.AddRows(new ReadOnlyMatrix<double>(transposed, new Shape(n, k)), new Matrix<double>(rows, new Shape(n, n)));
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double wanted = before[i * n + j];
                for (int row = 0; row < k; row++)
                {
                    wanted += a[row * n + i] * a[row * n + j];
                }

                Assert.That(columns[i * n + j], Is.EqualTo(wanted).Within(1e-13), $"{i}, {j}");
                Assert.That(rows[i * n + j], Is.EqualTo(columns[i * n + j]), $"{i}, {j}");
            }
        }
    }
}
