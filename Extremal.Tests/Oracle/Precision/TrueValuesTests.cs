using System.Text.Json;
using Extremal.Tests.Kernels;

namespace Extremal.Tests.Oracle;

/// <summary>The true values against Golden/elementary.json, computed with 78 decimal digits and rounded once, subnormal ones too.</summary>
public sealed class TrueValuesTests
{
    private static readonly Dictionary<string, double[][]> Golden = JsonSerializer.Deserialize<Dictionary<string, double[][]>>(
        File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Golden", "elementary.json")))!;

    private static IEnumerable<string> Functions => Golden.Keys.Where(name => name != "Power");

    [Test]
    public void Rounded_they_are_the_golden_values([ValueSource(nameof(Functions))] string function)
    {
        Func<double, WideNumber> truth = TrueValues.Of(function);
        double[][] golden = [.. Golden[function].Where(pair => pair[1] != 0 && double.IsFinite(pair[1]) && double.IsFinite(pair[0]))];
        Assert.That(golden, Has.Length.GreaterThan(70));
        foreach (double[] pair in golden)
        {
            WideNumber y = truth(pair[0]);
            double ulps = Math.Abs((pair[1] - y).InUnitsOf(Math.Max(-1022, y.Exponent) - 52));
            Assert.That(ulps, Is.LessThanOrEqualTo(0.5 + 1e-9), $"{function} at {pair[0]:R}, not {pair[1]:R}");
        }
    }

    [TestCase("Exp")]
    [TestCase("Log")]
    [TestCase("Log1p")]
    [TestCase("Tanh")]
    [TestCase("Asinh")]
    [TestCase("Sigmoid")]
    [TestCase("Sin")]
    [TestCase("Softplus")]
    [TestCase("SiLU")]
    [TestCase("GELU")]
    [TestCase("RadialGaussian")]
    [TestCase("RadialMatern")]
    public void Slopes_are_those_of_the_values(string function)
    {
        (Func<double, WideNumber> value, Func<double, WideNumber> slope) = (TrueValues.Of(function), TrueValues.SlopeOf(function));
        foreach (double x in (double[])[0.3, 1, 2.5, 6, -0.7, -3])
        {
            if (x < 0 && function is "Log" || x < -1 && function is "Log1p")
            {
                continue;
            }

            const double Step = 1e-8;
            (double left, double right) = (x - Step, x + Step);
            WideNumber quotient = (value(right) - value(left)) / ((DoubleDouble)right - left);
            Assert.That((quotient - slope(x)).InUnitsOf(0), Is.Zero.Within(1e-13), $"{function} at {x}");
        }
    }
}
