namespace Extremal.Tests.Oracle;

/// <summary>The oracle itself, against numbers from tables and identities.</summary>
internal sealed class OracleTests
{
    // Abramowitz and Stegun, tables 7.1 and 7.3, and DLMF 7.23.
    [TestCase(0.0, 1.0)]
    [TestCase(0.5, 0.4795001221869534623)]
    [TestCase(1.0, 0.1572992070502851307)]
    [TestCase(-1.0, 1.8427007929497148693)]
    [TestCase(2.0, 0.004677734981047265838)]
    [TestCase(3.0, 2.209049699858544137e-5)]
    [TestCase(5.0, 1.537459794428034850e-12)]
    public void ErfcMatchesItsTable(double x, double expected) =>
        Assert.That(Special.Erfc(x), Is.EqualTo(expected).Within(4e-15 * Math.Max(expected, expected > 0.1 ? 1 : 0)));

    [Test]
    public void ErfcIsSmoothWhereSeriesAndFractionMeet() =>
        Assert.That(Special.Erfc(2) / Special.Erfc(Math.BitDecrement(2.0)), Is.EqualTo(1).Within(1e-13));

    [TestCase(1e-300, 1e-300, 1e-300)]
    [TestCase(1e-10, 9.9999999995e-11, 1.00000000005e-10)]
    [TestCase(-1e-5, -1.000005000033333583e-5, -9.99995000016666625e-6)]
    [TestCase(0.25, 0.22314355131420975577, 0.28402541668774148407)]
    public void FunctionsAreAccurateNearZero(double x, double log1p, double expm1)
    {
        Assert.That(Special.Log1p(x) / log1p, Is.EqualTo(1).Within(1e-15));
        Assert.That(Special.Expm1(x) / expm1, Is.EqualTo(1).Within(1e-15));
    }

    [Test]
    public void FunctionsHaveTheirLimits() => Assert.Multiple(() =>
    {
        Assert.That(Special.Log1p(double.PositiveInfinity), Is.EqualTo(double.PositiveInfinity));
        Assert.That(Special.Log1p(-1), Is.EqualTo(double.NegativeInfinity));
        Assert.That(Special.Log1p(double.NegativeInfinity), Is.NaN);
        Assert.That(Special.Log1p(double.NaN), Is.NaN);
        Assert.That(Special.Expm1(double.NegativeInfinity), Is.EqualTo(-1));
        Assert.That(Special.Expm1(double.NaN), Is.NaN);
        Assert.That(DualFunctions.GELU(new Dual(double.NegativeInfinity, 1)), Is.EqualTo(new Dual(0, 0)));
    });

    [Test]
    public void TheStencilIsExactForPolynomialsOfDegreeSix() =>
        Assert.That(
            Differences.Derivative(x => 1 + x * x * x * (2 - x * x * x), 0.75),
            Is.EqualTo(6 * 0.5625 - 6 * Math.Pow(0.75, 5)).Within(1e-13));

    private static readonly (string Name, Func<Dual, Dual> F)[] Functions =
    [
        ("sqrt", DualFunctions.Sqrt), ("exp", DualFunctions.Exp), ("log", DualFunctions.Log), ("log1p", DualFunctions.Log1p),
        ("sin", DualFunctions.Sin), ("tanh", DualFunctions.Tanh), ("sigmoid", DualFunctions.Sigmoid), ("softplus", DualFunctions.Softplus),
        ("asinh", DualFunctions.Asinh), ("silu", DualFunctions.SiLU), ("gelu", DualFunctions.GELU),
        ("radialGaussian", DualFunctions.RadialGaussian), ("radialMatern", DualFunctions.RadialMatern),
        ("x^x", x => DualFunctions.Power(x, x)), ("1/x", x => 1 / x),
    ];

    [Test]
    public void TangentsAgreeWithDifferences(
        [ValueSource(nameof(Functions))] (string Name, Func<Dual, Dual> F) function, [Values(0.6, 1.4)] double x)
    {
        double quotient = Differences.Derivative(at => function.F(at).Value, x);
        Assert.That(function.F(new Dual(x, 1)).Tangent, Is.EqualTo(quotient).Within(1e-10), function.Name);
    }
}
