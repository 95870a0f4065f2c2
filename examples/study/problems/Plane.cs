using static System.Math;

namespace Examples.Study;

/// <summary>Functions of two inputs, the classics of global optimisation (Dixon and Szegő 1978; peaks is MATLAB's).</summary>
internal static class Plane
{
    public static Problem Branin { get; } = new(
        "Branin", [(-5, 10), (0, 15)], Aim.Minimize, 0.397887357730, [PI, 2.275],
        x => Square(x[1] - 5.1 / (4 * PI * PI) * x[0] * x[0] + 5 * x[0] / PI - 6) + 10 * (1 - 1 / (8 * PI)) * Cos(x[0]) + 10)
    {
        PublishedBest = new Dictionary<int, double> { [50] = 1.062, [100] = 0.763, [250] = 0.529 },
    };

    public static Problem SixHumpCamel { get; } = new(
        "six-hump camel", [(-3, 3), (-2, 2)], Aim.Minimize, -1.031628453490, [0.089842019, -0.712656400],
        x => (4 - 2.1 * x[0] * x[0] + Pow(x[0], 4) / 3) * x[0] * x[0] + x[0] * x[1] + (4 * x[1] * x[1] - 4) * x[1] * x[1])
    {
        PublishedBest = new Dictionary<int, double> { [50] = -0.665, [100] = -0.828, [250] = -0.983 },
    };

    /// <summary>From 3 to a million: a squared error sees the mountains alone.</summary>
    public static Problem GoldsteinPrice { get; } = new(
        "Goldstein-Price", Problem.Cube(2, -2, 2), Aim.Minimize, 3, [0, -1], GoldsteinPriceAt)
    {
        PublishedBest = new Dictionary<int, double> { [50] = 28.6, [100] = 23.0, [250] = 8.85 },
    };

    /// <summary>The same as who knows that it is positive would ask it.</summary>
    public static Problem LogGoldsteinPrice { get; } = new(
        "log Goldstein-Price", Problem.Cube(2, -2, 2), Aim.Minimize, Log(3), [0, -1], x => Log(GoldsteinPriceAt(x)));

    public static Problem Peaks { get; } = new(
        "peaks", Problem.Cube(2, -2, 2), Aim.Minimize, -6.551133332836, [0.228278905, -1.625534969],
        x => 3 * Square(1 - x[0]) * Exp(-x[0] * x[0] - Square(x[1] + 1))
            - 10 * (x[0] / 5 - Pow(x[0], 3) - Pow(x[1], 5)) * Exp(-x[0] * x[0] - x[1] * x[1])
            - Exp(-Square(x[0] + 1) - x[1] * x[1]) / 3);

    private static double GoldsteinPriceAt(double[] x)
    {
        var (a, b) = (x[0], x[1]);
        var first = 1 + Square(a + b + 1) * (19 - 14 * a + 3 * a * a - 14 * b + 6 * a * b + 3 * b * b);
        var second = 30 + Square(2 * a - 3 * b) * (18 - 32 * a + 12 * a * a + 48 * b - 36 * a * b + 27 * b * b);
        return first * second;
    }

    private static double Square(double value) => value * value;
}
