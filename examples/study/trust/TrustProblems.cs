using static System.Math;

namespace Examples.Study;

/// <summary>The functions of the trust protocol, <see cref="TrustSample"/>, each to be minimised over its usual box.</summary>
internal static class TrustProblems
{
    public static IReadOnlyList<Problem> All { get; } =
    [
        new("beale-2", Problem.Cube(2, -4.5, 4.5), Aim.Minimize, 0, [3, 0.5],
            x => Square(1.5 - x[0] + x[0] * x[1]) + Square(2.25 - x[0] + x[0] * x[1] * x[1]) + Square(2.625 - x[0] + x[0] * Pow(x[1], 3))),
        new("peaks-2", Problem.Cube(2, -3, 3), Aim.Minimize, Plane.Peaks.Optimum, Plane.Peaks.At, Plane.Peaks.Truth),
        new("griewank-4", Problem.Cube(4, -600, 600), Aim.Minimize, 0, new double[4],
            x => x.Sum(Square) / 4000 - x.Select((value, i) => Cos(value / Sqrt(i + 1))).Aggregate((product, next) => product * next) + 1),
        new("powell-4", Problem.Cube(4, -4, 5), Aim.Minimize, 0, new double[4],
            x => Square(x[0] + 10 * x[1]) + 5 * Square(x[2] - x[3]) + Pow(x[1] - 2 * x[2], 4) + 10 * Pow(x[0] - x[3], 4)),
        new("quintic-5", Problem.Cube(5, -10, 10), Aim.Minimize, 0, [.. Enumerable.Repeat(2.0, 5)],
            x => x.Sum(value => Abs(Pow(value, 5) - 3 * Pow(value, 4) + 4 * Pow(value, 3) + 2 * value * value - 10 * value - 4))),
        new("qing-8", Problem.Cube(8, -500, 500), Aim.Minimize, 0, [.. Enumerable.Range(1, 8).Select(i => Sqrt(i))],
            x => x.Select((value, i) => Square(value * value - (i + 1))).Sum()),
        new("rastrigin-10", Problem.Cube(10, -5.12, 5.12), Aim.Minimize, 0, new double[10],
            x => x.Sum(value => value * value - 10 * Cos(2 * PI * value) + 10)),
    ];

    private static double Square(double value) => value * value;
}
