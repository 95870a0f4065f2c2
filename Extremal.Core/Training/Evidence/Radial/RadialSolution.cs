using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>
/// The last layer of a radial network whose lengths and noise are known, by Cholesky's factors, and what it would miss of each sample without
/// it: no training again, since of a linear smoother ŷ = H y the residuals without the rows g are (I − H_gg)⁻¹ r_g (R. D. Cook and S. Weisberg,
/// "Residuals and Influence in Regression", 1982, section 3.5). With fewer centres than rows the coefficients are those of the
/// subset of regressors, by factors that do not square the condition (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for
/// Machine Learning", 2006, section 8.3.1).
/// </summary>
internal sealed class RadialSolution<F> where F : struct, IElementwiseFunction
{
    // What is added to the centres' covariance of one each, so that its factor exists in double.
    private const double Jitter = 1e-10;

    private readonly Samples<double> _samples;
    private readonly double[] _scaled; // rows × inputs
    private readonly double _noise;

    /// <param name="samples">Of one target.</param>
    /// <param name="centres">The rows that are centres.</param>
    /// <param name="scales">1/ℓ of each input.</param>
    /// <param name="noise">η: the noise's variance by the signal's.</param>
    public RadialSolution(Samples<double> samples, int[] centres, double[] scales, double noise)
    {
        (_samples, _noise) = (samples, noise);
        _scaled = [.. samples.Inputs.Span.ToArray().Select((x, at) => x * scales[at % scales.Length])];
        (LeftOut, LeftOutVariances) = (new double[samples.Count], new double[samples.Count]);
        Coefficients = centres.Length == samples.Count ? Solve() : Solve(centres);
    }

    /// <summary>The last layer's weights, one a centre.</summary>
    public double[] Coefficients { get; }

    /// <summary>y − ŷ of each sample, predicted without it, or without all of its group.</summary>
    public double[] LeftOut { get; }

    /// <summary>The variance of each such prediction, without the noise.</summary>
    public double[] LeftOutVariances { get; }

    /// <summary>η of the signal's variance.</summary>
    public double NoiseVariance { get; private set; }

