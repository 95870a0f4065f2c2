using MathNet.Numerics.LinearAlgebra;

namespace Extremal.Benchmarks.Peers;

/// <summary>C = A·B with MathNet.Numerics.</summary>
internal sealed class MathNetProduct
{
    private readonly Matrix<float> _a;
    private readonly Matrix<float> _b;
    private readonly Matrix<float> _c;

    public MathNetProduct(float[] a, float[] b, ProductShape shape)
    {
        MathNetSteps.UseOneManagedThread();
        MatrixBuilder<float> build = Matrix<float>.Build;
        _a = build.DenseOfRowMajor(shape.Rows, shape.Depth, a);
        _b = build.DenseOfRowMajor(shape.Depth, shape.Columns, b);
        _c = build.Dense(shape.Rows, shape.Columns);
    }

    /// <summary>A copy of the result, row after row.</summary>
    public float[] C => _c.ToRowMajorArray();

    /// <summary>Computes it.</summary>
    public void Multiply() => _a.Multiply(_b, _c);
}
