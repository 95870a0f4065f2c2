using System.Globalization;
using Extremal.Autodiff;
using Extremal.Kernels.Formulas;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Networks;

public sealed class ActivationTests
{
    internal static Activation[] All =>
    [
        Activation.Identity, Activation.ReLU, Activation.Sigmoid, Activation.Tanh, Activation.Softplus, Activation.SiLU, Activation.GELU,
        Activation.Sine, Activation.LeakyReLU(), Activation.LeakyReLU(0.25), Activation.ELU(), Activation.ELU(2.5),
    ];

    [TestCase("")]
    [TestCase("de-DE")]
    public void A_name_is_read_back_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            foreach (Activation activation in (Activation[])[.. All, Activation.LeakyReLU(1e-300), Activation.ELU(1.0 / 3)])
            {
                Activation again = Activation.Parse(activation.Name);
                Assert.That(again, Is.EqualTo(activation), activation.Name);
                Assert.That(again.GetHashCode(), Is.EqualTo(activation.GetHashCode()), activation.Name);
                Assert.That(again.ToString(), Is.EqualTo(activation.Name));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Each_computes_its_function()
    {
        double[] x = [-4, -1.5, -1e-3, 0, 1e-3, 0.7, 2, 4];
        foreach (Activation activation in All)
        {
            var tape = new Tape<double>();
            Variable<double> y = tape.Record(activation.Operation<double>(), tape.Input(Slice<double>.Copy(x, new Shape(x.Length, 1))));
            for (int i = 0; i < x.Length; i++)
            {
                double expected = PlainNetwork.Function(activation.Name, x[i]);
                Assert.That(y.Value[i, 0], Is.EqualTo(expected).Within(1e-14), $"{activation.Name} at {x[i]}");
            }
        }
    }

    [Test]
    public void Functions_are_equal_only_if_they_are_the_same()
    {
        Assert.That(All.Distinct().Count(), Is.EqualTo(All.Length));
        Assert.That(Activation.LeakyReLU(0.1), Is.Not.EqualTo(Activation.LeakyReLU(0.2)));
        Assert.That(Activation.Of("tanh", default(Tanh)), Is.EqualTo(Activation.Tanh));
        Assert.That(Activation.Of("tanh", default(Identity)), Is.Not.EqualTo(Activation.Tanh), "another function of the same name");
        Assert.That(Activation.Tanh.Equals((object)"tanh"), Is.False);
    }

    [TestCase("")]
    [TestCase("Tanh")]
    [TestCase("tanh ")]
    [TestCase("tanh()")]
    [TestCase("leakyRelu")]
    [TestCase("leakyRelu()")]
    [TestCase("leakyRelu(x)")]
    [TestCase("elu(1")]
    [TestCase("elu(1,5)")]
    [TestCase("elu(1)(2)")]
    [TestCase("swish")]
    public void What_is_no_name_is_refused(string name)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => Activation.Parse(name));
        Assert.That(refusal?.Message, Does.Contain($"'{name}'").And.Contain("leakyRelu(slope)"));
    }

    [TestCase("leakyRelu(NaN)")]
    [TestCase("leakyRelu(1e999)")]
    [TestCase("leakyRelu(-1)")]
    [TestCase("elu(NaN)")]
    public void A_parameter_that_the_function_does_not_take_is_refused(string name) =>
        Assert.That(() => Activation.Parse(name), Throws.InstanceOf<FormatException>().With.Message.Contains($"'{name}'"));

    [Test]
    public void What_is_no_parameter_or_name_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => Activation.Parse(null!));
        Assert.Throws<ArgumentException>(() => Activation.Of(" ", default(Tanh)));
        foreach (double value in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Assert.That(() => Activation.LeakyReLU(value),
                Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("leakyRelu"));
            Assert.That(() => Activation.ELU(value), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("elu"));
        }
    }
}