    /// <summary>The variance of a prediction: c − |k(x) T|².</summary>
    public LayerPosterior? Posterior { get; private set; }

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
        factor.InvertFactor(new Matrix<double>(covariance, new Shape(n, n)));
        double signal = Math.Max(Vectors.Dot<double>(_samples.Targets.Span, alpha) / n, 0);
        (Posterior, NoiseVariance) = (PosteriorOf(covariance, n, signal), _noise * signal); // from L⁻¹
        double[] inverse = new double[n * n];
        GramMatrix.AddColumns(new Matrix<double>(covariance, new Shape(n, n)), new Matrix<double>(inverse, new Shape(n, n)));
        LeaveOut((i, j) => inverse[Math.Max(i, j) * n + Math.Min(i, j)], alpha, (row, q) => signal * Math.Max(0, q - _noise / Weight(row)));
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
        double signal = Math.Max(Vectors.Dot<double>(y, y) - Explained(b, y), 0) / (n * Math.Max(_noise, Jitter));
        (Posterior, NoiseVariance) = (PosteriorOf(inner, outer, signal), _noise * signal);
        LeaveOut(b, right, own, signal);
        return right;
    }

    // T = √signal L⁻ᵀ.
    private static LayerPosterior PosteriorOf(double[] inverse, int n, double signal)
    {
        Slice<double> factor = Slice<double>.Zeros(new Shape(n, n));
        factor.Matrix.Assign(new ReadOnlyMatrix<double>(inverse, new Shape(n, n)).Transposed);
        TensorPrimitives.Multiply(factor.Span, Math.Sqrt(signal), factor.Span);
        return new LayerPosterior(signal, -1, factor, Slice<double>.Zeros(new Shape(1, n)));
    }

    // With the roots of the weights on both sides H is symmetric: its elements are the products of the columns of b.
    private void LeaveOut(ReadOnlyMatrix<double> b, double[] coefficients, double[] centres, double signal)
    {
        (int n, int m) = (b.Columns, b.Rows);
        double[] columns = new double[n * m], said = new double[n];
        new Matrix<double>(columns, new Shape(n, m)).Assign(b.Transposed);
        Gemm.Multiply(
            new ReadOnlyMatrix<double>(Covariance(_scaled, centres), new Shape(n, m)), new ReadOnlyMatrix<double>(coefficients, new Shape(m, 1)),
            new Matrix<double>(said, new Shape(n, 1)));
        double[] missed = [.. said.Select((value, i) => (_samples.Targets.Span[i] - value) * Math.Sqrt(Weight(i)))];
        LeaveOut((i, j) => (i == j ? 1 : 0) - Vectors.Dot<double>(columns.AsSpan(i * m, m), columns.AsSpan(j * m, m)), missed,
            (row, q) => signal * _noise * Math.Max(0, q - 1) / Weight(row));
        for (int i = 0; i < n; i++)
        {
            LeftOut[i] /= Math.Sqrt(Weight(i));
        }
    }

    // (Q_gg)⁻¹ r_g for each group g, and the variance that follows from the diagonal of (Q_gg)⁻¹.
    private void LeaveOut(Func<int, int, double> q, double[] missed, Func<int, double, double> variance)
    {
        foreach (int[] group in Enumerable.Range(0, _samples.Count).GroupBy(i => _samples.Units[i]).Select(rows => rows.ToArray()))
        {
            Deadline.Look();
            var factor = new CholeskyFactor(group.Length);
            for (int i = 0; i < group.Length; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    factor.Matrix[i, j] = q(group[i], group[j]);
                }
            }

            double[] left = [.. group.Select(row => missed[row])], diagonal = new double[group.Length];
            if (factor.TryFactor())
            {
                factor.Solve(left);
                Diagonal(factor, diagonal);
            }
            else
            {
                Array.Fill(left, double.PositiveInfinity); // the other rows say nothing of these
                Array.Fill(diagonal, double.PositiveInfinity);
            }

            for (int i = 0; i < group.Length; i++)
            {
                (LeftOut[group[i]], LeftOutVariances[group[i]]) = (left[i], variance(group[i], diagonal[i]));
            }
        }
    }

    // |C^−½ B y|²: what is left of yᵀy is η times yᵀR⁻¹y, by Woodbury's identity.
    private static double Explained(ReadOnlyMatrix<double> solved, double[] y)
    {
        double[] right = new double[solved.Rows];
        Gemm.Multiply(solved, new ReadOnlyMatrix<double>(y, new Shape(y.Length, 1)), new Matrix<double>(right, new Shape(right.Length, 1)));
        return Vectors.Dot<double>(right, right);
    }

    // c − kᵀ (K_mm⁻¹ − η L⁻ᵀ C⁻¹ L⁻¹) k with C = B Bᵀ + η I: T = L⁻ᵀ D with D Dᵀ = I − η C⁻¹.
    private LayerPosterior? PosteriorOf(CholeskyFactor inner, CholeskyFactor outer, double signal)
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
            TensorPrimitives.Multiply(factor.Matrix.Row(i)[..(i + 1)], Math.Sqrt(signal), t.Matrix.Row(i));
        }

        inner.SolveUpper(t.Matrix);
        return new LayerPosterior(signal, -1, t, Slice<double>.Zeros(new Shape(1, m)));
    }

    private static void Diagonal(CholeskyFactor factor, double[] diagonal)
    {
        int n = factor.Size;
        double[] inverse = new double[n * n];
        factor.InvertFactor(new Matrix<double>(inverse, new Shape(n, n)));
        for (int i = 0; i < n; i++)
        {
            TensorPrimitives.FusedMultiplyAdd<double>(inverse.AsSpan(i * n, n), inverse.AsSpan(i * n, n), diagonal, diagonal);
        }
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
        SquaredDistances.Fill(left, right, new Matrix<double>(distances, new Shape(left.Rows, right.Rows)));
        double[] covariance = new double[distances.Length];
        Pointwise.Apply<double, F>(default, distances, covariance);
        return covariance;
    }

    private double Weight(int row) => _samples.Weights is { } weights ? weights.Span[row] : 1;
}
