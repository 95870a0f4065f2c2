using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Functions.Elementary;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Training.Evidence;

/// <summary>
/// Minus the log marginal likelihood of the targets under a Gaussian process with a length for each input, and its gradient: R = k(s) + η I with
/// s_ij = Σ (x_i − x_j)²/ℓ², the signal's variance at its best, yᵀR⁻¹y/n (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine
/// Learning", 2006, section 5.4; J. Sacks et al., "Design and analysis of computer experiments", 1989). The variables are log ℓ⁻² of each input
/// and log η. It is also the training loss of a radial network, whose last layer has R⁻¹y.
/// </summary>
internal sealed class RadialLikelihood<F> : IObjective<double> where F : struct, IElementwiseFunction
{
    private readonly Samples<double> _samples;
    private readonly int _rows, _inputs;
    private readonly double[] _scaled, _s, _k, _inverse, _work, _y, _alpha, _ones, _sums, _product;
    private readonly CholeskyFactor _factor;

    public RadialLikelihood(Samples<double> samples)
    {
        (_samples, _rows, _inputs) = (samples, samples.Count, samples.Inputs.Shape.Columns);
        int n = _rows * _rows;
        _scaled = new double[_rows * _inputs];
        (_s, _k, _inverse, _work) = (new double[n], new double[n], new double[n], new double[n]);
        (_y, _alpha, _ones) = (samples.Targets.Span.ToArray(), new double[_rows], new double[_rows]);
        (_sums, _product) = (new double[_rows], new double[_rows * _inputs]);
        Array.Fill(_ones, 1);
        _factor = new CholeskyFactor(_rows);
    }

    /// <inheritdoc/>
    public int Dimension => _inputs + 1;

    /// <summary>R⁻¹y where it was evaluated last.</summary>
    public ReadOnlySpan<double> Alpha => _alpha;

    /// <summary>yᵀR⁻¹y/n there.</summary>
    public double SignalVariance { get; private set; }

    /// <inheritdoc/>
    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        for (int i = 0; i < points.Rows; i++)
        {
            values[i] = Evaluate(points.Row(i));
            if (gradients.Rows == 0)
            {
                continue;
            }

            if (double.IsFinite(values[i]))
            {
                Gradient(points.Row(i), gradients.Row(i));
            }
            else
            {
                gradients.Row(i).Fill(double.NaN);
            }
        }
    }

    /// <summary>At one point.</summary>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        Distances(point);
        Pointwise.Apply(default(F), _s, _k);
        Matrix<double> r = _factor.Matrix;
        for (int i = 0; i < _rows; i++)
        {
            _k.AsSpan(i * _rows, i + 1).CopyTo(r.Row(i));
            r[i, i] = 1 + Scalar.Exp(point[^1]) / Weight(i);
        }

        if (!_factor.TryFactor())
        {
            return double.PositiveInfinity;
        }

        _y.CopyTo(_alpha, 0);
        _factor.Solve(_alpha);
        SignalVariance = Math.Max(Vectors.Dot<double>(_y, _alpha) / _rows, 1e-300);
        return 0.5 * _rows * Scalar.Log(SignalVariance) + 0.5 * _factor.LogDeterminant();
    }

    // ½ Σ W_ij dR_ij with W = R⁻¹ − α αᵀ/σ²; dR_ij by log ℓ⁻² is k′(s_ij) (x_i − x_j)²/ℓ².
    private void Gradient(ReadOnlySpan<double> point, Span<double> gradient)
    {
        var shape = new Shape(_rows, _rows);
        Matrix<double> l = new(_inverse, shape), w = new(_work, shape);
        _factor.InvertFactor(l);
        Gemm.Multiply(l.Transposed, l, w);
        double noise = Scalar.Exp(point[^1]), trace = 0;
        for (int i = 0; i < _rows; i++)
        {
            Span<double> row = w.Row(i);
            TensorPrimitives.FusedMultiplyAdd<double>(_alpha, -_alpha[i] / SignalVariance, row, row);
            trace += row[i] * noise / Weight(i);
        }

        gradient[^1] = 0.5 * trace;
        Array.Clear(_inverse);
        Pointwise.ApplySlope(default(F), _s, _k, _work, _inverse); // Q = W ∘ k′(s)
        Matrix<double> x = new(_scaled, new Shape(_rows, _inputs));
        Gemm.Multiply(l, new ReadOnlyMatrix<double>(_ones, new Shape(_rows, 1)), new Matrix<double>(_sums, new Shape(_rows, 1)));
        var qx = new Matrix<double>(_product, new Shape(_rows, _inputs));
        Gemm.Multiply(l, x, qx);
        for (int j = 0; j < _inputs; j++)
        {
            double sum = 0;
            for (int i = 0; i < _rows; i++)
            {
                sum += _sums[i] * x[i, j] * x[i, j] - x[i, j] * qx[i, j];
            }

            gradient[j] = sum;
        }
    }

    private void Distances(ReadOnlySpan<double> point)
    {
        ReadOnlyMatrix<double> x = _samples.Inputs.Matrix;
        for (int j = 0; j < _inputs; j++)
        {
            double scale = Math.Sqrt(Scalar.Exp(point[j]));
            for (int i = 0; i < _rows; i++)
            {
                _scaled[i * _inputs + j] = x[i, j] * scale;
            }
        }

        var scaled = new Matrix<double>(_scaled, new Shape(_rows, _inputs));
        SquaredDistances.Fill(scaled, new Matrix<double>(_s, new Shape(_rows, _rows)));
    }

    private double Weight(int row) => _samples.Weights is { } weights ? weights.Span[row] : 1;
}
