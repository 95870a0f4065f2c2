using Extremal.Kernels;
using Extremal.Kernels.Functions;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>The conventions at corners, zeros and infinities, one by one.</summary>
public sealed class SpecialValueTests
{
    private const double Inf = double.PositiveInfinity;

    [Test]
    public void Values_at_infinity_are_the_limits()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new Tanh(), Inf), Is.EqualTo(1));
            Assert.That(Value(new Tanh(), -Inf), Is.EqualTo(-1));
            Assert.That(Value(new Asinh(), Inf), Is.EqualTo(Inf));
            Assert.That(Value(new Asinh(), -Inf), Is.EqualTo(-Inf));
            Assert.That(Value(new Exp(), Inf), Is.EqualTo(Inf));
            Assert.That(Value(new Exp(), -Inf), Is.EqualTo(0));
            Assert.That(Value(new Sigmoid(), -Inf), Is.EqualTo(0));
            Assert.That(Value(new Sigmoid(), Inf), Is.EqualTo(1));
            Assert.That(Value(new Softplus(), -Inf), Is.EqualTo(0));
            Assert.That(Value(new Softplus(), 1e300), Is.EqualTo(1e300));
            Assert.That(Value(new SiLU(), -Inf), Is.EqualTo(0));
            Assert.That(Value(new SiLU(), Inf), Is.EqualTo(Inf));
            Assert.That(Value(new GELU(), -Inf), Is.EqualTo(0));
            Assert.That(Value(new GELU(), Inf), Is.EqualTo(Inf));
            Assert.That(Value(new ELU(), -Inf), Is.EqualTo(-1));
            Assert.That(Value(new Square(), -Inf), Is.EqualTo(Inf));
            Assert.That(Value(new RadialGaussian(), Inf), Is.EqualTo(0));
            Assert.That(Value(new RadialGaussian(), -Inf), Is.EqualTo(Inf));
            Assert.That(Value(new RadialGaussian(), -0.0), Is.EqualTo(1));
            Assert.That(Value(new RadialMatern(), Inf), Is.EqualTo(0));
            Assert.That(Value(new RadialMatern(), 1e308), Is.EqualTo(0));
            Assert.That(Value(new RadialMatern(), -Inf), Is.EqualTo(Inf));
            Assert.That(Value(new RadialMatern(), -6), Is.EqualTo(6), "on the tangent");
            Assert.That(Value(new RadialMatern(), -0.0), Is.EqualTo(1));
            Assert.That(Value(new RadialMatern(), double.Epsilon), Is.EqualTo(1));
            Assert.That(Value(new Log(), 0), Is.EqualTo(-Inf));
            Assert.That(Value(new Log(), -1), Is.NaN);
            Assert.That(Value(new Log1p(), -1), Is.EqualTo(-Inf));
            Assert.That(Value(new Sine(), Inf), Is.NaN);
            Assert.That(Value(new Sine(), 2e14), Is.NaN);
        }
    }

    [Test]
    public void Slopes_at_corners_and_infinities_are_as_stated()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Slope(new ReLU(), 0), Is.EqualTo(0));
            Assert.That(Slope(new LeakyReLU(0.25), 0), Is.EqualTo(0.25));
            Assert.That(Slope(new ELU(2), 0), Is.EqualTo(2));
            Assert.That(Slope(new Abs(), 0), Is.EqualTo(0));
            Assert.That(Slope(new Abs(), -0.0), Is.EqualTo(0));
            Assert.That(Slope(new Abs(), -3), Is.EqualTo(-1));
            Assert.That(Slope(new Tanh(), Inf), Is.EqualTo(0));
            Assert.That(Slope(new Asinh(), Inf), Is.EqualTo(0));
            Assert.That(Slope(new Asinh(), -Inf), Is.EqualTo(0));
            Assert.That(Slope(new Asinh(), -0.0), Is.EqualTo(1));
            Assert.That(Slope(new Sigmoid(), -Inf), Is.EqualTo(0));
            Assert.That(Slope(new Softplus(), Inf), Is.EqualTo(1));
            Assert.That(Slope(new SiLU(), -Inf), Is.EqualTo(0));
            Assert.That(Slope(new SiLU(), Inf), Is.EqualTo(1));
            Assert.That(Slope(new GELU(), -Inf), Is.EqualTo(0));
            Assert.That(Slope(new GELU(), Inf), Is.EqualTo(1));
            Assert.That(Slope(new Sqrt(), 0), Is.EqualTo(Inf));
            Assert.That(Slope(new Square(), -Inf), Is.EqualTo(-Inf));
            Assert.That(Slope(new RadialGaussian(), Inf), Is.EqualTo(0));
            Assert.That(Slope(new RadialGaussian(), 0), Is.EqualTo(-0.5));
            Assert.That(Slope(new RadialMatern(), Inf), Is.EqualTo(0));
            Assert.That(Slope(new RadialMatern(), 0), Is.EqualTo(-5.0 / 6));
            Assert.That(Slope(new RadialMatern(), -0.0), Is.EqualTo(-5.0 / 6));
            Assert.That(Slope(new RadialMatern(), -Inf), Is.EqualTo(-5.0 / 6));
            Assert.That(Slope(new Huber(2), 2), Is.EqualTo(2));
            Assert.That(Slope(new Huber(2), -5), Is.EqualTo(-2));
        }
    }

    /// <summary>Finite and infinite squared distances alike, in both precisions; NaN for NaN.</summary>
    [Test]
    public void Radial_functions_are_never_NaN_of_a_number()
    {
        double[] numbers =
        [
            0, double.Epsilon, 1e-310, 1e-40, 1e-30, 1, 100, 2421, 1e5, 127_999, 128_001, 1e19, 3e38, 1e39, 1e308, double.MaxValue, Inf,
        ];
        foreach (double s in numbers.Concat(numbers.Select(number => -number)))
        {
            foreach (double y in (double[])[Value(new RadialGaussian(), s), Value(new RadialMatern(), s), Single(new RadialGaussian(), s),
                Single(new RadialMatern(), s), Slope(new RadialGaussian(), s), Slope(new RadialMatern(), s)])
            {
                Assert.That(y, Is.Not.NaN, $"at {s:R}");
            }
        }

        Assert.That(Value(new RadialGaussian(), double.NaN), Is.NaN);
        Assert.That(Value(new RadialMatern(), double.NaN), Is.NaN);
        Assert.That(Slope(new RadialMatern(), double.NaN), Is.NaN);
    }

    [Test]
    public void Parameters_left_out_are_the_usual_ones()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Value(new LeakyReLU(), -100), Is.EqualTo(-1));
            Assert.That(Value(new ELU(), -100), Is.EqualTo(-1));
            Assert.That(Value(new Huber(), 3), Is.EqualTo(2.5));
        }
    }

    [Test]
    public void Impossible_parameters_are_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new LeakyReLU(-0.1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new ELU(double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new Huber(0), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    private static double Value<F>(F function, double x) where F : struct, IElementwiseFunction
    {
        double y = 0;
        Pointwise.Apply<double, F>(function, [x], new Span<double>(ref y));
        return y;
    }

    private static double Single<F>(F function, double x) where F : struct, IElementwiseFunction
    {
        float y = 0;
        Pointwise.Apply<float, F>(function, [(float)x], new Span<float>(ref y));
        return y;
    }

    private static double Slope<F>(F function, double x) where F : struct, IElementwiseFunction
    {
        double dx = 0;
        Pointwise.ApplySlope<double, F>(function, [x], [Value(function, x)], [1.0], new Span<double>(ref dx));
        return dx;
    }
}
