namespace Extremal.Tests.Optimization.Problems;

/// <summary>The problems of Moré, Garbow and Hillstrom (1981) that have any number of variables, with their numbers there.</summary>
internal static class LargeProblems
{
    public static IReadOnlyList<TestProblem> All { get; } =
    [
        TestProblem.SumOfSquares("Watson (20), 6", new double[6], 2.28767005355e-3, 31, Watson),
        TestProblem.SumOfSquares("Watson (20), 9", new double[9], 1.39976013810e-6, 31, Watson),
        TestProblem.SumOfSquares("extended Rosenbrock (21), 20", Each(20, i => i % 2 == 0 ? -1.2 : 1), 0, 20, (x, r, j) =>
        {
            for (int i = 0; i < x.Length; i += 2)
            {
                (r[i], r[i + 1]) = (10 * (x[i + 1] - x[i] * x[i]), 1 - x[i]);
                (j[i][i], j[i][i + 1], j[i + 1][i]) = (-20 * x[i], 10, -1);
            }
        }),
        TestProblem.SumOfSquares("extended Powell (22), 20", Each(20, i => new[] { 3.0, -1, 0, 1 }[i % 4]), 0, 20, PowellSingular),
        TestProblem.SumOfSquares("penalty I (23), 4", Each(4, i => i + 1), 2.24997750088e-5, 5, PenaltyI),
        TestProblem.SumOfSquares("penalty I (23), 10", Each(10, i => i + 1), 7.08765146709e-5, 11, PenaltyI),
        TestProblem.SumOfSquares("penalty II (24), 4", Each(4, _ => 0.5), 9.37629300736e-6, 8, PenaltyII),
        TestProblem.SumOfSquares("penalty II (24), 10", Each(10, _ => 0.5), 2.93660537457e-4, 20, PenaltyII),
        TestProblem.SumOfSquares("variably dimensioned (25), 10", Each(10, i => 1 - (i + 1) / 10.0), 0, 12, (x, r, j) =>
        {
            int n = x.Length;
            double sum = x.Select((v, i) => (i + 1) * (v - 1)).Sum();
            (r[n], r[n + 1]) = (sum, sum * sum);
            for (int i = 0; i < n; i++)
            {
                r[i] = x[i] - 1;
                (j[i][i], j[n][i], j[n + 1][i]) = (1, i + 1, 2 * sum * (i + 1));
            }
        }),
        TestProblem.SumOfSquares("trigonometric (26), 10", Each(10, _ => 0.1), 2.79505612188e-5, 10, (x, r, j) =>
        {
            int n = x.Length;
            double cosines = x.Sum(Math.Cos);
            for (int i = 0; i < n; i++)
            {
                r[i] = n - cosines + (i + 1) * (1 - Math.Cos(x[i])) - Math.Sin(x[i]);
                for (int k = 0; k < n; k++)
                {
                    j[i][k] = Math.Sin(x[k]) + (i == k ? (i + 1) * Math.Sin(x[i]) - Math.Cos(x[i]) : 0);
                }
            }
        }),
        TestProblem.SumOfSquares("Brown almost linear (27), 10", Each(10, _ => 0.5), 0, 10, AlmostLinear),
        TestProblem.SumOfSquares("discrete boundary value (28), 10", Each(10, i => Knot(i) * (Knot(i) - 1)), 0, 10, BoundaryValue),
        TestProblem.SumOfSquares("discrete integral equation (29), 10", Each(10, i => Knot(i) * (Knot(i) - 1)), 0, 10, Integral),
        TestProblem.SumOfSquares("Broyden tridiagonal (30), 20", Each(20, _ => -1), 0, 20, (x, r, j) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                r[i] = (3 - 2 * x[i]) * x[i] + 1;
                j[i][i] = 3 - 4 * x[i];
                if (i > 0)
                {
                    r[i] -= x[i - 1];
                    j[i][i - 1] = -1;
                }

                if (i + 1 < x.Length)
                {
                    r[i] -= 2 * x[i + 1];
                    j[i][i + 1] = -2;
                }
            }
        }),
        TestProblem.SumOfSquares("Broyden banded (31), 20", Each(20, _ => -1), 0, 20, (x, r, j) =>
        {
            for (int i = 0; i < x.Length; i++)
            {
                r[i] = x[i] * (2 + 5 * x[i] * x[i]) + 1;
                j[i][i] = 2 + 15 * x[i] * x[i];
                for (int k = Math.Max(0, i - 5); k <= Math.Min(x.Length - 1, i + 1); k++)
                {
                    r[i] -= k == i ? 0 : x[k] * (1 + x[k]);
                    j[i][k] = k == i ? j[i][k] : -1 - 2 * x[k];
                }
            }
        }),
        TestProblem.SumOfSquares("linear, full rank (32), 10", Each(10, _ => 1), 10, 20, (x, r, j) =>
        {
            double sum = x.Sum();
            for (int i = 0; i < 20; i++)
            {
                r[i] = (i < 10 ? x[i] : 0) - 0.1 * sum - 1;
                for (int k = 0; k < 10; k++)
                {
                    j[i][k] = (i == k ? 1 : 0) - 0.1;
                }
            }
        }),
        TestProblem.SumOfSquares("Chebyquad (35), 7", Each(7, i => (i + 1) / 8.0), 0, 7, Chebyquad),
        TestProblem.SumOfSquares("Chebyquad (35), 8", Each(8, i => (i + 1) / 9.0), 3.51687372568e-3, 8, Chebyquad),
    ];

    public static void PowellSingular(double[] x, double[] r, double[][] j)
    {
        for (int i = 0; i < x.Length; i += 4)
        {
            double bend = x[i + 1] - 2 * x[i + 2], lag = x[i] - x[i + 3];
            (r[i], r[i + 1]) = (x[i] + 10 * x[i + 1], Math.Sqrt(5) * (x[i + 2] - x[i + 3]));
            (r[i + 2], r[i + 3]) = (bend * bend, Math.Sqrt(10) * lag * lag);
            (j[i][i], j[i][i + 1], j[i + 1][i + 2], j[i + 1][i + 3]) = (1, 10, Math.Sqrt(5), -Math.Sqrt(5));
            (j[i + 2][i + 1], j[i + 2][i + 2]) = (2 * bend, -4 * bend);
            (j[i + 3][i], j[i + 3][i + 3]) = (2 * Math.Sqrt(10) * lag, -2 * Math.Sqrt(10) * lag);
        }
    }

    private static void Watson(double[] x, double[] r, double[][] j)
    {
        int n = x.Length;
        for (int i = 0; i < 29; i++)
        {
            double t = (i + 1) / 29.0, slope = 0, value = 0, power = 1;
            for (int k = 0; k < n; k++, power *= t)
            {
                slope += k * x[k] * power / t;
                value += x[k] * power;
            }

            r[i] = slope - value * value - 1;
            for (int k = 0; k < n; k++)
            {
                j[i][k] = k * Math.Pow(t, k - 1) - 2 * value * Math.Pow(t, k);
            }
        }

        (r[29], r[30]) = (x[0], x[1] - x[0] * x[0] - 1);
        (j[29][0], j[30][0], j[30][1]) = (1, -2 * x[0], 1);
    }

    private static void PenaltyI(double[] x, double[] r, double[][] j)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            r[i] = Math.Sqrt(1e-5) * (x[i] - 1);
            (j[i][i], j[n][i]) = (Math.Sqrt(1e-5), 2 * x[i]);
        }

        r[n] = x.Sum(v => v * v) - 0.25;
    }

    private static void PenaltyII(double[] x, double[] r, double[][] j)
    {
        (int n, double root) = (x.Length, Math.Sqrt(1e-5));
        (r[0], j[0][0], r[2 * n - 1]) = (x[0] - 0.2, 1, -1);
        for (int i = 0; i < n; i++)
        {
            r[2 * n - 1] += (n - i) * x[i] * x[i];
            j[2 * n - 1][i] = 2 * (n - i) * x[i];
            if (i > 0)
            {
                double y = Math.Exp((i + 1) / 10.0) + Math.Exp(i / 10.0);
                r[i] = root * (Math.Exp(x[i] / 10) + Math.Exp(x[i - 1] / 10) - y);
                (j[i][i], j[i][i - 1]) = (root * Math.Exp(x[i] / 10) / 10, root * Math.Exp(x[i - 1] / 10) / 10);
                r[n + i - 1] = root * (Math.Exp(x[i] / 10) - Math.Exp(-0.1));
                j[n + i - 1][i] = root * Math.Exp(x[i] / 10) / 10;
            }
        }
    }

    private static void AlmostLinear(double[] x, double[] r, double[][] j)
    {
        int n = x.Length;
        for (int i = 0; i < n; i++)
        {
            double others = x.Where((_, k) => k != i).Aggregate(1.0, (p, v) => p * v);
            r[i] = i < n - 1 ? x[i] + x.Sum() - (n + 1) : others * x[i] - 1;
            j[n - 1][i] = others;
            for (int k = 0; i < n - 1 && k < n; k++)
            {
                j[i][k] = i == k ? 2 : 1;
            }
        }
    }

    private static void BoundaryValue(double[] x, double[] r, double[][] j)
    {
        (int n, double h) = (x.Length, Knot(0));
        for (int i = 0; i < n; i++)
        {
            double sum = x[i] + Knot(i) + 1;
            r[i] = 2 * x[i] - (i > 0 ? x[i - 1] : 0) - (i + 1 < n ? x[i + 1] : 0) + h * h * sum * sum * sum / 2;
            j[i][i] = 2 + 1.5 * h * h * sum * sum;
            if (i > 0)
            {
                (j[i][i - 1], j[i - 1][i]) = (-1, -1);
            }
        }
    }

    private static void Integral(double[] x, double[] r, double[][] j)
    {
        (int n, double h) = (x.Length, Knot(0));
        for (int i = 0; i < n; i++)
        {
            r[i] = x[i];
            j[i][i] = 1;
            for (int k = 0; k < n; k++)
            {
                double sum = x[k] + Knot(k) + 1, weight = h / 2 * (k <= i ? (1 - Knot(i)) * Knot(k) : Knot(i) * (1 - Knot(k)));
                r[i] += weight * sum * sum * sum;
                j[i][k] += 3 * weight * sum * sum;
            }
        }
    }

    // The means of the Chebyshev polynomials on [0, 1] at the points, less their integrals.
    private static void Chebyquad(double[] x, double[] r, double[][] j)
    {
        int n = x.Length;
        for (int k = 0; k < n; k++)
        {
            double z = 2 * x[k] - 1, before = 1, now = z, slopeBefore = 0, slope = 2;
            for (int i = 0; i < n; i++)
            {
                r[i] += now / n;
                j[i][k] = slope / n;
                (slopeBefore, slope) = (slope, 4 * now + 2 * z * slope - slopeBefore);
                (before, now) = (now, 2 * z * now - before);
            }
        }

        for (int i = 1; i < n; i += 2)
        {
            r[i] += 1 / ((i + 1.0) * (i + 1) - 1);
        }
    }

    private static double Knot(int i) => (i + 1) / 11.0;

    private static double[] Each(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];
}
