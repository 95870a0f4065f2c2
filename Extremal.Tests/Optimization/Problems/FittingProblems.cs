namespace Extremal.Tests.Optimization.Problems;

/// <summary>The fits to data among the problems of Moré, Garbow and Hillstrom (1981), with their numbers there.</summary>
internal static class FittingProblems
{
    private static readonly double[] Decay =
    [
        0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.850, 0.818, 0.784, 0.751, 0.718, 0.685, 0.658, 0.628, 0.603, 0.580,
        0.558, 0.538, 0.522, 0.506, 0.490, 0.478, 0.467, 0.457, 0.448, 0.438, 0.431, 0.424, 0.420, 0.414, 0.411, 0.406,
    ];

    public static readonly double[] Peaks =
    [
        1.366, 1.191, 1.112, 1.013, 0.991, 0.885, 0.831, 0.847, 0.786, 0.725, 0.746, 0.679, 0.608, 0.655, 0.616, 0.606, 0.602,
        0.626, 0.651, 0.724, 0.649, 0.649, 0.694, 0.644, 0.624, 0.661, 0.612, 0.558, 0.533, 0.495, 0.500, 0.423, 0.395, 0.375,
        0.372, 0.391, 0.396, 0.405, 0.428, 0.429, 0.523, 0.562, 0.607, 0.653, 0.672, 0.708, 0.633, 0.668, 0.645, 0.632, 0.591,
        0.559, 0.597, 0.625, 0.739, 0.710, 0.729, 0.720, 0.636, 0.581, 0.428, 0.292, 0.162, 0.098, 0.054,
    ];

    public static IReadOnlyList<TestProblem> All { get; } =
    [
        TestProblem.SumOfSquares("Kowalik and Osborne (15)", [0.25, 0.39, 0.415, 0.39], 3.07505603849238e-4, 11, Enzyme),
        TestProblem.SumOfSquares("Brown and Dennis (16)", [25, 5, -5, -1], 85822.2016263563, 20, (x, r, j) =>
        {
            for (int i = 0; i < 20; i++)
            {
                double t = (i + 1) / 5.0, p = x[0] + t * x[1] - Math.Exp(t), q = x[2] + x[3] * Math.Sin(t) - Math.Cos(t);
                r[i] = p * p + q * q;
                (j[i][0], j[i][1], j[i][2], j[i][3]) = (2 * p, 2 * p * t, 2 * q, 2 * q * Math.Sin(t));
            }
        }),
        TestProblem.SumOfSquares("Osborne 1 (17)", [0.5, 1.5, -1, 0.01, 0.02], 5.46489469748294e-5, 33, (x, r, j) =>
        {
            for (int i = 0; i < 33; i++)
            {
                double t = 10 * i, p = Math.Exp(-t * x[3]), q = Math.Exp(-t * x[4]);
                r[i] = Decay[i] - (x[0] + x[1] * p + x[2] * q);
                (j[i][0], j[i][1], j[i][2], j[i][3], j[i][4]) = (-1, -p, -q, x[1] * t * p, x[2] * t * q);
            }
        }),
        TestProblem.SumOfSquares("Biggs EXP6 (18)", [1, 2, 1, 1, 1, 1], 5.65564992550164e-3, 13, (x, r, j) =>
        {
            for (int i = 0; i < 13; i++)
            {
                double t = 0.1 * (i + 1), y = Math.Exp(-t) - 5 * Math.Exp(-10 * t) + 3 * Math.Exp(-4 * t);
                double p = Math.Exp(-t * x[0]), q = Math.Exp(-t * x[1]), s = Math.Exp(-t * x[4]);
                r[i] = x[2] * p - x[3] * q + x[5] * s - y;
                (j[i][0], j[i][1], j[i][2]) = (-t * x[2] * p, t * x[3] * q, p);
                (j[i][3], j[i][4], j[i][5]) = (-q, -t * x[5] * s, s);
            }
        }),
        TestProblem.SumOfSquares(
            "Osborne 2 (19)", [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5], 4.01377362935478e-2, 65, FourPeaks),
    ];

    private static void Enzyme(double[] x, double[] r, double[][] j)
    {
        double[] y = [0.1957, 0.1947, 0.1735, 0.1600, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246];
        double[] u = [4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625];
        for (int i = 0; i < 11; i++)
        {
            double above = u[i] * u[i] + u[i] * x[1], below = u[i] * u[i] + u[i] * x[2] + x[3];
            r[i] = y[i] - x[0] * above / below;
            (j[i][0], j[i][1]) = (-above / below, -x[0] * u[i] / below);
            (j[i][2], j[i][3]) = (x[0] * above * u[i] / (below * below), x[0] * above / (below * below));
        }
    }

    private static void FourPeaks(double[] x, double[] r, double[][] j)
    {
        for (int i = 0; i < 65; i++)
        {
            double t = i / 10.0, first = Math.Exp(-t * x[4]);
            r[i] = Peaks[i] - x[0] * first;
            (j[i][0], j[i][4]) = (-first, x[0] * t * first);
            for (int k = 1; k < 4; k++)
            {
                double off = t - x[7 + k], peak = Math.Exp(-off * off * x[4 + k]);
                r[i] -= x[k] * peak;
                (j[i][k], j[i][4 + k], j[i][7 + k]) = (-peak, x[k] * off * off * peak, -2 * x[k] * x[4 + k] * off * peak);
            }
        }
    }
}
