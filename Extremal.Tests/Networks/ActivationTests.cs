using System.Globalization;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Tests.Autodiff;

namespace Extremal.Tests.Networks;

/// <summary>Activations are values with names, and the way from a name to a function is right.</summary>
internal sealed class ActivationTests
{
    private static readonly Activation[] All =
    [
        Activation.Identity, Activation.ReLU, Activation.Sigmoid, Activation.Tanh,
        Activation.Softplus, Activation.SiLU, Activation.GELU, Activation.Sine,
        Activation.Asinh, Activation.Square, Activation.RadialGaussian, Activation.RadialMatern,
        Activation.LeakyReLU(), Activation.LeakyReLU(0.3), Activation.ELU(), Activation.ELU(0.4),
    ];

    [TestCaseSource(nameof(All))]
    public void ANameIsReadBackInEveryCulture(Activation activation)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.That(Activation.Parse(activation.Name), Is.EqualTo(activation));
            Assert.That(activation.Name, Does.Not.Contain(","));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void NamesAreDistinct() => Assert.That(All.Select(activation => activation.Name), Is.Unique);

    [Test]
    public void EqualityIsThatOfTheFunction() => Assert.Multiple(() =>
    {
        (Activation first, Activation second) = (Activation.ELU(0.5), Activation.ELU(0.5));
        Assert.That(first, Is.EqualTo(second));
        Assert.That(first.GetHashCode(), Is.EqualTo(second.GetHashCode()));
        Assert.That(Activation.ELU(0.5), Is.Not.EqualTo(Activation.ELU(0.25)));
        Assert.That(Activation.ELU(0.5), Is.Not.EqualTo(Activation.LeakyReLU(0.5)));
        Assert.That(Activation.Of("tanh", default(Reciprocal)), Is.Not.EqualTo(Activation.Tanh));
        Assert.That(Activation.Tanh.Equals(null), Is.False);
    });

    [TestCase("")]
    [TestCase("Tanh")]
    [TestCase("swish")]
    [TestCase("elu")]
    [TestCase("elu(")]
    [TestCase("elu()")]
    [TestCase("elu(x)")]
    [TestCase("elu(NaN)")]
    [TestCase("leakyRelu(0,1)")]
    [TestCase("tanh(1)")]
    public void AnUnknownNameIsRefused(string name) =>
        Assert.That(
            () => Activation.Parse(name),
            Throws.InstanceOf<FormatException>().With.Message.Contains($"'{name}'").And.Message.Contains("leakyRelu(slope)"));

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void AParameterIsFinite(double parameter) => Assert.Multiple(() =>
    {
        Assert.That(() => Activation.ELU(parameter), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Activation.LeakyReLU(parameter), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void AFormulaOfTheUsersOwnIsAnActivation()
    {
        var network = new Network<double>(1, new Layer(1, Activation.Of("reciprocal", default(Reciprocal))));
        network.Layers[0].Weight.Span[0] = 2;
        network.Layers[0].Bias.Span[0] = 2;
        var tape = new Tape<double>();
        Assert.That(network.Apply(tape.Input(Slice<double>.Copy([1], Shape.One))).Value[0, 0], Is.EqualTo(0.25));
        Assert.That(() => Activation.Of(" ", default(Reciprocal)), Throws.ArgumentException);
    }
}
