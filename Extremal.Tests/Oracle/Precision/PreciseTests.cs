using System.Text.Json;
using Extremal.Tests.Kernels;

namespace Extremal.Tests.Oracle;

/// <summary>
/// The precise functions against Golden/elementary.json, computed with 78 decimal digits and rounded once: so they may differ by half a
/// unit in the last place and no more.
/// </summary>
public sealed class PreciseTests
{
    private static readonly Dictionary<string, double[][]> Golden = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "elementary.json")))!;

    [TestCase("Exp")]
    [TestCase("Expm1")]
    [TestCase("Log")]
    [TestCase("Log1p")]
    [TestCase("Tanh")]
    [TestCase("Sigmoid")]
    [TestCase("Sin")]
    [TestCase("Cos")]
    [TestCase("Erf")]
    public void Rounded_they_are_the_golden_values(string function)
    {
        Func<double, DoubleDouble> precise = Of(function);
        double[][] golden = [.. Golden[function].Where(pair => Math.Abs(pair[0]) > 1e-280 && Math.Abs(pair[1]) is > 1e-280 and < 1e300)];
        Assert.That(golden, Has.Length.GreaterThan(70));
        foreach (double[] pair in golden)
        {
            DoubleDouble y = precise(pair[0]);
            double ulps = Bits.Ulps(pair[1], y.High, y.Low);
            Assert.That(ulps, Is.LessThanOrEqualTo(0.5 + 1e-9), $"{function} at {pair[0]:R}: {y}, not {pair[1]:R}");
        }
    }

    internal static Func<double, DoubleDouble> Of(string function) => function switch
    {
        "Exp" => x => Precise.Exp(x),
        "Expm1" => x => Precise.Expm1(x),
        "Log" => Precise.Log,
        "Log1p" => Precise.Log1p,
        "Tanh" => Precise.Tanh,
        "Sigmoid" => Precise.Sigmoid,
        "Sin" => Precise.Sin,
        "Cos" => Precise.Cos,
        "Erf" => Precise.Erf,
        _ => throw new ArgumentOutOfRangeException(nameof(function)),
    };
}
