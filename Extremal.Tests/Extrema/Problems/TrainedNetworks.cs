using Extremal.Data;
using Extremal.Data.Designs;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;

namespace Extremal.Tests.Extrema;

/// <summary>
/// Fifty networks, trained on wavy functions of two to ten inputs, half of them tanh and half of them rectifiers; every second one is asked
/// under linear constraints, with a fixed and an integer input.
/// </summary>
internal static class TrainedNetworks
{
    public const int Count = 50;

    public static bool IsConstrained(int number) => number % 4 >= 2;

    public static (Surrogate Surrogate, Domain Domain) Of(int number)
    {
        int inputs = 2 + number / 2 % 9;
        bool tanh = number % 2 == 0;
        var options = new TrainingOptions
        {
            Hidden = number % 3 == 0 ? [32, 32] : [24, 16],
            Activation = tanh ? Activation.Tanh : Activation.ReLU,
            Epochs = 150,
            Seed = (ulong)number,
            Validation = 0,
        };
        Surrogate surrogate = Regressor.Train(Waves(inputs, 250, (ulong)number), options).Surrogate;
        Domain box = Domain.Of(surrogate.Summary);
        return (surrogate, IsConstrained(number) ? Constrained(box) : box);
    }

    // The inputs lie in 0 to 4. With two of them one is an integer and one is left; from three on the first is fixed.
    private static Domain Constrained(Domain box)
    {
        string[] names = [.. box.Inputs.Select(column => column.Name)];
        Domain domain = box.Integer(names[^1]).Range(names[^1], 0, 4);
        if (names.Length == 2)
        {
            return domain.Sum([names[0], names[1]], 1.5, 5.25);
        }

        domain = domain.Fix(names[0], 1.7).Sum(names, 1.6 * names.Length, 2.1 * names.Length);
        return names.Length == 3
            ? domain.Linear([names[1], names[2]], [1, -1], -2, 1.5)
            : domain.Linear([names[1], names[2]], [1, -1], -2, 1.5).Linear([names[1], names[3]], [1, 2], 4.5, 4.5);
    }

    /// <summary>A wavy function of inputs from 0 to 4.</summary>
    /// <param name="inputs">How many.</param>
    /// <param name="rows">How many points.</param>
    /// <param name="seed">Which function.</param>
    /// <param name="design">Which points of it; the seed's own if null.</param>
    internal static Dataset Waves(int inputs, int rows, ulong seed, ulong? design = null)
    {
        var random = new RandomSource(seed).Split(77);
        double[] x = new double[rows * inputs], y = new double[rows];
        double[] low = new double[inputs], high = [.. Enumerable.Repeat(4.0, inputs)];
        LatinHypercube.Fill(new Matrix<double>(x, new Shape(rows, inputs)), low, high, design ?? seed);
        const int Terms = 6;
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < Terms; k++)
            {
                double phase = 6 * random.Uniform((ulong)(1000 + k));
                for (int j = 0; j < inputs; j++)
                {
                    phase += random.Normal((ulong)(k * inputs + j)) * x[i * inputs + j] * 2 / Math.Sqrt(inputs);
                }

                y[i] += Math.Sin(phase) * (1 + random.Uniform((ulong)(2000 + k)));
            }
        }

        double[,] table = new double[rows, inputs];
        Buffer.BlockCopy(x, 0, table, 0, x.Length * sizeof(double));
        return Dataset.Create(table, y, [.. Enumerable.Range(0, inputs).Select(j => $"x{j}")], "y");
    }
}
