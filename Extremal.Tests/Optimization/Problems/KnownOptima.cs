namespace Extremal.Tests.Optimization.Problems;

/// <summary>
/// Functions in boxes whose global optimum is known to many digits; the start of each leads there, or to the local one that is stated.
/// </summary>
internal static class KnownOptima
{
    private static readonly double[][] A3 = [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]];
    private static readonly double[][] P3 = [[3689, 1170, 2673], [4699, 4387, 7470], [1091, 8732, 5547], [381, 5743, 8828]];

    private static readonly double[][] A6 =
        [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];

    private static readonly double[][] P6 =
    [
        [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
        [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
    ];

    public static IReadOnlyList<TestProblem> All { get; } =
    [
        // The maximum of 1 − |x₀| − x₁² − x₂ − e^x₃ is 1.6321205588 at (0, 0, −1, −1); smooth where x₀ ≥ 0.
        new("diet, x0 not negative", [0.5, 0.5, 0.5, 0.5], [0, -1, -1, -1], [1, 1, 1, 1], -1 - (1 - Math.Exp(-1)), x =>
            (-1 + Math.Abs(x[0]) + x[1] * x[1] + x[2] + Math.Exp(x[3]), [1, 2 * x[1], 1, Math.Exp(x[3])])),
        new("Branin", [5, 7], [-5, 0], [10, 15], 0.397887357730, Functions.Branin),
        new("six-hump camel", [1, -1], [-3, -2], [3, 2], -1.031628453490, Functions.Camel),
        new("Goldstein and Price", [0.3, -1.4], [-2, -2], [2, 2], 3, GoldsteinPrice),
        new("peaks", [0.5, -1], [-2, -2], [2, 2], -6.551133332836, Peaks),
        new("Hartmann-3", [0.5, 0.5, 0.5], [0, 0, 0], [1, 1, 1], -3.862779787333, x => Hartmann(x, A3, P3)),
        new("Hartmann-6", Cube(6, 0.3), Cube(6, 0), Cube(6, 1), -3.322368011416, x => Hartmann(x, A6, P6)),
        new("Ackley, 4", [0.2, -0.3, 0.1, 0.25], Cube(4, -32.768), Cube(4, 32.768), 0, Ackley),
        new("Rosenbrock in a box, 4", [-5, -5, 10, 10], Cube(4, -5), Cube(4, 10), 0, Functions.Rosenbrock),
        // The local minimum with x₀ near −1 and the others near 1.
        new("Rosenbrock, 10, local", [.. Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? -1.2 : 1)], Cube(10, -5), Cube(10, 10),
            3.986579112347, Functions.Rosenbrock),
        new("Rosenbrock at a bound", [-1.2, 0.4], [-5, -5], [5, 0.5], 0.0853605110167, Functions.Rosenbrock),
        new("Styblinski and Tang, 6", Cube(6, -1), Cube(6, -5), Cube(6, 5), -39.166165703771 * 6, x =>
            (x.Sum(v => v * v * v * v - 16 * v * v + 5 * v) / 2, [.. x.Select(v => 2 * v * v * v - 16 * v + 2.5)])),
        new("Levy, 5", [1.5, 0.5, 1.4, 0.7, 1.2], Cube(5, -10), Cube(5, 10), 0, Levy),
        new("Michalewicz, 2", [2, 1.4], Cube(2, 0), Cube(2, Math.PI), -1.801303410099, Michalewicz),
    ];

    private static (double, double[]) GoldsteinPrice(double[] x)
    {
        (double a, double b) = (x[0], x[1]);
        double s = a + b + 1, p = 19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b, dp = -14 + 6 * a + 6 * b;
        double t = 2 * a - 3 * b, q = 18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b;
        double first = 1 + s * s * p, second = 30 + t * t * q, dFirst = 2 * s * p + s * s * dp;
        return (first * second,
        [
            dFirst * second + first * (4 * t * q + t * t * (-32 + 24 * a - 36 * b)),
            dFirst * second + first * (-6 * t * q + t * t * (48 - 36 * a + 54 * b)),
        ]);
    }

    private static (double, double[]) Peaks(double[] x)
    {
        (double a, double b) = (x[0], x[1]);
        double e1 = Math.Exp(-a * a - (b + 1) * (b + 1)), e2 = Math.Exp(-a * a - b * b), e3 = Math.Exp(-(a + 1) * (a + 1) - b * b);
        double bend = a / 5 - a * a * a - Math.Pow(b, 5);
        return (3 * (1 - a) * (1 - a) * e1 - 10 * bend * e2 - e3 / 3,
        [
            -6 * (1 - a) * e1 - 6 * a * (1 - a) * (1 - a) * e1 - 10 * (0.2 - 3 * a * a - 2 * a * bend) * e2 + 2 * (a + 1) * e3 / 3,
            -6 * (b + 1) * (1 - a) * (1 - a) * e1 - 10 * (-5 * b * b * b * b - 2 * b * bend) * e2 + 2 * b * e3 / 3,
        ]);
    }

    private static (double, double[]) Hartmann(double[] x, double[][] a, double[][] p)
    {
        double value = 0;
        double[] dx = new double[x.Length];
        for (int i = 0; i < 4; i++)
        {
            double[] off = [.. x.Select((v, j) => v - 1e-4 * p[i][j])];
            double bell = new[] { 1, 1.2, 3, 3.2 }[i] * Math.Exp(-off.Select((v, j) => a[i][j] * v * v).Sum());
            value -= bell;
            for (int j = 0; j < x.Length; j++)
            {
                dx[j] += 2 * a[i][j] * off[j] * bell;
            }
        }

        return (value, dx);
    }

    private static (double, double[]) Ackley(double[] x)
    {
        int n = x.Length;
        double root = Math.Sqrt(x.Sum(v => v * v) / n), far = Math.Exp(-0.2 * root);
        double wave = Math.Exp(x.Sum(v => Math.Cos(2 * Math.PI * v)) / n);
        return (20 - 20 * far + Math.E - wave,
            [.. x.Select(v => (root > 0 ? 4 * far * v / (n * root) : 0) + 2 * Math.PI * Math.Sin(2 * Math.PI * v) * wave / n)]);
    }

    private static (double, double[]) Levy(double[] x)
    {
        double[] w = [.. x.Select(v => 1 + (v - 1) / 4)], dx = new double[x.Length];
        double first = Math.Sin(Math.PI * w[0]), value = first * first;
        dx[0] = 2 * Math.PI * first * Math.Cos(Math.PI * w[0]);
        for (int i = 0; i < w.Length; i++)
        {
            bool last = i == w.Length - 1;
            (double off, double turn, double weight) = (w[i] - 1, last ? 2 * Math.PI * w[i] : Math.PI * w[i] + 1, last ? 1 : 10);
            double sine = Math.Sin(turn), factor = 1 + weight * sine * sine;
            value += off * off * factor;
            dx[i] += 2 * off * factor + off * off * weight * 2 * sine * Math.Cos(turn) * (last ? 2 * Math.PI : Math.PI);
        }

        return (value, [.. dx.Select(d => d / 4)]);
    }

    private static (double, double[]) Michalewicz(double[] x)
    {
        double value = 0;
        double[] dx = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double turn = (i + 1) * x[i] * x[i] / Math.PI, sine = Math.Sin(turn);
            value -= Math.Sin(x[i]) * Math.Pow(sine, 20);
            dx[i] = -Math.Cos(x[i]) * Math.Pow(sine, 20)
                - Math.Sin(x[i]) * 20 * Math.Pow(sine, 19) * Math.Cos(turn) * 2 * (i + 1) * x[i] / Math.PI;
        }

        return (value, dx);
    }

    private static double[] Cube(int n, double value) => [.. Enumerable.Repeat(value, n)];
}
