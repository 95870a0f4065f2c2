using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>Compositions: expressions as a user would write them, and whole networks whose weights are constants.</summary>
internal static partial class Catalogue<T>
{
    private static IEnumerable<Entry<T>> Compositions => [.. Networks(), .. Expressions];

    private static IEnumerable<Entry<T>> Expressions =>
    [
        new("x · x + x / y", x => x[0] * x[0] + x[0] / x[1], x => x[0].Zip(x[1], (a, b) => a * a + a / b),
            Shapes.Broadcast, Values.Any, Values.AwayFromZero)
        {
            HasLimits = false,
        },
        new("1 / (f² + κ), equation (2.3)", x => Number(1) / (x[0].Square() + Number(0.5)), x => x[0].Map(f => 1 / (f * f + 0.5)),
            Shapes.One, Values.Any)
        {
            HasLimits = false,
        },
        new("columns exchanged", x => x[0].Columns(1, 2).Concatenate(x[0].Column(0)), x => x[0].Pick(1, 2).Beside(x[0].Pick(0, 1)),
            Shapes.Wide, Values.Any),
    ];

    private static IEnumerable<Entry<T>> Networks()
    {
        Network<T> smooth = Drawn(4, 1, new Layer(7, Activation.Tanh), new Layer(5, Activation.SiLU), new Layer(2, Activation.Identity));
        yield return Network("3-layer network", x => smooth.Apply(x), x => OracleNetwork.Apply(smooth, x));

        Network<T> rectifier = Drawn(
            4, 2, new Layer(9, Activation.ReLU), new Layer(6, Activation.LeakyReLU(0.1)), new Layer(3, Activation.Softplus));
        yield return Network("3-layer network of rectifiers", x => rectifier.Apply(x), x => OracleNetwork.Apply(rectifier, x)) with
        {
            HasKink = true,
        };

        Network<T> generator = Drawn(4, 3, new Layer(6, Activation.GELU), new Layer(5, Activation.Sine));
        Network<T> discriminator = Drawn(5, 4, new Layer(6, Activation.Softplus), new Layer(1, Activation.Sigmoid));
        yield return Network(
            "log(1 − D(G(z))), equation (1.1)",
            z => (Number(1) - discriminator.Apply(generator.Apply(z))).Log(),
            z => OracleNetwork.Apply(discriminator, OracleNetwork.Apply(generator, z)).Map(d => DualFunctions.Log(1 - d)));
    }

    private static Entry<T> Network(string name, Func<Variable<T>, Variable<T>> record, Func<DualMatrix, DualMatrix> oracle) =>
        new(name, x => record(x[0]), x => oracle(x[0]), Shapes.Points, Values.Any) { HasLimits = false };

    // The weights are floats, so that the network in float and the one in double are the same.
    private static Network<T> Drawn(int inputs, ulong seed, params Layer[] layers)
    {
        var network = new Network<T>(inputs, layers);
        network.Initialize(new RandomSource(seed));
        foreach (ref T weight in network.Weights.All)
        {
            weight = T.CreateTruncating((float)double.CreateTruncating(weight));
        }

        foreach (Dense<T> layer in network.Layers)
        {
            layer.Bias.Span.Fill(Number(0.125));
        }

        return network;
    }
}
