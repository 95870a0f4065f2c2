using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions.Elementary;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>
/// A where rows are fewer than weights, through M = I + S Sᵀ with S = β^½ J D^−½, rows × weights, and D = diag(α): by Woodbury's identity
/// A⁻¹ = D^−½ (I − Sᵀ M⁻¹ S) D^−½, and |A| = |D| |M|.
/// </summary>
internal sealed class PrecisionByRows(int weights, int rows) : PosteriorPrecision(weights, rows)
{
    private const double Rounding = 1e-14;

    private readonly double[] _jacobian = new double[rows * weights];
    private readonly double[] _scaled = new double[rows * weights];
    private readonly double[] _solved = new double[rows * weights];
    private readonly double[] _roots = new double[weights];
    private readonly double[] _prior = new double[weights];
    private readonly double[] _column = new double[rows];
    private readonly CholeskyFactor _factor = new(rows);

    private Shape Shape => new(Rows, Weights);

    private Matrix<double> Scaled => new(_scaled, Shape);

    /// <inheritdoc/>
    public override void Read(int first, ReadOnlyMatrix<double> jacobian, ReadOnlySpan<double> residuals)
    {
        base.Read(first, jacobian, residuals);
        new Matrix<double>(_jacobian, Shape).RowRange(first, jacobian.Rows).Assign(jacobian);
    }

    /// <inheritdoc/>
    public override bool TryFactor(ReadOnlySpan<double> prior, double noise)
    {
        prior.CopyTo(_prior);
        double root = Math.Sqrt(noise);
        for (int j = 0; j < prior.Length; j++)
        {
            _roots[j] = 1 / Math.Sqrt(prior[j]);
        }

        Matrix<double> m = _factor.Matrix;
        for (int i = 0; i < Rows; i++)
        {
            Span<double> row = Scaled.Row(i);
            TensorPrimitives.Multiply(_jacobian.AsSpan(i * Weights, Weights), _roots, row);
            TensorPrimitives.Multiply(row, root, row);
            m.Row(i)[..i].Clear();
            m[i, i] = 1;
        }

        GramMatrix.AddRows(Scaled, m);
        return _factor.TryFactor();
    }

    /// <inheritdoc/>
    public override void Solve(Span<double> b)
    {
        TensorPrimitives.Multiply(b, _roots, b);
        var u = new Matrix<double>(b, new Shape(Weights, 1));
        var v = new Matrix<double>(_column, new Shape(Rows, 1));
        Gemm.Multiply(Scaled, u, v);
        _factor.Solve(_column);
        TensorPrimitives.Negate(_column, _column);
        Gemm.MultiplyAdd(Scaled.Transposed, v, u);
        TensorPrimitives.Multiply(b, _roots, b);
    }

    /// <inheritdoc/>
    public override double LogDeterminant()
    {
        double sum = _factor.LogDeterminant();
        foreach (double prior in _prior)
        {
            sum += Scalar.Log(prior);
        }

        return sum;
    }

    /// <inheritdoc/>
    /// <remarks>D^−½ C with C Cᵀ = I − Vᵀ V, V the last columns of L⁻¹ S.</remarks>
    public override double[] LastCovarianceFactor(int count)
    {
        SolveScaled();
        ReadOnlyMatrix<double> v = new Matrix<double>(_solved, Shape).ColumnRange(Weights - count, count);
        var gram = new double[count * count];
        GramMatrix.AddColumns(v, new Matrix<double>(gram, new Shape(count, count)));
        var factor = new CholeskyFactor(count);
        Matrix<double> c = factor.Matrix;
        for (int i = 0; i < count; i++)
        {
            TensorPrimitives.Negate(gram.AsSpan(i * count, i + 1), c.Row(i));
            c[i, i] = 1 - gram[i * count + i] + Rounding; // what rounding took of directions that the rows determine
        }

        double[] result = new double[count * count];
        bool isFactored = factor.TryFactor();
        for (int i = 0; isFactored && i < count; i++)
        {
            TensorPrimitives.Multiply(c.Row(i)[..(i + 1)], _roots[Weights - count + i], result.AsSpan(i * count, i + 1));
        }

        return result;
    }

    /// <inheritdoc/>
    public override void Determined(Span<double> weights)
    {
        // αⱼ (A⁻¹)ⱼⱼ = 1 − |L⁻¹ sⱼ|², so that nothing cancels.
        SolveScaled();
        var solved = new Matrix<double>(_solved, Shape);
        weights.Clear();
        for (int i = 0; i < Rows; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(solved.Row(i), solved.Row(i), weights, weights);
        }
    }

    // L⁻¹ S
    private void SolveScaled()
    {
        _scaled.CopyTo(_solved, 0);
        _factor.SolveLower(new Matrix<double>(_solved, Shape));
    }
}
