namespace Extremal.Tests.Optimization.Problems;

/// <summary>
/// Problems of two to four variables of Moré, Garbow and Hillstrom, "Testing unconstrained optimization software" (ACM TOMS 7, 1981), with
/// their numbers there.
/// </summary>
internal static class SmallProblems
{
    public static IReadOnlyList<TestProblem> All { get; } =
    [
        TestProblem.SumOfSquares("Rosenbrock (1)", [-1.2, 1], 0, 2, (x, r, j) =>
        {
            (r[0], r[1]) = (10 * (x[1] - x[0] * x[0]), 1 - x[0]);
            (j[0][0], j[0][1], j[1][0]) = (-20 * x[0], 10, -1);
        }),
        TestProblem.SumOfSquares("Freudenstein and Roth (2)", [0.5, -2], 48.98425367924, 2, (x, r, j) =>
        {
            (double a, double b) = (x[0], x[1]);
            (r[0], r[1]) = (-13 + a + ((5 - b) * b - 2) * b, -29 + a + ((b + 1) * b - 14) * b);
            (j[0][0], j[0][1]) = (1, 10 * b - 3 * b * b - 2);
            (j[1][0], j[1][1]) = (1, 3 * b * b + 2 * b - 14);
        }),
        TestProblem.SumOfSquares("Powell badly scaled (3)", [0, 1], 0, 2, (x, r, j) =>
        {
            (r[0], r[1]) = (1e4 * x[0] * x[1] - 1, Math.Exp(-x[0]) + Math.Exp(-x[1]) - 1.0001);
            (j[0][0], j[0][1]) = (1e4 * x[1], 1e4 * x[0]);
            (j[1][0], j[1][1]) = (-Math.Exp(-x[0]), -Math.Exp(-x[1]));
        }),
        TestProblem.SumOfSquares("Brown badly scaled (4)", [1, 1], 0, 3, (x, r, j) =>
        {
            (r[0], r[1], r[2]) = (x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2);
            (j[0][0], j[1][1], j[2][0], j[2][1]) = (1, 1, x[1], x[0]);
        }),
        TestProblem.SumOfSquares("Beale (5)", [1, 1], 0, 3, (x, r, j) =>
        {
            for (int i = 0; i < 3; i++)
            {
                double power = Math.Pow(x[1], i + 1);
                r[i] = new[] { 1.5, 2.25, 2.625 }[i] - x[0] * (1 - power);
                (j[i][0], j[i][1]) = (power - 1, x[0] * (i + 1) * Math.Pow(x[1], i));
            }
        }),
        // In a box: from the usual start a descent without bounds soon tries e^700.
        TestProblem.SumOfSquares("Jennrich and Sampson (6) in a box", [0.3, 0.4], 124.36218235561, 10, (x, r, j) =>
        {
            for (int i = 0; i < 10; i++)
            {
                double t = i + 1, p = Math.Exp(t * x[0]), q = Math.Exp(t * x[1]);
                r[i] = 2 + 2 * t - p - q;
                (j[i][0], j[i][1]) = (-t * p, -t * q);
            }
        }) with { Lower = [-1, -1], Upper = [1, 1] },
        TestProblem.SumOfSquares("helical valley (7)", [-1, 0, 0], 0, 3, Helix),
        TestProblem.SumOfSquares("Bard (8)", [1, 1, 1], 8.21487730657899e-3, 15, Bard),
        TestProblem.SumOfSquares("Gaussian (9)", [0.4, 1, 0], 1.12793276961871e-8, 15, Bell),
        TestProblem.SumOfSquares("Meyer (10)", [0.02, 4000, 250], 87.945855170695, 16, Meyer),
        TestProblem.SumOfSquares("box, three-dimensional (12)", [0, 10, 20], 0, 10, (x, r, j) =>
        {
            for (int i = 0; i < 10; i++)
            {
                double t = 0.1 * (i + 1), p = Math.Exp(-t * x[0]), q = Math.Exp(-t * x[1]), s = Math.Exp(-t) - Math.Exp(-10 * t);
                r[i] = p - q - x[2] * s;
                (j[i][0], j[i][1], j[i][2]) = (-t * p, t * q, -s);
            }
        }),
        TestProblem.SumOfSquares("Powell singular (13)", [3, -1, 0, 1], 0, 4, LargeProblems.PowellSingular),
        TestProblem.SumOfSquares("Wood (14)", [-3, -1, -3, -1], 0, 6, (x, r, j) =>
        {
            (double a, double b, double c, double d) = (x[0], x[1], x[2], x[3]);
            (r[0], r[1], r[2], r[3]) = (10 * (b - a * a), 1 - a, Math.Sqrt(90) * (d - c * c), 1 - c);
            (r[4], r[5]) = (Math.Sqrt(10) * (b + d - 2), (b - d) / Math.Sqrt(10));
            (j[0][0], j[0][1], j[1][0]) = (-20 * a, 10, -1);
            (j[2][2], j[2][3], j[3][2]) = (-2 * Math.Sqrt(90) * c, Math.Sqrt(90), -1);
            (j[4][1], j[4][3], j[5][1], j[5][3]) = (Math.Sqrt(10), Math.Sqrt(10), 1 / Math.Sqrt(10), -1 / Math.Sqrt(10));
        }),
    ];

    private static void Helix(double[] x, double[] r, double[][] j)
    {
        (double a, double b) = (x[0], x[1]);
        double radius = Math.Sqrt(a * a + b * b), turn = Math.Atan(b / a) / (2 * Math.PI) + (a < 0 ? 0.5 : 0);
        (r[0], r[1], r[2]) = (10 * (x[2] - 10 * turn), 10 * (radius - 1), x[2]);
        double share = 100 / (2 * Math.PI * radius * radius);
        (j[0][0], j[0][1], j[0][2]) = (share * b, -share * a, 10);
        (j[1][0], j[1][1], j[2][2]) = (10 * a / radius, 10 * b / radius, 1);
    }

    private static void Bard(double[] x, double[] r, double[][] j)
    {
        double[] y = [0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.10, 4.39];
        for (int i = 0; i < 15; i++)
        {
            double u = i + 1, v = 15 - i, w = Math.Min(u, v), below = v * x[1] + w * x[2];
            r[i] = y[i] - x[0] - u / below;
            (j[i][0], j[i][1], j[i][2]) = (-1, u * v / (below * below), u * w / (below * below));
        }
    }

    private static void Bell(double[] x, double[] r, double[][] j)
    {
        double[] y = [0.0009, 0.0044, 0.0175, 0.0540, 0.1295, 0.2420, 0.3521, 0.3989];
        for (int i = 0; i < 15; i++)
        {
            double off = (7 - i) / 2.0 - x[2], bell = Math.Exp(-x[1] * off * off / 2);
            r[i] = x[0] * bell - y[Math.Min(i, 14 - i)];
            (j[i][0], j[i][1], j[i][2]) = (bell, -x[0] * bell * off * off / 2, x[0] * bell * x[1] * off);
        }
    }

    private static void Meyer(double[] x, double[] r, double[][] j)
    {
        double[] y = [34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005, 5147, 4427, 3820, 3307, 2872];
        for (int i = 0; i < 16; i++)
        {
            double below = 45 + 5 * (i + 1) + x[2], power = Math.Exp(x[1] / below);
            r[i] = x[0] * power - y[i];
            (j[i][0], j[i][1], j[i][2]) = (power, x[0] * power / below, -x[0] * power * x[1] / (below * below));
        }
    }
}
