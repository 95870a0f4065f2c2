using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Tests.Oracle;
using static Extremal.Tests.Oracle.DualFunctions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>
/// Problems of W. Hock and K. Schittkowski, Test Examples for Nonlinear Programming Codes, 1981, by their numbers there. Constraints are
/// c(x) ≥ 0, or = 0 for the first this many; linear ones among them are rows.
/// </summary>
internal sealed record HockSchittkowski(int Number, double[] Start, double Optimum)
{
    private const double Free = double.PositiveInfinity;

    public double[] Lower { get; init; } = [.. Start.Select(_ => -Free)];

    public double[] Upper { get; init; } = [.. Start.Select(_ => Free)];

    public (double[] Coefficients, double Low, double High)[] Rows { get; init; } = [];

    public required Func<Dual[], Dual> Objective { get; init; }

    public Func<Dual[], Dual>[] Constraints { get; init; } = [];

    public int Equalities { get; init; }

    public double[]? Solution { get; init; }

    public static HockSchittkowski[] All { get; } =
    [
        new(6, [-1.2, 1], 0)
        {
            Objective = x => Square(1 - x[0]), Constraints = [x => 10 * (x[1] - Square(x[0]))], Equalities = 1, Solution = [1, 1],
        },
        new(7, [2, 2], -Math.Sqrt(3))
        {
            Objective = x => Log(1 + Square(x[0])) - x[1],
            Constraints = [x => Square(1 + Square(x[0])) + Square(x[1]) - 4], Equalities = 1, Solution = [0, Math.Sqrt(3)],
        },
        new(10, [-10, 10], -1)
        {
            Objective = x => x[0] - x[1], Constraints = [x => -3 * Square(x[0]) + 2 * x[0] * x[1] - Square(x[1]) + 1], Solution = [0, 1],
        },
        new(21, [-1, -1], -99.96)
        {
            Lower = [2, -50], Upper = [50, 50], Rows = [([10, -1], 10, Free)],
            Objective = x => 0.01 * Square(x[0]) + Square(x[1]) - 100, Solution = [2, 0],
        },
        new(24, [1, 0.5], -1)
        {
            Lower = [0, 0],
            Rows = [([1 / Math.Sqrt(3), -1], 0, Free), ([1, Math.Sqrt(3)], 0, Free), ([-1, -Math.Sqrt(3)], -6, Free)],
            Objective = x => (Square(x[0] - 3) - 9) * x[1] * x[1] * x[1] / (27 * Math.Sqrt(3)), Solution = [3, Math.Sqrt(3)],
        },
        new(26, [-2.6, 2, 2], 0)
        {
            Objective = x => Square(x[0] - x[1]) + Square(Square(x[1] - x[2])),
            Constraints = [x => (1 + Square(x[1])) * x[0] + Square(Square(x[2])) - 3], Equalities = 1,
        },
        new(35, [0.5, 0.5, 0.5], 1.0 / 9)
        {
            Lower = [0, 0, 0], Rows = [([-1, -1, -2], -3, Free)],
            Objective = x => 9 - 8 * x[0] - 6 * x[1] - 4 * x[2] + 2 * Square(x[0]) + 2 * Square(x[1]) + Square(x[2]) + 2 * x[0] * x[1]
                + 2 * x[0] * x[2],
            Solution = [4.0 / 3, 7.0 / 9, 4.0 / 9],
        },
        new(43, [0, 0, 0, 0], -44)
        {
            Objective = x => Square(x[0]) + Square(x[1]) + 2 * Square(x[2]) + Square(x[3]) - 5 * x[0] - 5 * x[1] - 21 * x[2] + 7 * x[3],
            Constraints =
            [
                x => 8 - Square(x[0]) - Square(x[1]) - Square(x[2]) - Square(x[3]) - x[0] + x[1] - x[2] + x[3],
                x => 10 - Square(x[0]) - 2 * Square(x[1]) - Square(x[2]) - 2 * Square(x[3]) + x[0] + x[3],
                x => 5 - 2 * Square(x[0]) - Square(x[1]) - Square(x[2]) - 2 * x[0] + x[1] + x[3],
            ],
            Solution = [0, 1, 2, -1],
        },
        new(48, [3, 5, -3, 2, -2], 0)
        {
            Rows = [([1, 1, 1, 1, 1], 5, 5), ([0, 0, 1, -2, -2], -3, -3)],
            Objective = x => Square(x[0] - 1) + Square(x[1] - x[2]) + Square(x[3] - x[4]), Solution = [1, 1, 1, 1, 1],
        },
        new(65, [-5, 5, 0], 0.9535288567)
        {
            Lower = [-4.5, -4.5, -5], Upper = [4.5, 4.5, 5],
            Objective = x => Square(x[0] - x[1]) + Square(x[0] + x[1] - 10) / 9 + Square(x[2] - 5),
            Constraints = [x => 48 - Square(x[0]) - Square(x[1]) - Square(x[2])], Solution = [3.650461821, 3.650461821, 4.620417555],
        },
        new(71, [1, 5, 5, 1], 17.0140173)
        {
            Lower = [1, 1, 1, 1], Upper = [5, 5, 5, 5], Objective = x => x[0] * x[3] * (x[0] + x[1] + x[2]) + x[2],
            Constraints = [x => Square(x[0]) + Square(x[1]) + Square(x[2]) + Square(x[3]) - 40, x => x[0] * x[1] * x[2] * x[3] - 25],
            Equalities = 1, Solution = [1, 4.7429994, 3.8211503, 1.3794082],
        },
        new(76, [0.5, 0.5, 0.5, 0.5], -4.681818181)
        {
            Lower = [0, 0, 0, 0], Rows = [([-1, -2, -1, -1], -5, Free), ([-3, -1, -2, 1], -4, Free), ([0, 1, 4, 0], 1.5, Free)],
            Objective = x => Square(x[0]) + 0.5 * Square(x[1]) + Square(x[2]) + 0.5 * Square(x[3]) - x[0] * x[2] + x[2] * x[3] - x[0]
                - 3 * x[1] + x[2] - x[3],
            Solution = [3.0 / 11, 23.0 / 11, 0, 6.0 / 11],
        },
        new(100, [1, 2, 0, 4, 0, 1, 1], 680.6300573)
        {
            Objective = x => Square(x[0] - 10) + 5 * Square(x[1] - 12) + Square(Square(x[2])) + 3 * Square(x[3] - 11)
                + 10 * Square(x[4] * x[4] * x[4]) + 7 * Square(x[5]) + Square(Square(x[6])) - 4 * x[5] * x[6] - 10 * x[5] - 8 * x[6],
            Constraints =
            [
                x => 127 - 2 * Square(x[0]) - 3 * Square(Square(x[1])) - x[2] - 4 * Square(x[3]) - 5 * x[4],
                x => 282 - 7 * x[0] - 3 * x[1] - 10 * Square(x[2]) - x[3] + x[4],
                x => 196 - 23 * x[0] - Square(x[1]) - 6 * Square(x[5]) + 8 * x[6],
                x => -4 * Square(x[0]) - Square(x[1]) + 3 * x[0] * x[1] - 2 * Square(x[2]) - 5 * x[5] + 11 * x[6],
            ],
        },
        new(113, [2, 3, 5, 5, 1, 2, 7, 3, 6, 10], 24.3062091)
        {
            Rows =
            [
                ([-4, -5, 0, 0, 0, 0, 3, -9, 0, 0], -105, Free), ([-10, 8, 0, 0, 0, 0, 17, -2, 0, 0], 0, Free),
                ([8, -2, 0, 0, 0, 0, 0, 0, -5, 2], -12, Free),
            ],
            Objective = x => Square(x[0]) + Square(x[1]) + x[0] * x[1] - 14 * x[0] - 16 * x[1] + Square(x[2] - 10) + 4 * Square(x[3] - 5)
                + Square(x[4] - 3) + 2 * Square(x[5] - 1) + 5 * Square(x[6]) + 7 * Square(x[7] - 11) + 2 * Square(x[8] - 10)
                + Square(x[9] - 7) + 45,
            Constraints =
            [
                x => -3 * Square(x[0] - 2) - 4 * Square(x[1] - 3) - 2 * Square(x[2]) + 7 * x[3] + 120,
                x => -5 * Square(x[0]) - 8 * x[1] - Square(x[2] - 6) + 2 * x[3] + 40,
                x => -0.5 * Square(x[0] - 8) - 2 * Square(x[1] - 4) - 3 * Square(x[4]) + x[5] + 30,
                x => -Square(x[0]) - 2 * Square(x[1] - 2) + 2 * x[0] * x[1] - 14 * x[4] + 6 * x[5],
                x => 3 * x[0] - 6 * x[1] - 12 * Square(x[8] - 8) + 7 * x[9],
            ],
        },
    ];

    public override string ToString() => $"HS{Number}";

    public Box<double> Box() => new(Lower, Upper);

    public ConstrainedProblem<double> Problem() => new(Start.Length, [Objective, .. Constraints]);

    public SequentialQuadratic<double> Method(double tolerance = 1e-9, int steps = 200)
    {
        LinearRows<double> rows = new(
            new ReadOnlyMatrix<double>(Rows.SelectMany(row => row.Coefficients).ToArray(), new Shape(Rows.Length, Start.Length)),
            [.. Rows.Select(row => row.Low)], [.. Rows.Select(row => row.High)]);
        return new(rows, new double[Constraints.Length], [.. Constraints.Select((_, k) => k < Equalities ? 0 : Free)], tolerance, steps);
    }
}
