using System.Numerics.Tensors;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;

namespace Examples.Study;

/// <summary>
/// Minus the logarithm of the marginal likelihood of a Gaussian process of mean zero, and its gradient (Rasmussen and Williams 2006,
/// equations 5.8 and 5.9): covariance σ² C with C = κ(S) + ηI, S the rows' squared distances in lengths, one length an input. The
/// variables are the logarithms of the lengths and, last, of the noise's variance η in that of the signal. The signal's variance is the
/// likeliest for these, σ² = yᵀC⁻¹y / N, so that it needs no variable.
/// </summary>
internal sealed class MarginalLikelihood : IObjective<double>
{
    private readonly int _inputs, _rows;
    private readonly double[] _columns, _targets, _scaled, _difference, _inverse;
    private readonly Slice<double> _squares, _slopes;
    private readonly Operation<double> _kernel;
    private readonly Tape<double> _tape = new() { MaxDegreeOfParallelism = 1 };
    private readonly CholeskyFactor _factor;
    private readonly double[] _covariance;

    /// <param name="columns">The inputs, input after input, each of all rows.</param>
    /// <param name="targets">One a row, of mean zero.</param>
    /// <param name="kernel">Of the squared distance.</param>
    public MarginalLikelihood(double[] columns, double[] targets, Activation kernel)
    {
        (_inputs, _rows, _columns, _targets) = (columns.Length / targets.Length, targets.Length, columns, targets);
        var pairs = CholeskyFactor.Start(_rows);
        (_scaled, _difference) = (new double[columns.Length], new double[_rows]);
        (_squares, _slopes) = (Slice<double>.Zeros(new Shape(pairs, 1)), Slice<double>.Zeros(new Shape(pairs, 1)));
        (_covariance, _inverse, _factor) = (new double[pairs], new double[pairs], new CholeskyFactor(_rows));
        (_kernel, Weights) = (kernel.Operation<double>(), new double[_rows]);
    }

    public int Dimension => _inputs + 1;

    /// <summary>C⁻¹y where it was evaluated last: what each row's kernel counts in the process's mean.</summary>
    public double[] Weights { get; }

    /// <summary>The Cholesky factor of C where it was evaluated last.</summary>
    public CholeskyFactor Factor => _factor;

    /// <summary>σ² where it was evaluated last.</summary>
    public double SignalVariance { get; private set; }

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        for (var i = 0; i < points.Rows; i++)
        {
            values[i] = Evaluate(points.Row(i), gradients.Shape.Count == 0 ? [] : gradients.Row(i));
        }
    }

    /// <summary>At one point; NaN where rounding leaves C without a factor.</summary>
    /// <param name="logarithms">Of the lengths and of η.</param>
    /// <param name="gradient">Gets as many derivatives; empty if they are not wanted.</param>
    public double Evaluate(ReadOnlySpan<double> logarithms, Span<double> gradient)
    {
        var noise = Math.Exp(logarithms[_inputs]);
        FillSquares(logarithms);
        ApplyKernel(withSlopes: !gradient.IsEmpty);
        for (var i = 0; i < _rows; i++) { _covariance[CholeskyFactor.Start(i) + i] += noise; }
        if (!_factor.TryFactor(_covariance)) { return double.NaN; }

        _targets.CopyTo(Weights, 0);
        _factor.Solve(Weights);
        SignalVariance = TensorPrimitives.Dot<double>(_targets, Weights) / _rows;
        if (!gradient.IsEmpty) { Differentiate(noise, gradient); }
        return (_rows * (Math.Log(2 * Math.PI * SignalVariance) + 1) + _factor.LogDeterminant) / 2;
    }

    private void FillSquares(ReadOnlySpan<double> logarithms)
    {
        _squares.Span.Clear();
        for (var k = 0; k < _inputs; k++)
        {
            var column = _scaled.AsSpan(k * _rows, _rows);
            TensorPrimitives.Multiply(_columns.AsSpan(k * _rows, _rows), Math.Exp(-logarithms[k]), column);
            for (var i = 1; i < _rows; i++)
            {
                var difference = _difference.AsSpan(0, i);
                var squares = _squares.Span.Slice(CholeskyFactor.Start(i), i);
                TensorPrimitives.Subtract(column[..i], column[i], difference);
                TensorPrimitives.MultiplyAdd(difference, difference, squares, squares);
            }
        }
    }

    private void ApplyKernel(bool withSlopes)
    {
        _tape.Reset();
        var kernel = _tape.Record(_kernel, withSlopes ? _tape.Watch(_squares, _slopes) : _tape.Input(_squares));
        kernel.Value.Span[.._covariance.Length].CopyTo(_covariance);
        if (withSlopes) { _tape.Backward(kernel); }
    }

    /// <summary>
    /// −½ Σ Pᵢⱼ ∂Cᵢⱼ with P = αα'/σ² − C⁻¹ and α = C⁻¹y; by a length's logarithm ∂Cᵢⱼ is −2 κ′(sᵢⱼ) times the squared difference of that
    /// input. Each pair stands for two.
    /// </summary>
    private void Differentiate(double noise, Span<double> gradient)
    {
        _factor.Invert(_inverse);
        gradient.Clear();
        for (var i = 0; i < _rows; i++)
        {
            var start = CholeskyFactor.Start(i);
            var products = _inverse.AsSpan(start, i + 1);
            TensorPrimitives.Negate(products, products);
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(0, i + 1), Weights[i] / SignalVariance, products, products);
            gradient[_inputs] -= noise * products[i] / 2;
            products = products[..i];
            TensorPrimitives.Multiply(products, _slopes.Span.Slice(start, i), products);
            for (var k = 0; k < _inputs; k++)
            {
                var column = _scaled.AsSpan(k * _rows, _rows);
                var difference = _difference.AsSpan(0, i);
                TensorPrimitives.Subtract(column[..i], column[i], difference);
                TensorPrimitives.Multiply(difference, difference, difference);
                gradient[k] += 2 * TensorPrimitives.Dot<double>(products, difference);
            }
        }
    }
}
