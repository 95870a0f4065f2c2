using Extremal.Optimization.Methods;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>The line search alone, on the six functions of Moré and Thuente (1994), section 5, and at kinks, bounds and in noise.</summary>
internal sealed class WolfeSearchTests
{
    private static readonly (string Name, Func<double, (double Value, double Slope)> Function)[] Cases =
    [
        ("1", a => (-a / (a * a + 2), (a * a - 2) / ((a * a + 2) * (a * a + 2)))),
        ("2", a => (Math.Pow(a + 0.004, 5) - 2 * Math.Pow(a + 0.004, 4), 5 * Math.Pow(a + 0.004, 4) - 8 * Math.Pow(a + 0.004, 3))),
        ("3", Wavy),
        ("4", a => Yanai(a, 0.001, 0.001)), ("5", a => Yanai(a, 0.01, 0.001)), ("6", a => Yanai(a, 0.001, 0.01)),
    ];

    [Test]
    public void TheStrongWolfeConditionsHold([Range(0, 5)] int number, [Values(1e-3, 1e-1, 1e1, 1e3)] double first)
    {
        Func<double, (double Value, double Slope)> function = Cases[number].Function;
        (WolfeSearch<double> search, WolfeStatus status, int told) = Run(function, first, most: 1e10, shortest: 0);
        (double value0, double slope0) = function(0);
        (double value, double slope) = function(search.Step);
        Assert.That(status, Is.EqualTo(WolfeStatus.Found));
        Assert.That(value, Is.LessThanOrEqualTo(value0 + 1e-3 * search.Step * slope0));
        Assert.That(Math.Abs(slope), Is.LessThanOrEqualTo(0.9 * Math.Abs(slope0)));
        Assert.That(told, Is.LessThanOrEqualTo(13)); // the paper's tables 1 to 6, of one implementation, have up to 12
    }

    [Test]
    public void TheGreatestStepIsTakenWhereTheFunctionFallsThere()
    {
        (WolfeSearch<double> search, WolfeStatus status, int told) = Run(a => (-a, -1), first: 1, most: 3.7);
        Assert.That((search.Step, status, told), Is.EqualTo((3.7, WolfeStatus.Found, 2)));
    }

    /// <summary>No step at a kink has a small slope; a low one is enough.</summary>
    [Test]
    public void AKinkIsNearedFromTheLowerSide()
    {
        (WolfeSearch<double> search, WolfeStatus status, int told) = Run(a => (Math.Abs(a - 0.3), a < 0.3 ? -1 : 1), first: 1, most: 1);
        Assert.That(status, Is.EqualTo(WolfeStatus.Found));
        Assert.That(search.Step, Is.EqualTo(0.3).Within(0.05));
        Assert.That(told, Is.LessThanOrEqualTo(8));
        Assert.That(search.BestValue, Is.EqualTo(Math.Abs(search.Step - 0.3)));
    }

    /// <summary>The values are constant to rounding, and one unit higher at the minimum; the slopes know better.</summary>
    [Test]
    public void InNoiseTheSlopesDecide()
    {
        (double Value, double Slope) Flat(double a) => (a == 0 ? 1 : Math.BitIncrement(1), 1e-9 * (a - 1));
        (WolfeSearch<double> search, WolfeStatus status, int told) = Run(Flat, 1, 10, noise: 2e-15);
        Assert.That((search.Step, status, told), Is.EqualTo((1.0, WolfeStatus.Found, 1)));
        Assert.That(Run(Flat, 1, 10).Status, Is.EqualTo(WolfeStatus.Failed));
    }

    [Test]
    public void RisingEverywhereFails()
    {
        (WolfeSearch<double> search, WolfeStatus status, int told) = Run(a => (a, a == 0 ? -1 : 1), first: 1, most: 10);
        Assert.That((search.Step, status), Is.EqualTo((0.0, WolfeStatus.Failed)));
        Assert.That(told, Is.LessThanOrEqualTo(WolfeSearch<double>.MostSteps));
    }

    private static (WolfeSearch<double> Search, WolfeStatus Status, int Told) Run(
        Func<double, (double Value, double Slope)> function, double first, double most, double noise = 0, double shortest = 0.1)
    {
        WolfeSearch<double> search = default;
        (double value, double slope) = function(0);
        search.Begin(value, slope, first, most, noise, shortest);
        for (int told = 1; ; told++)
        {
            Assert.That(search.Step, Is.GreaterThan(0).And.LessThanOrEqualTo(most));
            (value, slope) = function(search.Step);
            WolfeStatus status = search.Tell(value, slope);
            if (status != WolfeStatus.Searching)
            {
                return (search, status, told);
            }
        }
    }

    private static (double, double) Wavy(double a)
    {
        const double beta = 0.01, l = 39;
        (double value, double slope) = a <= 1 - beta ? (1 - a, -1.0)
            : a >= 1 + beta ? (a - 1, 1.0)
            : ((a - 1) * (a - 1) / (2 * beta) + beta / 2, (a - 1) / beta);
        double turn = l * Math.PI / 2;
        return (value + 2 * (1 - beta) / (l * Math.PI) * Math.Sin(turn * a), slope + (1 - beta) * Math.Cos(turn * a));
    }

    private static (double, double) Yanai(double a, double beta1, double beta2)
    {
        double Gamma(double beta) => Math.Sqrt(1 + beta * beta) - beta;
        double left = Math.Sqrt((1 - a) * (1 - a) + beta2 * beta2), right = Math.Sqrt(a * a + beta1 * beta1);
        return (Gamma(beta1) * left + Gamma(beta2) * right, -Gamma(beta1) * (1 - a) / left + Gamma(beta2) * a / right);
    }
}
