using System.Numerics.Tensors;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>A as a matrix of weights × weights: what is kept of the Jacobian is JᵀJ, so that memory does not grow with the rows.</summary>
internal sealed class PrecisionByWeights(int weights, int rows) : PosteriorPrecision(weights, rows)
{
    private readonly double[] _gram = new double[weights * weights]; // JᵀJ, lower triangle
    private readonly double[] _inverse = new double[weights * weights];
    private readonly double[] _prior = new double[weights];
    private readonly CholeskyFactor _factor = new(weights);

    private Matrix<double> Gram => new(_gram, new Shape(Weights, Weights));

    /// <inheritdoc/>
    public override void Clear()
    {
        base.Clear();
        Array.Clear(_gram);
    }

    /// <inheritdoc/>
    public override void Read(int first, ReadOnlyMatrix<double> jacobian, ReadOnlySpan<double> residuals)
    {
        base.Read(first, jacobian, residuals);
        GramMatrix.AddColumns(jacobian, Gram);
    }

    /// <inheritdoc/>
    public override bool TryFactor(ReadOnlySpan<double> prior, double noise)
    {
        prior.CopyTo(_prior);
        Matrix<double> a = _factor.Matrix;
        for (int i = 0; i < Weights; i++)
        {
            TensorPrimitives.Multiply(Gram.Row(i)[..(i + 1)], noise, a.Row(i));
            a[i, i] += prior[i];
        }

        return _factor.TryFactor();
    }

    /// <inheritdoc/>
    public override void Solve(Span<double> b) => _factor.Solve(b);

    /// <inheritdoc/>
    public override double LogDeterminant() => _factor.LogDeterminant();

    /// <inheritdoc/>
    /// <remarks>The block of A⁻¹ is (L₂₂ L₂₂ᵀ)⁻¹, and L₂₂⁻¹ stands in the last rows of L⁻¹.</remarks>
    public override double[] LastCovarianceFactor(int count)
    {
        var inverse = new Matrix<double>(_inverse, new Shape(Weights, Weights));
        _factor.InvertFactor(inverse);
        double[] factor = new double[count * count];
        int first = Weights - count;
        new Matrix<double>(factor, new Shape(count, count)).Assign(
            inverse.RowRange(first, count).ColumnRange(first, count).Transposed);
        return factor;
    }

    /// <inheritdoc/>
    public override void Determined(Span<double> weights)
    {
        var inverse = new Matrix<double>(_inverse, new Shape(Weights, Weights));
        _factor.InvertFactor(inverse);
        weights.Clear();
        for (int i = 0; i < Weights; i++)
        {
            Span<double> row = inverse.Row(i)[..(i + 1)], sums = weights[..(i + 1)];
            TensorPrimitives.FusedMultiplyAdd(row, row, sums, sums);
        }

        for (int j = 0; j < Weights; j++)
        {
            weights[j] = 1 - _prior[j] * weights[j];
        }
    }
}
