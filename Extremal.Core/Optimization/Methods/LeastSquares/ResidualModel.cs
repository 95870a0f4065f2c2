using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Optimization.Methods;

/// <summary>
/// ½‖r‖² with the curvature B = JᵀJ, which is never formed: squaring J would halve the digits. J = Q R is factored once a point; for each
/// damping, rotations bring the rows √damping · D beneath R into it. D are the greatest norms so far of J's columns (Moré 1978), so that
/// the units of the variables do not matter.
/// </summary>
internal sealed class ResidualModel : IGaussNewtonModel
{
    private readonly IResidualProblem _problem;
    private readonly HouseholderQr _qr;
    private readonly int _rows, _n;
    private readonly double[] _point, _residuals, _rotatedResiduals, _jacobian;
    private readonly double[] _norms, _scales; // of the columns: now, and the greatest so far
    private readonly double[] _damped, _right, _row;

    public ResidualModel(IResidualProblem problem)
    {
        (_problem, _rows, _n) = (problem, problem.Residuals, problem.Dimension);
        (_point, _residuals, _rotatedResiduals) = (new double[_n], new double[_rows], new double[_rows]);
        _jacobian = new double[ArrayLength.Of(
            $"LevenbergMarquardt.Minimize got {_rows} residuals of {_n} variables and keeps their derivatives", (Int128)_rows * _n)];
        _damped = new double[ArrayLength.Of(
            $"LevenbergMarquardt.Minimize got {_n} variables and keeps a triangular matrix", (Int128)_n * _n)];
        (_norms, _scales, _right, _row) = (new double[_n], new double[_n], new double[_n], new double[_n]);
        _qr = new(_rows, _n);
    }

    /// <inheritdoc/>
    public int Dimension => _n;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        point.CopyTo(_point);
        _problem.Evaluate(point, _residuals);
        return 0.5 * Reductions.Dot<double>(_residuals, _residuals);
    }

    /// <inheritdoc/>
    public void Linearize(Span<double> gradient)
    {
        Matrix<double> jacobian = new(_jacobian, new Shape(_rows, _n));
        _jacobian.AsSpan().Clear();
        _problem.Jacobian(_point, jacobian);
        gradient.Clear();
        _norms.AsSpan().Clear();
        for (int i = 0; i < _rows; i++)
        {
            Span<double> row = jacobian.Row(i);
            TensorPrimitives.FusedMultiplyAdd(row, _residuals[i], gradient, gradient);
            TensorPrimitives.FusedMultiplyAdd<double>(row, row, _norms, _norms);
        }

        TensorPrimitives.Sqrt(_norms, _norms);
        if (!Reductions.AllFinite<double>(_norms))
        {
            gradient.Fill(double.NaN);
            return;
        }

        TensorPrimitives.Max(_norms, _scales, _scales);
        _residuals.CopyTo(_rotatedResiduals, 0);
        _qr.Reduce(jacobian, _rotatedResiduals);
    }

    /// <summary>
    /// The greatest cosine of the angle between the residuals and a column of J, whose gradient this is: zero exactly where the point is
    /// stationary, and of no unit.
    /// </summary>
    public double Cosine(ReadOnlySpan<double> gradient)
    {
        double length = Vectors.Norm(_residuals), greatest = 0;
        for (int j = 0; j < _n && length > 0; j++)
        {
            greatest = _norms[j] > 0 ? Math.Max(greatest, Math.Abs(gradient[j] / _norms[j] / length)) : greatest;
        }

        return greatest;
    }

    /// <inheritdoc/>
    public double Squares(ReadOnlySpan<double> step)
    {
        double sum = 0;
        for (int j = 0; j < _n; j++)
        {
            double scaled = Scale(j) * step[j];
            sum += scaled * scaled;
        }

        return sum;
    }

    /// <inheritdoc/>
    public bool TrySolve(double damping, ReadOnlySpan<double> gradient, Span<double> step)
    {
        int count = Math.Min(_rows, _n);
        _jacobian.AsSpan(0, count * _n).CopyTo(_damped);
        _damped.AsSpan(count * _n).Clear();
        _right.AsSpan().Clear();
        _rotatedResiduals.AsSpan(0, count).CopyTo(_right);
        double root = Math.Sqrt(damping);
        for (int j = 0; j < _n; j++)
        {
            Deadline.Look();
            Rotate(j, root * Scale(j));
        }

        return Substitute(step) && Reductions.AllFinite<double>(step);
    }

    /// <summary>A column that has always been zero has no scale of its own.</summary>
    private double Scale(int column) => _scales[column] > 0 ? _scales[column] : 1;

    /// <summary>Brings a row into the triangle that has one element, in column j, and 0 on its right side.</summary>
    private void Rotate(int j, double element)
    {
        Span<double> row = _row;
        row.Clear();
        (row[j], double right) = (element, 0);
        for (int k = j; k < _n; k++)
        {
            GivensRotation rotation = GivensRotation.Of(_damped[k * _n + k], row[k], out double length);
            _damped[k * _n + k] = length;
            rotation.Apply(_damped.AsSpan(k * _n + k + 1, _n - k - 1), row[(k + 1)..]);
            (_right[k], right) = (
                rotation.Cosine * _right[k] + rotation.Sine * right, rotation.Cosine * right - rotation.Sine * _right[k]);
        }
    }

    /// <summary>step = −R⁻¹ Qᵀ r, of the damped triangle.</summary>
    private bool Substitute(Span<double> step)
    {
        for (int k = _n - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = _damped.AsSpan(k * _n, _n);
            if (row[k] == 0)
            {
                return false;
            }

            step[k] = -(_right[k] + Vectors.Dot(row[(k + 1)..], step[(k + 1)..])) / row[k];
        }

        return true;
    }
}
