using Extremal.Tests.Optimization.Problems;
using Extremal.Tests.Oracle;
using static Extremal.Tests.Oracle.DualFunctions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>
/// The least-squares problems of J. J. Moré, B. S. Garbow and K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7
/// (1981), with their numbers, usual starts and least sums of squares there.
/// </summary>
/// <param name="Name">Its name and number.</param>
/// <param name="Minima">The sums of squares at its known local minima, the least first; those that are reached at infinity too.</param>
/// <param name="Problem">Residuals and start.</param>
internal sealed record MoreGarbowHillstrom(string Name, double[] Minima, DualProblem Problem)
{
    public static IReadOnlyList<MoreGarbowHillstrom> All { get; } = [.. Small(), .. Fits(), .. Large(), .. Linear()];

    public override string ToString() => Name;

    private static MoreGarbowHillstrom Of(string name, double[] start, double[] minima, int residuals, Action<Dual[], Dual[]> fill) =>
        new(name, minima, new DualProblem(name, start, residuals, fill));

    private static IEnumerable<MoreGarbowHillstrom> Small() =>
    [
        Of("Rosenbrock (1)", [-1.2, 1], [0], 2, (x, r) => (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0])),
        Of("Freudenstein and Roth (2)", [0.5, -2], [0, 48.9842536792400], 2, (x, r) =>
        {
            r[0] = -13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1];
            r[1] = -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1];
        }),
        Of("Powell badly scaled (3)", [0, 1], [0], 2, (x, r) => (r[0], r[1]) = (1e4 * x[0] * x[1] - 1, Exp(-x[0]) + Exp(-x[1]) - 1.0001)),
        Of("Brown badly scaled (4)", [1, 1], [0], 3, (x, r) => (r[0], r[1], r[2]) = (x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2)),
        Of("Beale (5)", [1, 1], [0], 3, (x, r) =>
        {
            double[] y = [1.5, 2.25, 2.625];
            Dual power = 1;
            for (int i = 0; i < 3; i++)
            {
                power *= x[1];
                r[i] = y[i] - x[0] * (1 - power);
            }
        }),
        Of("Jennrich and Sampson (6)", [0.3, 0.4], [124.362182355615], 10, (x, r) =>
            Each(r, (i, t) => 2 + 2 * t - Exp(t * x[0]) - Exp(t * x[1]))),
        Of("helical valley (7)", [-1, 0, 0], [0], 3, (x, r) =>
        {
            double turn = Math.Atan2(x[1].Value, x[0].Value) / (2 * Math.PI), square = x[0].Value * x[0].Value + x[1].Value * x[1].Value;
            turn += turn < -0.25 ? 1 : 0;
            Dual angle = new(turn, (x[0].Value * x[1].Tangent - x[1].Value * x[0].Tangent) / (2 * Math.PI * square));
            (r[0], r[1], r[2]) = (10 * (x[2] - 10 * angle), 10 * (Sqrt(x[0] * x[0] + x[1] * x[1]) - 1), x[2]);
        }),
        Of("Powell singular (13)", [3, -1, 0, 1], [0], 4, (x, r) =>
        {
            (r[0], r[1]) = (x[0] + 10 * x[1], Math.Sqrt(5) * (x[2] - x[3]));
            (r[2], r[3]) = (Square(x[1] - 2 * x[2]), Math.Sqrt(10) * Square(x[0] - x[3]));
        }),
        Of("Wood (14)", [-3, -1, -3, -1], [0], 6, (x, r) =>
        {
            (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0]);
            (r[2], r[3]) = (Math.Sqrt(90) * (x[3] - x[2] * x[2]), 1 - x[2]);
            (r[4], r[5]) = (Math.Sqrt(10) * (x[1] + x[3] - 2), (x[1] - x[3]) / Math.Sqrt(10));
        }),
    ];

    private static IEnumerable<MoreGarbowHillstrom> Fits() =>
    [
        Of("Bard (8)", [1, 1, 1], [8.21487730657899e-3, 17.4286933336], 15, (x, r) =>
        {
            double[] y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
            Each(r, (i, u) => y[i] - (x[0] + u / ((16 - u) * x[1] + Math.Min(u, 16 - u) * x[2])));
        }),
        Of("Gaussian (9)", [0.4, 1, 0], [1.12793276961912e-8], 15, (x, r) =>
        {
            double[] y = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989];
            Each(r, (i, t) => x[0] * Exp(-x[1] * Square((8 - t) / 2 - x[2]) / 2) - y[Math.Min(i, 14 - i)]);
        }),
        Of("Meyer (10)", [0.02, 4000, 250], [87.9458551708848], 16, Data("MGH10", (x, t) => x[0] * Exp(x[1] / (t + x[2])))),
        Of("Gulf (11)", [5, 2.5, 0.15], [0], 99, (x, r) =>
            Each(r, (i, k) => Exp(-Power(Abs(25 + Math.Pow(-50 * Math.Log(k / 100), 2.0 / 3) - x[1]), x[2]) / x[0]) - k / 100)),
        Of("box, three-dimensional (12)", [0, 10, 20], [0], 10, (x, r) =>
            Each(r, (i, k) => Exp(-k / 10 * x[0]) - Exp(-k / 10 * x[1]) - x[2] * (Math.Exp(-k / 10) - Math.Exp(-k)))),
        Of("Kowalik and Osborne (15)", [0.25, 0.39, 0.415, 0.39], [3.07505603849238e-4, 1.02734e-3], 11,
            Data("MGH09", (x, u) => x[0] * (u * u + u * x[1]) / (u * u + u * x[2] + x[3]))),
        Of("Brown and Dennis (16)", [25, 5, -5, -1], [85822.2016263563], 20, (x, r) =>
            Each(r, (i, k) => Square(x[0] + k / 5 * x[1] - Math.Exp(k / 5)) + Square(x[2] + x[3] * Math.Sin(k / 5) - Math.Cos(k / 5)))),
        Of("Osborne 1 (17)", [0.5, 1.5, -1, 0.01, 0.02], [5.46489469748294e-5], 33,
            Data("MGH17", (x, t) => x[0] + x[1] * Exp(-t * x[3]) + x[2] * Exp(-t * x[4]))),
        Of("Biggs EXP6 (18)", [1, 2, 1, 1, 1, 1], [0, 5.65564992550164e-3], 13, (x, r) =>
            Each(r, (i, k) => x[2] * Exp(-k / 10 * x[0]) - x[3] * Exp(-k / 10 * x[1]) + x[5] * Exp(-k / 10 * x[4])
                - (Math.Exp(-k / 10) - 5 * Math.Exp(-k) + 3 * Math.Exp(-0.4 * k)))),
        Of("Osborne 2 (19)", [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5], [4.01377362935478e-2], 65, (x, r) =>
            Each(r, (i, k) => FittingProblems.Peaks[i] - x[0] * Exp(-(k - 1) / 10 * x[4]) - Peak(x, 1, k) - Peak(x, 2, k) - Peak(x, 3, k))),
    ];

    private static IEnumerable<MoreGarbowHillstrom> Large() =>
    [
        Watson(6, 2.28767005355e-3),
        Watson(9, 1.399760138e-6),
        Watson(12, 4.72238e-10),
        Of("penalty I (23), 10", [.. Enumerable.Range(1, 10).Select(i => (double)i)], [7.08765146709e-5], 11, (x, r) =>
        {
            Dual sum = -0.25;
            for (int j = 0; j < 10; j++)
            {
                (r[j], sum) = (Math.Sqrt(1e-5) * (x[j] - 1), sum + x[j] * x[j]);
            }

            r[10] = sum;
        }),
        Of("variably dimensioned (25), 10", [.. Enumerable.Range(1, 10).Select(i => 1 - i / 10.0)], [0], 12, (x, r) =>
        {
            Dual sum = 0;
            for (int j = 0; j < 10; j++)
            {
                (r[j], sum) = (x[j] - 1, sum + (j + 1) * (x[j] - 1));
            }

            (r[10], r[11]) = (sum, sum * sum);
        }),
        Of("trigonometric (26), 10", Fill(10, 0.1), [0, 2.79506e-5], 10, (x, r) =>
        {
            Dual sum = 10;
            foreach (Dual each in x)
            {
                sum -= Cos(each);
            }

            Each(r, (i, k) => sum + k * (1 - Cos(x[i])) - Sin(x[i]));
        }),
        Of("Brown almost linear (27), 10", Fill(10, 0.5), [0, 1], 10, (x, r) =>
        {
            (Dual sum, Dual product) = (-11, 1);
            foreach (Dual each in x)
            {
                (sum, product) = (sum + each, product * each);
            }

            Each(r, (i, _) => i < 9 ? x[i] + sum : product - 1);
        }),
        Of("Broyden tridiagonal (30), 10", Fill(10, -1), [0], 10, (x, r) =>
            Each(r, (i, _) => (3 - 2 * x[i]) * x[i] - (i > 0 ? x[i - 1] : 0) - 2 * (i < 9 ? x[i + 1] : 0) + 1)),
        Chebyquad(8, 3.51687372568e-3),
        Chebyquad(9, 0),
        Chebyquad(10, 4.77271369637e-3, 6.50395479719e-3),
    ];

    private static IEnumerable<MoreGarbowHillstrom> Linear() =>
    [
        Of("linear, full rank (32), 5 of 50", Fill(5, 1), [45], 50, (x, r) =>
        {
            Dual sum = 0;
            foreach (Dual each in x)
            {
                sum += each;
            }

            Each(r, (i, _) => (i < 5 ? x[i] : 0) - 2 * sum / 50 - 1);
        }),
        Of("linear, rank 1 (33), 5 of 10", Fill(5, 1), [10.0 * 9 / (2 * 21)], 10, (x, r) => Each(r, (i, k) => k * Weighted(x, 0, 5) - 1)),
        Of("linear, rank 1, zeros (34), 5 of 10", Fill(5, 1), [(100.0 + 30 - 6) / (2 * 17)], 10, (x, r) =>
            Each(r, (i, k) => i is 0 or 9 ? -1 : (k - 1) * Weighted(x, 1, 4) - 1)),
    ];

    private static MoreGarbowHillstrom Watson(int n, double minimum) => Of($"Watson (20), {n}", new double[n], [minimum], 31, (x, r) =>
    {
        for (int i = 0; i < 29; i++)
        {
            double t = (i + 1) / 29.0, power = 1;
            (Dual slope, Dual sum) = (0, x[0]);
            for (int j = 1; j < n; j++)
            {
                slope += j * power * x[j];
                power *= t;
                sum += power * x[j];
            }

            r[i] = slope - sum * sum - 1;
        }

        (r[29], r[30]) = (x[0], x[1] - x[0] * x[0] - 1);
    });

    private static MoreGarbowHillstrom Chebyquad(int n, params double[] minima) => Of(
        $"Chebyquad (35), {n}", [.. Enumerable.Range(1, n).Select(j => j / (n + 1.0))], minima, n, (x, r) =>
        {
            Each(r, (i, k) => i % 2 == 1 ? 1 / (k * k - 1) : 0);
            foreach (Dual each in x)
            {
                (Dual before, Dual now) = (1, 2 * each - 1);
                for (int i = 0; i < n; i++)
                {
                    r[i] += now / n;
                    (before, now) = (now, 2 * (2 * each - 1) * now - before);
                }
            }
        });

    private static Dual Peak(Dual[] x, int k, double number) => x[k] * Exp(-x[4 + k] * Square((number - 1) / 10 - x[7 + k]));

    private static Dual Weighted(Dual[] x, int from, int to)
    {
        Dual sum = 0;
        for (int j = from; j < to; j++)
        {
            sum += (j + 1) * x[j];
        }

        return sum;
    }

    private static Dual Cos(Dual x) => Dual.Chain(Math.Cos(x.Value), -Math.Sin(x.Value), x);

    /// <summary>The differences of a model from the data of a NIST problem.</summary>
    private static Action<Dual[], Dual[]> Data(string name, Func<Dual[], double, Dual> model)
    {
        double[][] data = NistProblem.Of(name).Data;
        return (x, r) => Each(r, (i, _) => model(x, data[i][1]) - data[i][0]);
    }

    /// <summary>Writes each residual, given its index and its number from one.</summary>
    private static void Each(Dual[] r, Func<int, double, Dual> residual)
    {
        for (int i = 0; i < r.Length; i++)
        {
            r[i] = residual(i, i + 1);
        }
    }

    private static double[] Fill(int n, double value) => [.. Enumerable.Repeat(value, n)];
}
