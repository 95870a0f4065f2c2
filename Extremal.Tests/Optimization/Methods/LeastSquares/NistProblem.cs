using System.Globalization;
using Extremal.Tests.Oracle;
using static Extremal.Tests.Oracle.DualFunctions;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>
/// A problem of the NIST Statistical Reference Datasets, nonlinear regression (National Institute of Standards and Technology, public
/// domain), as a file of Nist has it: two starts, the certified parameters and residual sum of squares to eleven digits, and the data.
/// </summary>
internal sealed class NistProblem
{
    private static readonly Dictionary<string, Func<Dual[], double[], Dual>> Models = new()
    {
        ["Misra1a"] = Saturation,
        ["Misra1b"] = (b, x) => b[0] * (1 - Power(1 + b[1] * x[0] / 2, -2)),
        ["Misra1c"] = (b, x) => b[0] * (1 - Power(1 + 2 * b[1] * x[0], -0.5)),
        ["Misra1d"] = (b, x) => b[0] * b[1] * x[0] / (1 + b[1] * x[0]),
        ["Chwirut1"] = Ultrasonic,
        ["Chwirut2"] = Ultrasonic,
        ["Lanczos1"] = Exponentials,
        ["Lanczos2"] = Exponentials,
        ["Lanczos3"] = Exponentials,
        ["Gauss1"] = TwoPeaks,
        ["Gauss2"] = TwoPeaks,
        ["Gauss3"] = TwoPeaks,
        ["DanWood"] = (b, x) => b[0] * Power(x[0], b[1]),
        ["Kirby2"] = (b, x) => (b[0] + x[0] * (b[1] + x[0] * b[2])) / (1 + x[0] * (b[3] + x[0] * b[4])),
        ["Hahn1"] = Cubics,
        ["Nelson"] = (b, x) => b[0] - b[1] * x[0] * Exp(-b[2] * x[1]),
        ["MGH17"] = (b, x) => b[0] + b[1] * Exp(-b[3] * x[0]) + b[2] * Exp(-b[4] * x[0]),
        ["Roszman1"] = (b, x) => b[0] - b[1] * x[0] - Atan(b[2] / (x[0] - b[3])) / Math.PI,
        ["ENSO"] = (b, x) => b[0] + Cycle(b[1], b[2], 12, x[0]) + Cycle(b[4], b[5], b[3], x[0]) + Cycle(b[7], b[8], b[6], x[0]),
        ["MGH09"] = (b, x) => b[0] * (x[0] * x[0] + x[0] * b[1]) / (x[0] * x[0] + x[0] * b[2] + b[3]),
        ["Thurber"] = Cubics,
        ["BoxBOD"] = Saturation,
        ["Rat42"] = (b, x) => b[0] / (1 + Exp(b[1] - b[2] * x[0])),
        ["MGH10"] = (b, x) => b[0] * Exp(b[1] / (x[0] + b[2])),
        ["Eckerle4"] = (b, x) => b[0] / b[1] * Exp(-0.5 * Square((x[0] - b[2]) / b[1])),
        ["Rat43"] = (b, x) => b[0] / Power(1 + Exp(b[1] - b[2] * x[0]), 1 / b[3]),
        ["Bennett5"] = (b, x) => b[0] * Power(b[1] + x[0], -1 / b[2]),
    };

    private NistProblem(string name)
    {
        Name = name;
        string file = Path.Combine(TestContext.CurrentContext.TestDirectory, "Optimization", "Methods", "LeastSquares", "Nist", name + ".txt");
        string[] lines = File.ReadAllLines(file);
        Starts = [.. lines.Where(line => line.StartsWith("start ", StringComparison.Ordinal)).Select(line => Numbers(line[6..]))];
        Certified = Numbers(lines.Single(line => line.StartsWith("certified ", StringComparison.Ordinal))[10..]);
        Squares = Numbers(lines.Single(line => line.StartsWith("squares ", StringComparison.Ordinal))[8..])[0];
        Data = [.. lines.SkipWhile(line => line != "data").Skip(1).Select(Numbers)];
    }

    public static IReadOnlyList<string> Names { get; } = [.. Models.Keys];

    public string Name { get; }

    public double[][] Starts { get; }

    public double[] Certified { get; }

    public double Squares { get; }

    /// <summary>One row an observation: y, then x.</summary>
    public double[][] Data { get; }

    public static NistProblem Of(string name) => new(name);

    /// <summary>The model's differences from the data, beginning at one of the starts.</summary>
    public DualProblem From(int start)
    {
        (double[][] data, Func<Dual[], double[], Dual> model) = (Data, Models[Name]);
        double[][] x = [.. data.Select(row => row[1..])];

        // Nelson's model is of log y.
        double[] y = [.. data.Select(row => Name == "Nelson" ? Math.Log(row[0]) : row[0])];
        return new(Name, Starts[start], y.Length, (b, r) =>
        {
            for (int i = 0; i < r.Length; i++)
            {
                r[i] = model(b, x[i]) - y[i];
            }
        });
    }

    private static Dual Saturation(Dual[] b, double[] x) => b[0] * (1 - Exp(-b[1] * x[0]));

    private static Dual Ultrasonic(Dual[] b, double[] x) => Exp(-b[0] * x[0]) / (b[1] + b[2] * x[0]);

    private static Dual Exponentials(Dual[] b, double[] x) =>
        b[0] * Exp(-b[1] * x[0]) + b[2] * Exp(-b[3] * x[0]) + b[4] * Exp(-b[5] * x[0]);

    private static Dual TwoPeaks(Dual[] b, double[] x) =>
        b[0] * Exp(-b[1] * x[0]) + b[2] * Exp(-Square((x[0] - b[3]) / b[4])) + b[5] * Exp(-Square((x[0] - b[6]) / b[7]));

    private static Dual Cubics(Dual[] b, double[] x) =>
        (b[0] + x[0] * (b[1] + x[0] * (b[2] + x[0] * b[3]))) / (1 + x[0] * (b[4] + x[0] * (b[5] + x[0] * b[6])));

    private static Dual Cycle(Dual cosine, Dual sine, Dual period, double x)
    {
        Dual angle = 2 * Math.PI * x / period;
        return cosine * Dual.Chain(Math.Cos(angle.Value), -Math.Sin(angle.Value), angle) + sine * Sin(angle);
    }

    private static Dual Atan(Dual x) => Dual.Chain(Math.Atan(x.Value), 1 / (1 + x.Value * x.Value), x);

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
