using System.Numerics;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Training;

namespace Extremal.Tests.SameBits;

/// <summary>One step whose products, of up to 2.6 million multiplications, are large enough to be split among threads.</summary>
internal static class WideStep<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 128;

    public static Part Part { get; } = new($"{Numbers<T>.Type} a wide step", Run);

    private static void Run(NumberHash hash)
    {
        // At so great a rate the weights become the gradient, in nearly all of its bits.
        var options = new TrainingOptions
        {
            BatchSize = Rows,
            Epochs = 1,
            Optimizer = Optimizer.Sgd(1 << 20),
            Schedule = Schedule.Constant,
        };
        Network<T> network = Network<T>.Create(16, [160, 128], 1, Activation.Tanh, seed: 8);
        Slice<T> x = Numbers<T>.Uniform(41, new Shape(Rows, 16));
        var trainer = new Trainer<T>(network, new Samples<T>(x, Numbers<T>.Targets(x, 1, 0)), null, options);
        hash.Add(trainer.Run().Steps);
        hash.Add<T>(network.Weights.All);
    }
}
