using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

internal sealed class LogSumExpTests
{
    private static (double Value, double[] Gradient) Of(params double[] x)
    {
        var shape = new Shape(1, x.Length);
        Slice<double> dx = Slice<double>.Zeros(shape);
        var tape = new Tape<double>();
        Variable<double> y = tape.Watch(Slice<double>.Copy(x, shape), dx).LogSumExp();
        tape.Backward(y);
        return (y.Value[0, 0], dx.Span.ToArray());
    }

    [Test]
    public void Large_numbers_neither_overflow_nor_vanish()
    {
        foreach (double shift in (double[])[0, 800, -800, 1e15, -1e15, 1e300])
        {
            (double value, double[] gradient) = Of(shift, shift);
            Assert.That(value, Is.EqualTo(shift + Math.Log(2)).Within(1).Ulps);
            Assert.That(gradient, Is.EqualTo(new[] { 0.5, 0.5 }));
        }
    }

    [Test]
    public void Far_numbers_do_not_count()
    {
        (double value, double[] gradient) = Of(-1e6, 3, double.NegativeInfinity);
        Assert.That(value, Is.EqualTo(3));
        Assert.That(gradient, Is.EqualTo(new double[] { 0, 1, 0 }));
    }

    [Test]
    public void Infinities_and_NaN_are_passed_on()
    {
        Assert.That(Of(double.NegativeInfinity, double.NegativeInfinity).Value, Is.EqualTo(double.NegativeInfinity));
        Assert.That(Of(1, double.PositiveInfinity).Value, Is.EqualTo(double.PositiveInfinity));
        Assert.That(Of(1, double.NaN, 2).Value, Is.NaN);
        Assert.That(Of(double.PositiveInfinity, double.NaN).Value, Is.NaN);
    }

    [Test]
    public void No_columns_are_refused()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(Slice<double>.Zeros(new Shape(2, 0)));
        Assert.That(() => x.LogSumExp(), Throws.ArgumentException.With.Message.EqualTo("LogSumExp got 2 × 0; it wants at least one column."));
    }
}
