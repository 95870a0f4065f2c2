using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>
/// What the roundings of a function add up to at most, taken along its own text by <see cref="AffineLanes{T}"/>: below the published bound,
/// and below what the function declares to proofs. As a function of x the sum jumps where a number on the way passes a power of two, and is
/// smooth between, so that points tell its greatest value.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class RoundingBoundTests
{
    private const int Seed = 4;

    // A declared error is a promise to proofs, so it leaves room beside the sum of the worst.
    private const double Margin = 1.25;

    private static IEnumerable<object> Functions => ElementaryFunction.All;

    private static IEnumerable<object> Declaring => ElementaryFunction.All.Where(function => function.Curve.IsKnown);

    [Test]
    public void Roundings_add_up_to_the_published_bound([ValueSource(nameof(Functions))] object function)
    {
        var of = (ElementaryFunction)function;
        AssertBelow(of, 1000);
        Assert.That(Sum(of, of.BoundAt), Is.InRange(of.Bound - 0.02, of.Bound), "and to hardly less, at one point at least");
    }

    [Explicit("Minutes.")]
    [Category("Long")]
    [Test]
    public void Roundings_add_up_to_the_published_bound_at_a_million_points([ValueSource(nameof(Functions))] object function) =>
        AssertBelow((ElementaryFunction)function, 1_000_000);

    [Test]
    public void The_greatest_error_found_is_the_published_one([ValueSource(nameof(Functions))] object function)
    {
        var of = (ElementaryFunction)function;
        double[] y = new double[1];
        of.Apply([of.FoundAt], y);
        Assert.That(ElementaryFunction.Ulps(y[0], of.Truth(of.FoundAt)), Is.InRange(of.Found - 0.01, of.Found));
        Assert.That(of.Found, Is.LessThanOrEqualTo(of.Bound));
        Assert.That(of.Float, Is.LessThanOrEqualTo(of.Bound));
    }

    /// <summary>Its greatest errors are where |y·ln x| is greatest and ln x is cut worst, next to √½.</summary>
    [Test]
    public void A_power_is_off_by_what_its_comment_says()
    {
        (double x, double y) = (0.7041058975722368, -1928.261008205665);
        double[] z = new double[1];
        Pointwise.Combine<double, Power>(default, new([x], Shape.One), new([y], Shape.One), new(z, Shape.One));
        Assert.That(ElementaryFunction.Ulps(z[0], WideNumber.Exp(Precise.Log(x) * y)), Is.InRange(2.47, 2.48));

        var random = new Random(Seed);
        double most = 0;
        for (int i = 0; i < 2000; i++)
        {
            x = (0.695 + 0.02 * random.NextDouble()) * Math.Pow(2, random.Next(-2, 5));
            y = (random.Next(2) * 2 - 1) * (600 + 109.7 * random.NextDouble()) / Math.Log(x);
            WideNumber truth = WideNumber.Exp(Precise.Log(x) * y);
            AffineLanes<double> value = default(Power).Value<AffineLanes<double>, double>(
                AffineLanes<double>.Argument(x), AffineLanes<double>.Another(y));
            most = Math.Max(most, value.MostErrorInUnitsOf(ElementaryFunction.LastPlace<double>(truth), truth));
        }

        Assert.That(most, Is.InRange(2.5, 2.9), $"seed {Seed}");
    }

    [Test]
    public void Declared_errors_of_values_are_above([ValueSource(nameof(Declaring))] object function, [Values] bool isSingle)
    {
        var of = (ElementaryFunction)function;
        double sum = isSingle ? Greatest<float>(of, RelativeError) : Greatest<double>(of, RelativeError);
        Assert.That(of.Curve.ValueError, Is.GreaterThan(Margin * sum));
    }

    [Test]
    public void Declared_errors_of_slopes_are_above([ValueSource(nameof(Declaring))] object function)
    {
        var of = (ElementaryFunction)function;
        double sum = Greatest<double>(of, SlopeError);
        Assert.That(of.Curve.DerivativeError, of.Name is "Log" ? Is.EqualTo(1).And.GreaterThanOrEqualTo(sum) : Is.GreaterThan(Margin * sum));
    }

    [TestCase(1)]
    [TestCase(0.3)]
    [TestCase(2.5)]
    public void What_the_exponential_linear_unit_declares_is_above(double alpha)
    {
        var elu = new ELU(alpha);
        Func<double, WideNumber> unit = TrueValues.Of("Expm1"), exp = TrueValues.Of("Exp");
        foreach (double x in ElementaryFunction.All.Single(function => function.Name == "Expm1").Points(4000, Seed).Where(x => x < 0))
        {
            AffineLanes<double> argument = AffineLanes<double>.Argument(x);
            AffineLanes<double> y = elu.Value<AffineLanes<double>, double>(argument), slope = elu.Derivative<AffineLanes<double>, double>(argument, y);
            WideNumber value = alpha * unit(x);
            double relative = Roundings<double>(y.MostErrorInUnitsOf(value.Exponent, value)) / value.Magnitude.InUnitsOf(value.Exponent);
            Assert.That(elu.Curve.ValueError, Is.GreaterThan(Margin * relative), $"value at {x:R}");
            double absolute = Roundings<double>(slope.MostErrorInUnitsOf(0, alpha * exp(x)));
            Assert.That(elu.Curve.DerivativeError, Is.GreaterThan(Margin * absolute), $"slope at {x:R}");
        }
    }

    private static void AssertBelow(ElementaryFunction of, int count)
    {
        (double most, double at) = (0, 0);
        foreach (double x in of.Points(count, Seed))
        {
            double sum = Sum(of, x);
            (most, at) = sum > most ? (sum, x) : (most, at);
        }

        TestContext.Out.WriteLine(FormattableString.Invariant($"{of}: {most:F4} ulp, at {at:R}"));
        Assert.That(most, Is.LessThanOrEqualTo(of.Bound), $"{of} at {at:R}, seed {Seed}");
    }

    // In units in the last place of the true value; nothing where it overflows.
    private static double Sum(ElementaryFunction of, double x)
    {
        WideNumber truth = of.Truth(x);
        AffineLanes<double> y = of.Value(x);
        return double.IsFinite(y.Value) ? y.MostErrorInUnitsOf(ElementaryFunction.LastPlace<double>(truth), truth) : 0;
    }

    private static double Greatest<T>(ElementaryFunction of, Func<ElementaryFunction, T, double> error)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double reach = typeof(T) == typeof(float) ? of.Curve.ReachInSingle : of.Curve.ReachInDouble;
        return of.Points(500, Seed).Append(of.BoundAt).Where(x => Math.Abs(x) <= reach)
            .Select(T.CreateTruncating).Where(x => T.IsFinite(x) && x != T.Zero).Max(x => error(of, x));
    }

    // In u·|φ(x)|, and as many of the least subnormal.
    private static double RelativeError<T>(ElementaryFunction of, T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WideNumber truth = of.Truth(double.CreateChecked(x));
        AffineLanes<T> y = of.Value(x);
        if (!T.IsFinite(y.Value))
        {
            return 0;
        }

        int exponent = Math.Max(truth.Exponent, ElementaryFunction.LastPlace<T>(truth));
        return Roundings<T>(y.MostErrorInUnitsOf(exponent, truth)) / (truth.Magnitude.InUnitsOf(exponent) + Roundings<T>(LeastIn<T>(exponent)));
    }

    // In u·max(1, |φ′(x)|).
    private static double SlopeError<T>(ElementaryFunction of, T x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WideNumber truth = TrueValues.SlopeOf(of.Name)(double.CreateChecked(x));
        AffineLanes<T> slope = of.Slope(x);
        return T.IsFinite(slope.Value) ? Roundings<T>(slope.MostErrorInUnitsOf(0, truth)) / Math.Max(1, truth.Magnitude.InUnitsOf(0)) : 0;
    }

    private static double Roundings<T>(double error) => Math.ScaleB(error, typeof(T) == typeof(float) ? 24 : 53);

    private static double LeastIn<T>(int exponent) => Math.ScaleB(1, (typeof(T) == typeof(float) ? -149 : -1074) - exponent);
}
