using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>
/// The last layer of a radial network whose lengths and noise are known, by Cholesky's factors, and what it would miss of each sample without
/// it. With fewer centres than rows the coefficients are those of the subset of regressors, by factors that do not square the condition
/// (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006, section 8.3.1).
/// </summary>
internal sealed class RadialSolution<F> where F : struct, IElementwiseFunction
{
    // What is added to the centres' covariance of one each, so that its factor exists in double.
    private const double Jitter = 1e-10;

    private readonly Samples<double> _samples;
    private readonly double[] _scaled; // rows × inputs
    private readonly double _noise;
    private CholeskyFactor? _inner, _outer; // with fewer centres than rows; inner is R's where each row is one
    private double _signal;

    /// <param name="samples">Of one target.</param>
    /// <param name="centres">The rows that are centres.</param>
    /// <param name="scales">1/ℓ of each input.</param>
    /// <param name="noise">η: the noise's variance by the signal's.</param>
    public RadialSolution(Samples<double> samples, int[] centres, double[] scales, double noise)
    {
        (_samples, _noise) = (samples, noise);
        _scaled = [.. samples.Inputs.Span.ToArray().Select((x, at) => x * scales[at % scales.Length])];
        LeftOut = new double[samples.Count];
        LeftOutVariances = new double[samples.Count];
        Coefficients = centres.Length == samples.Count ? Solve() : Solve(centres);
    }

    /// <summary>The last layer's weights, one a centre.</summary>
    public double[] Coefficients { get; }

    /// <summary>y − ŷ of each sample, predicted without it, or without all of its group.</summary>
    public double[] LeftOut { get; private set; }

    /// <summary>The variance of each such prediction, without the noise.</summary>
    public double[] LeftOutVariances { get; private set; }

    /// <summary>η of the signal's variance.</summary>
    public double NoiseVariance => _noise * _signal;

    /// <summary>The variance of a prediction, c − |k(x) T|²; null if it could not be computed.</summary>
    public LayerPosterior? Posterior() => _inner is null ? null : _outer is null ? OfProcess(_inner) : OfSubset(_inner, _outer);

    // R = K + η W⁻¹; ŷ = y − η W⁻¹ R⁻¹ y, and I − H = η W⁻¹ R⁻¹: what is left out is (R⁻¹_gg)⁻¹ (R⁻¹y)_g.
    private double[] Solve()
    {
        int n = _samples.Count;
        var factor = new CholeskyFactor(n);
        double[] covariance = Covariance(_scaled, _scaled);
        for (int i = 0; i < n; i++)
        {
            covariance.AsSpan(i * n, i + 1).CopyTo(factor.Matrix.Row(i));
            factor.Matrix[i, i] = 1 + Math.Max(_noise / Weight(i), Jitter);
        }

        double[] alpha = _samples.Targets.Span.ToArray();
        if (!factor.TryFactor())
        {
            LeftOut.AsSpan().Fill(double.PositiveInfinity);
            return new double[n];
        }

        factor.Solve(alpha);
        _signal = Math.Max(Vectors.Dot<double>(_samples.Targets.Span, alpha) / n, 0);
        _inner = factor;
        factor.InvertFactor(new Matrix<double>(covariance, new Shape(n, n)));
        double[] inverse = new double[n * n];
        GramMatrix.AddColumns(new Matrix<double>(covariance, new Shape(n, n)), new Matrix<double>(inverse, new Shape(n, n)));
        LeftOut = [.. alpha];
        double[] diagonals = LeftOutRows.Solve(_samples.Units, (i, j) => inverse[Math.Max(i, j) * n + Math.Min(i, j)], LeftOut);
        LeftOutVariances = [.. diagonals.Select((q, row) => _signal * Math.Max(0, q - _noise / Weight(row)))];
        return alpha;
    }

    // B = L⁻¹ K_mn with K_mm = L Lᵀ; C = B W Bᵀ + η I; coefficients L⁻ᵀ C⁻¹ B W y, and H = Bᵀ C⁻¹ B W.
    private double[] Solve(int[] centres)
    {
        (int n, int m, int inputs) = (_samples.Count, centres.Length, _samples.Inputs.Shape.Columns);
        double[] own = [.. centres.SelectMany(row => _scaled.AsSpan(row * inputs, inputs).ToArray())];
        CholeskyFactor inner = new(m), outer = new(m);
        Covariance(own, own).CopyTo(inner.Matrix.Span);
        Matrix<double> b = new(Covariance(own, _scaled), new Shape(m, n));
        for (int i = 0; i < m; i++)
        {
            inner.Matrix[i, i] += Jitter;
        }

        double[] right = new double[m];
        bool isFactored = inner.TryFactor();
        if (isFactored)
        {
            inner.SolveLower(b);
            Weigh(b);
            outer.Matrix.Span.Clear();
            GramMatrix.AddRows(b, outer.Matrix);
            for (int i = 0; i < m; i++)
            {
                outer.Matrix[i, i] += Math.Max(_noise, Jitter);
            }

            isFactored = outer.TryFactor();
        }

        if (!isFactored)
        {
            LeftOut.AsSpan().Fill(double.PositiveInfinity);
            return right;
        }

        double[] y = [.. Enumerable.Range(0, n).Select(i => _samples.Targets.Span[i] * Math.Sqrt(Weight(i)))];
        Gemm.Multiply(b, new ReadOnlyMatrix<double>(y, new Shape(n, 1)), new Matrix<double>(right, new Shape(m, 1)));
        outer.SolveLower(b);
        outer.Solve(right);
        inner.SolveUpper(new Matrix<double>(right, new Shape(m, 1)));
        _signal = Math.Max(Vectors.Dot<double>(y, y) - Explained(b, y), 0) / (n * Math.Max(_noise, Jitter));
        (_inner, _outer) = (inner, outer);
        LeaveOut(b, right, own);
        return right;
    }

