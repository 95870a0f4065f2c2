using System.Globalization;
using Extremal.Optimization;
using Extremal.Optimization.Rules;

namespace Extremal.Tests.Optimization;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Optimizer> Golden = new()
    {
        ["sgd(lr=0.05)"] = Optimizer.Sgd(0.05),
        ["momentum(lr=0.05,momentum=0.9)"] = Optimizer.Momentum(0.05, 0.9),
        ["nesterov(lr=0.05,momentum=0.9)"] = Optimizer.Nesterov(0.05, 0.9),
        ["rmsprop(lr=0.01,alpha=0.99,eps=1e-8)"] = Optimizer.RmsProp(0.01, 0.99, 1e-8),
        ["adam(lr=0.01,beta=0.9/0.999,eps=1e-8)"] = Optimizer.Adam(0.01, 0.9, 0.999, 1e-8),
        ["adamW(lr=0.01,beta=0.9/0.999,eps=1e-8,decay=0.1)"] = Optimizer.AdamW(0.01, 0.9, 0.999, 1e-8, 0.1),
    };

    [Test]
    public void TrajectoriesAreThoseOfPyTorch()
    {
        GoldenNetwork[] networks = [.. GoldenNetwork.All()];
        Assert.That(networks.Select(network => network.Name), Is.EquivalentTo(Golden.Keys));
        foreach (GoldenNetwork network in networks)
        {
            double[] x = [.. network.Start];
            double[] dx = new double[x.Length];
            UpdateRule<double> rule = Golden[network.Name].Create<double>(x.Length);
            foreach (double loss in network.Losses)
            {
                Assert.That(network.Loss(x, dx), Is.EqualTo(loss).Within(1e-12), $"{network}, step {rule.Steps}");
                rule.Step(x, dx);
            }

            Assert.That(x, Is.EqualTo(network.End).Within(1e-12), network.Name);
        }
    }

    [TestCase("sgd(rate=0.01)", typeof(GradientDescent<float>))]
    [TestCase("momentum(rate=0.01, momentum=0.9)", typeof(Momentum<float>))]
    [TestCase("nesterov(rate=0.01, momentum=0.9)", typeof(Nesterov<float>))]
    [TestCase("rmsprop(rate=0.01, smoothing=0.99, epsilon=1E-08)", typeof(RmsProp<float>))]
    [TestCase("adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08)", typeof(Adam<float>))]
    [TestCase("adamw(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08, decay=0.01)", typeof(AdamW<float>))]
    public void TextIsReadBackAndNamesEveryDefault(string text, Type rule)
    {
        Optimizer optimizer = Optimizer.Parse(text[..text.IndexOf('(')]);
        Assert.Multiple(() =>
        {
            Assert.That(optimizer.ToString(), Is.EqualTo(text));
            Assert.That(Optimizer.Parse(text), Is.EqualTo(optimizer));
            Assert.That(Optimizer.Parse(text).GetHashCode(), Is.EqualTo(optimizer.GetHashCode()));
            Assert.That(optimizer.WithRate(0.5), Is.Not.EqualTo(optimizer));
            Assert.That(optimizer.WithRate(0.5).Rate, Is.EqualTo(0.5));
            Assert.That(optimizer.Create<float>(2), Is.TypeOf(rule));
        });
    }

    [Test]
    public void TextDoesNotDependOnTheCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.That(Optimizer.Sgd(1.0 / 3).ToString(), Is.EqualTo("sgd(rate=0.3333333333333333)"));
            Assert.That(Optimizer.Parse(" sgd ( rate = 0.3333333333333333 ) "), Is.EqualTo(Optimizer.Sgd(1.0 / 3)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase("")]
    [TestCase("adagrad")]
    [TestCase("adam(")]
    [TestCase("adam(rate=0.1")]
    [TestCase("adam(rate)")]
    [TestCase("adam(rate=x)")]
    [TestCase("adam(rate=0.1, rate=0.2)")]
    [TestCase("adam(momentum=0.9)")]
    public void MalformedTextIsRefused(string text) => Assert.That(() => Optimizer.Parse(text), Throws.InstanceOf<FormatException>());

    [Test]
    public void NumbersOutOfRangeAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => Optimizer.Sgd(-1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'rate' is -1"));
        Assert.That(() => Optimizer.Sgd(double.PositiveInfinity), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Optimizer.Momentum(0.1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'momentum'"));
        Assert.That(() => Optimizer.Nesterov(0.1, -0.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Optimizer.RmsProp(epsilon: 0),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'epsilon'"));
        Assert.That(() => Optimizer.Adam(beta2: double.NaN),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'beta2'"));
        Assert.That(() => Optimizer.AdamW(decay: -1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("'decay'"));
        Assert.That(() => Optimizer.Parse("adam(beta1=2)"), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Optimizer.Adam().Create<double>(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });
}
