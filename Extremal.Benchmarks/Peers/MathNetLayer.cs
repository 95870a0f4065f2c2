using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Extremal.Benchmarks.Peers;

/// <summary>A dense layer in matrices of MathNet.Numerics, which write their results into matrices that are made once.</summary>
internal sealed class MathNetLayer
{
    private readonly bool _bends;
    private readonly Matrix<float> _ones;
    private readonly Matrix<float> _slope;

    /// <summary>Copies the weights, inputs × outputs.</summary>
    public MathNetLayer(Networks.Dense<float> layer, int rows, bool bends)
    {
        MatrixBuilder<float> build = Matrix<float>.Build;
        Weight = build.DenseOfRowMajor(layer.Inputs, layer.Outputs, layer.Weight.Span.ToArray());
        Bias = build.Dense(1, layer.Outputs);
        WeightGradient = build.Dense(layer.Inputs, layer.Outputs);
        BiasGradient = build.Dense(1, layer.Outputs);
        (Y, Dy, _slope) = (build.Dense(rows, layer.Outputs), build.Dense(rows, layer.Outputs), build.Dense(rows, layer.Outputs));
        (_bends, _ones) = (bends, build.Dense(1, rows, 1));
    }

    /// <summary>Inputs × outputs.</summary>
    public Matrix<float> Weight { get; }

    /// <summary>1 × outputs.</summary>
    public Matrix<float> Bias { get; }

    /// <summary>The derivatives by <see cref="Weight"/>.</summary>
    public Matrix<float> WeightGradient { get; }

    /// <summary>The derivatives by <see cref="Bias"/>.</summary>
    public Matrix<float> BiasGradient { get; }

    /// <summary>Rows × outputs.</summary>
    public Matrix<float> Y { get; }

    /// <summary>The derivatives by <see cref="Y"/>; <see cref="PassActivation"/> makes those before the activation of them.</summary>
    public Matrix<float> Dy { get; }

    /// <summary>y = tanh(x W + b), or without tanh. The bias is added to columns, which lie side by side there.</summary>
    public void Forward(Matrix<float> x)
    {
        x.Multiply(Weight, Y);
        float[] y = Y.AsColumnMajorArray();
        for (int j = 0; j < Y.ColumnCount; j++)
        {
            Span<float> column = y.AsSpan(j * Y.RowCount, Y.RowCount);
            TensorPrimitives.Add(column, Bias[0, j], column);
        }

        if (_bends)
        {
            Y.PointwiseTanh(Y);
        }
    }

    /// <summary>dy ← dy (1 − y²).</summary>
    public void PassActivation()
    {
        if (_bends)
        {
            Y.PointwiseMultiply(Y, _slope);
            _slope.SubtractFrom(1, _slope);
            Dy.PointwiseMultiply(_slope, Dy);
        }
    }

    /// <summary>dx = dy Wᵀ.</summary>
    public void PassWeights(Matrix<float> dx) => Dy.TransposeAndMultiply(Weight, dx);

    /// <summary>dW = xᵀ dy, db = a row of ones times dy.</summary>
    public void ComputeGradients(Matrix<float> x)
    {
        x.TransposeThisAndMultiply(Dy, WeightGradient);
        _ones.Multiply(Dy, BiasGradient);
    }
}
