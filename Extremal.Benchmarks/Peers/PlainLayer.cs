using System.Numerics.Tensors;

namespace Extremal.Benchmarks.Peers;

/// <summary>
/// A dense layer as one writes it without this library: dot products of rows on the way forward, sums of scaled rows on the backward pass. A row
/// of the weights belongs to an output, so that all that is read lies side by side.
/// </summary>
internal sealed class PlainLayer(int rows, int inputs, int outputs, bool bends)
{
    private readonly float[] _slope = new float[rows * outputs];

    /// <summary>Outputs × inputs.</summary>
    public float[] Weight { get; } = new float[outputs * inputs];

    /// <summary>Outputs.</summary>
    public float[] Bias { get; } = new float[outputs];

    /// <summary>The derivatives by <see cref="Weight"/>.</summary>
    public float[] WeightGradient { get; } = new float[outputs * inputs];

    /// <summary>The derivatives by <see cref="Bias"/>.</summary>
    public float[] BiasGradient { get; } = new float[outputs];

    /// <summary>Rows × outputs.</summary>
    public float[] Y { get; } = new float[rows * outputs];

    /// <summary>The derivatives by <see cref="Y"/>; <see cref="PassActivation"/> makes those before the activation of them.</summary>
    public float[] Dy { get; } = new float[rows * outputs];

    /// <summary>y = tanh(x Wᵀ + b), or without tanh.</summary>
    public void Forward(ReadOnlySpan<float> x)
    {
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> point = x.Slice(row * inputs, inputs);
            Span<float> y = Y.AsSpan(row * outputs, outputs);
            for (int j = 0; j < outputs; j++)
            {
                y[j] = TensorPrimitives.Dot(point, WeightsOf(j)) + Bias[j];
            }
        }

        if (bends)
        {
            TensorPrimitives.Tanh(Y, Y);
        }
    }

    /// <summary>dy ← dy (1 − y²).</summary>
    public void PassActivation()
    {
        if (bends)
        {
            TensorPrimitives.Multiply(Y, Y, _slope);
            TensorPrimitives.Subtract(1f, _slope, _slope);
            TensorPrimitives.Multiply(Dy, _slope, Dy);
        }
    }

    /// <summary>dx = dy W.</summary>
    public void PassWeights(Span<float> dx)
    {
        dx.Clear();
        for (int row = 0; row < rows; row++)
        {
            Span<float> slopes = dx.Slice(row * inputs, inputs);
            for (int j = 0; j < outputs; j++)
            {
                TensorPrimitives.MultiplyAdd(WeightsOf(j), Dy[row * outputs + j], slopes, slopes);
            }
        }
    }

    /// <summary>dW = dyᵀ x, db = Σ rows of dy.</summary>
    public void ComputeGradients(ReadOnlySpan<float> x)
    {
        Array.Clear(WeightGradient);
        Array.Clear(BiasGradient);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> point = x.Slice(row * inputs, inputs), dy = Dy.AsSpan(row * outputs, outputs);
            for (int j = 0; j < outputs; j++)
            {
                Span<float> dw = WeightGradient.AsSpan(j * inputs, inputs);
                TensorPrimitives.MultiplyAdd(point, dy[j], dw, dw);
            }

            TensorPrimitives.Add(BiasGradient, dy, BiasGradient);
        }
    }

    private ReadOnlySpan<float> WeightsOf(int output) => Weight.AsSpan(output * inputs, inputs);
}
