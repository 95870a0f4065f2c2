using System.Numerics.Tensors;

namespace Extremal.Benchmarks.Peers;

/// <summary>C = A·B with TensorPrimitives.Dot, which reads rows: B is turned first.</summary>
internal sealed class PlainProduct(float[] a, float[] b, ProductShape shape)
{
    private readonly float[] _turned = new float[b.Length];

    /// <summary>Rows × columns.</summary>
    public float[] C { get; } = new float[shape.Rows * shape.Columns];

    /// <summary>Turns B, then computes each element as the product of two rows.</summary>
    public void Multiply()
    {
        Turn();
        for (int i = 0; i < shape.Rows; i++)
        {
            ReadOnlySpan<float> row = a.AsSpan(i * shape.Depth, shape.Depth);
            for (int j = 0; j < shape.Columns; j++)
            {
                C[i * shape.Columns + j] = TensorPrimitives.Dot(row, _turned.AsSpan(j * shape.Depth, shape.Depth));
            }
        }
    }

    private void Turn()
    {
        for (int k = 0; k < shape.Depth; k++)
        {
            for (int j = 0; j < shape.Columns; j++)
            {
                _turned[j * shape.Depth + k] = b[k * shape.Columns + j];
            }
        }
    }
}
