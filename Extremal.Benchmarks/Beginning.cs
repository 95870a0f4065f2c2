using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Benchmarks;

/// <summary>
/// Numbers that any program can make again, so that results can be compared between libraries: v(i, j, k) is a hash of its arguments,
/// spread evenly over [−1, 1), computed in double and rounded to float.
/// </summary>
internal static class Beginning
{
    private const uint Inputs = 101;
    private const uint Targets = 202;

    /// <summary>A tanh network with a linear last layer: W_k[i, j] = v(i, j, k) √(3 / inputs), biases zero.</summary>
    /// <param name="widths">Numbers of inputs, of each hidden layer and of outputs.</param>
    public static Network<float> Network(ReadOnlySpan<int> widths)
    {
        Network<float> network = Network<float>.Create(widths[0], [.. widths[1..^1]], widths[^1], Activation.Tanh, seed: 0);
        for (int k = 0; k < network.Layers.Count; k++)
        {
            Slice<float> weight = network.Layers[k].Weight;
            Fill(weight, (uint)k, Math.Sqrt(3.0 / weight.Shape.Rows));
        }

        return network;
    }

    /// <summary>X[r, c] = v(r, c, 101).</summary>
    public static Slice<float> Points(int rows, int columns) => Filled(rows, columns, Inputs);

    /// <summary>Y[r, c] = v(r, c, 202).</summary>
    public static Slice<float> Wanted(int rows, int columns) => Filled(rows, columns, Targets);

    private static Slice<float> Filled(int rows, int columns, uint k)
    {
        Slice<float> slice = Slice<float>.Zeros(new Shape(rows, columns));
        Fill(slice, k, 1);
        return slice;
    }

    private static void Fill(Slice<float> slice, uint k, double scale)
    {
        Matrix<float> matrix = slice.Matrix;
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                matrix[i, j] = (float)(Number((uint)i, (uint)j, k) * scale);
            }
        }
    }

    private static double Number(uint i, uint j, uint k)
    {
        uint h = unchecked((73856093 * i) ^ (19349663 * j) ^ (83492791 * k));
        h ^= h >> 13;
        h = unchecked(h * 0x5bd1e995);
        h ^= h >> 15;
        return h / 2147483648.0 - 1;
    }
}
