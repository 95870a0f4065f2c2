using System.Numerics.Tensors;

namespace Extremal.Benchmarks.Peers;

/// <summary>Adam on one array, a call of TensorPrimitives for each operation.</summary>
internal sealed class PlainAdam(float[] x, float[] dx, double rate)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly float[] _mean = new float[x.Length];
    private readonly float[] _square = new float[x.Length];
    private readonly float[] _change = new float[x.Length];
    private int _steps;

    /// <summary>Moves x against its gradient.</summary>
    public void Step()
    {
        _steps++;
        TensorPrimitives.Multiply(_mean, (float)Beta1, _mean);
        TensorPrimitives.MultiplyAdd(dx, (float)(1 - Beta1), _mean, _mean);
        TensorPrimitives.Multiply(dx, dx, _change);
        TensorPrimitives.Multiply(_square, (float)Beta2, _square);
        TensorPrimitives.MultiplyAdd(_change, (float)(1 - Beta2), _square, _square);

        TensorPrimitives.Sqrt(_square, _change);
        TensorPrimitives.Multiply(_change, (float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps))), _change);
        TensorPrimitives.Add(_change, Epsilon, _change);
        TensorPrimitives.Divide(_mean, _change, _change);
        TensorPrimitives.MultiplyAdd(_change, (float)(-rate / (1 - Math.Pow(Beta1, _steps))), x, x);
    }
}
