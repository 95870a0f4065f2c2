using MathNet.Numerics.LinearAlgebra;

namespace Extremal.Benchmarks.Peers;

/// <summary>Adam on one matrix of MathNet.Numerics.</summary>
internal sealed class MathNetAdam(Matrix<float> x, Matrix<float> dx, double rate)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const float Epsilon = 1e-8f;

    private readonly Matrix<float> _mean = Matrix<float>.Build.Dense(x.RowCount, x.ColumnCount);
    private readonly Matrix<float> _square = Matrix<float>.Build.Dense(x.RowCount, x.ColumnCount);
    private readonly Matrix<float> _change = Matrix<float>.Build.Dense(x.RowCount, x.ColumnCount);
    private int _steps;

    /// <summary>Moves x against its gradient.</summary>
    public void Step()
    {
        _steps++;
        _mean.Multiply((float)Beta1, _mean);
        dx.Multiply((float)(1 - Beta1), _change);
        _mean.Add(_change, _mean);
        _square.Multiply((float)Beta2, _square);
        dx.PointwiseMultiply(dx, _change);
        _change.Multiply((float)(1 - Beta2), _change);
        _square.Add(_change, _square);

        _square.PointwiseSqrt(_change);
        _change.Multiply((float)(1 / Math.Sqrt(1 - Math.Pow(Beta2, _steps))), _change);
        _change.Add(Epsilon, _change);
        _mean.PointwiseDivide(_change, _change);
        _change.Multiply((float)(rate / (1 - Math.Pow(Beta1, _steps))), _change);
        x.Subtract(_change, x);
    }
}
