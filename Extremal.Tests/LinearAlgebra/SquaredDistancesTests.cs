using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Tests.LinearAlgebra;

internal sealed class SquaredDistancesTests
{
    [Test]
    public void They_are_those_of_plain_loops([Values(1, 2, 30)] int n, [Values(1, 7, 30)] int m, [Values(1, 4)] int k)
    {
        var random = new Random(n + m + k);
        double[] a = [.. Enumerable.Range(0, n * k).Select(_ => 3 * random.NextDouble())],
            b = [.. Enumerable.Range(0, m * k).Select(_ => 3 * random.NextDouble())];
        a.AsSpan(0, k).CopyTo(b); // one pair is of equal rows
        double[] got = new double[n * m], own = new double[n * n];
        SquaredDistances.Fill(new ReadOnlyMatrix<double>(a, new Shape(n, k)), new ReadOnlyMatrix<double>(b, new Shape(m, k)),
            new Matrix<double>(got, new Shape(n, m)));
        SquaredDistances.Fill(new ReadOnlyMatrix<double>(a, new Shape(n, k)), new Matrix<double>(own, new Shape(n, n)));
        Expect(got, a, b, k);
        Expect(own, a, a, k);
        Assert.That(Enumerable.Range(0, n).Select(i => own[i * n + i]), Is.All.Zero);
    }

    /// <summary>Rows that differ by a unit in the last place: the squares are some 1e6 times what rounding leaves of the difference.</summary>
    [Test]
    public void None_is_negative()
    {
        double[] a = [.. Enumerable.Range(0, 400).Select(i => 1000 + Math.Sin(i))], b = [.. a.Select(Math.BitIncrement)],
            got = new double[10_000];
        SquaredDistances.Fill(new ReadOnlyMatrix<double>(a, new Shape(100, 4)), new ReadOnlyMatrix<double>(b, new Shape(100, 4)),
            new Matrix<double>(got, new Shape(100, 100)));
        Expect(got, a, b, 4);
    }

    private static void Expect(double[] got, double[] a, double[] b, int k)
    {
        int m = b.Length / k;
        for (int at = 0; at < got.Length; at++)
        {
            double wanted = 0, size = 0;
            for (int j = 0; j < k; j++)
            {
                (double x, double y) = (a[at / m * k + j], b[at % m * k + j]);
                (wanted, size) = (wanted + (x - y) * (x - y), size + x * x + y * y);
            }

            Assert.That(got[at], Is.EqualTo(wanted).Within(1e-15 * size).And.GreaterThanOrEqualTo(0));
        }
    }
}