    // T = √signal L⁻ᵀ.
    private LayerPosterior OfProcess(CholeskyFactor factor)
    {
        var shape = new Shape(factor.Size, factor.Size);
        var inverse = new Matrix<double>(new double[shape.Count], shape);
        factor.InvertFactor(inverse);
        Slice<double> t = Slice<double>.Zeros(shape);
        t.Matrix.Assign(inverse.Transposed);
        TensorPrimitives.Multiply(t.Span, Math.Sqrt(_signal), t.Span);
        return new LayerPosterior(_signal, -1, t, Slice<double>.Zeros(new Shape(1, factor.Size)));
    }

    // With the roots of the weights on both sides H is symmetric: its elements are the products of the columns of b.
    private void LeaveOut(ReadOnlyMatrix<double> b, double[] coefficients, double[] centres)
    {
        (int n, int m) = (b.Columns, b.Rows);
        double[] columns = new double[n * m], said = new double[n];
        new Matrix<double>(columns, new Shape(n, m)).Assign(b.Transposed);
        Gemm.Multiply(
            new ReadOnlyMatrix<double>(Covariance(_scaled, centres), new Shape(n, m)), new ReadOnlyMatrix<double>(coefficients, new Shape(m, 1)),
            new Matrix<double>(said, new Shape(n, 1)));
        double[] missed = [.. said.Select((value, i) => (_samples.Targets.Span[i] - value) * Math.Sqrt(Weight(i)))];
        double Element(int i, int j) => (i == j ? 1 : 0) - Vectors.Dot<double>(columns.AsSpan(i * m, m), columns.AsSpan(j * m, m));
        double[] diagonals = LeftOutRows.Solve(_samples.Units, Element, missed);
        LeftOut = [.. missed.Select((miss, row) => miss / Math.Sqrt(Weight(row)))];
        LeftOutVariances = [.. diagonals.Select((q, row) => _signal * _noise * Math.Max(0, q - 1) / Weight(row))];
    }

    // |C^−½ B y|²: what is left of yᵀy is η times yᵀR⁻¹y, by Woodbury's identity.
    private static double Explained(ReadOnlyMatrix<double> solved, double[] y)
    {
        double[] right = new double[solved.Rows];
        Gemm.Multiply(solved, new ReadOnlyMatrix<double>(y, new Shape(y.Length, 1)), new Matrix<double>(right, new Shape(right.Length, 1)));
        return Vectors.Dot<double>(right, right);
    }

    // c − kᵀ (K_mm⁻¹ − η L⁻ᵀ C⁻¹ L⁻¹) k with C = B Bᵀ + η I: T = L⁻ᵀ D with D Dᵀ = I − η C⁻¹.
    private LayerPosterior? OfSubset(CholeskyFactor inner, CholeskyFactor outer)
    {
        int m = inner.Size;
        double[] inverse = new double[m * m], gram = new double[m * m];
        outer.InvertFactor(new Matrix<double>(inverse, new Shape(m, m)));
        GramMatrix.AddColumns(new Matrix<double>(inverse, new Shape(m, m)), new Matrix<double>(gram, new Shape(m, m)));
        var factor = new CholeskyFactor(m);
        for (int i = 0; i < m; i++)
        {
            TensorPrimitives.Multiply(gram.AsSpan(i * m, i + 1), -Math.Max(_noise, Jitter), factor.Matrix.Row(i));
            factor.Matrix[i, i] += 1 + Jitter;
        }

        if (!factor.TryFactor())
        {
            return null;
        }

        Slice<double> t = Slice<double>.Zeros(new Shape(m, m));
        for (int i = 0; i < m; i++)
        {
            TensorPrimitives.Multiply(factor.Matrix.Row(i)[..(i + 1)], Math.Sqrt(_signal), t.Matrix.Row(i));
        }

        inner.SolveUpper(t.Matrix);
        return new LayerPosterior(_signal, -1, t, Slice<double>.Zeros(new Shape(1, m)));
    }

    private void Weigh(Matrix<double> b)
    {
        double[] roots = [.. Enumerable.Range(0, b.Columns).Select(i => Math.Sqrt(Weight(i)))];
        for (int i = 0; i < b.Rows; i++)
        {
            TensorPrimitives.Multiply(b.Row(i), roots, b.Row(i));
        }
    }

    // k(|a_i − b_j|²), rows of a × rows of b.
    private double[] Covariance(double[] a, double[] b)
    {
        int inputs = _samples.Inputs.Shape.Columns;
        ReadOnlyMatrix<double> left = new(a, new Shape(a.Length / inputs, inputs)), right = new(b, new Shape(b.Length / inputs, inputs));
        double[] distances = new double[left.Rows * right.Rows];
        var shape = new Shape(left.Rows, right.Rows);
        if (ReferenceEquals(a, b))
        {
            SquaredDistances.Fill(left, new Matrix<double>(distances, shape));
        }
        else
        {
            SquaredDistances.Fill(left, right, new Matrix<double>(distances, shape));
        }

        double[] covariance = new double[distances.Length];
        Pointwise.Apply<double, F>(default, distances, covariance);
        return covariance;
    }

    private double Weight(int row) => _samples.Weights is { } weights ? weights.Span[row] : 1;
}
