using Extremal.Kernels.Functions;
using Extremal.Training;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Covariances of a squared distance by the platform's functions, and what a process of them says, by elimination.</summary>
internal static class RadialKernels
{
    public static double Of<F>(double s) where F : struct, IElementwiseFunction
    {
        double r = Math.Sqrt(5 * s);
        return default(F) is RadialMatern ? (1 + r + r * r / 3) * Math.Exp(-r) : Math.Exp(-s / 2);
    }

    public static double Of<F>(double[] a, double[] b, double[] scales) where F : struct, IElementwiseFunction =>
        Of<F>(a.Select((x, j) => (x - b[j]) * scales[j]).Sum(d => d * d));

    /// <summary>k(x_i, x_j) + η / w_i on the diagonal.</summary>
    public static double[,] Covariance<F>(Samples<double> samples, double[] scales, double noise) where F : struct, IElementwiseFunction
    {
        double[,] r = new double[samples.Count, samples.Count];
        for (int i = 0; i < samples.Count; i++)
        {
            for (int j = 0; j < samples.Count; j++)
            {
                r[i, j] = Of<F>(EvidenceData.Row(samples, i), EvidenceData.Row(samples, j), scales)
                    + (i == j ? noise / (samples.Weights?.Span[i] ?? 1) : 0);
            }
        }

        return r;
    }

    /// <summary>
    /// What centres at given points learn from the samples: the coefficients that make Σ w (y − K c)² + η cᵀK_mm c least; with a centre a sample
    /// they are (K + η/w)⁻¹ y.
    /// </summary>
    public static double[] Coefficients<F>(Samples<double> samples, double[][] centres, double[] scales, double noise)
        where F : struct, IElementwiseFunction
    {
        int m = centres.Length;
        double[,] a = new double[m, m];
        double[] b = new double[m];
        for (int p = 0; p < m; p++)
        {
            for (int q = 0; q < m; q++)
            {
                a[p, q] = noise * (Of<F>(centres[p], centres[q], scales) + (p == q ? 1e-10 : 0));
                for (int i = 0; i < samples.Count; i++)
                {
                    double weight = samples.Weights?.Span[i] ?? 1;
                    double[] x = EvidenceData.Row(samples, i);
                    a[p, q] += weight * Of<F>(x, centres[p], scales) * Of<F>(x, centres[q], scales);
                    b[p] += q == 0 ? weight * Of<F>(x, centres[p], scales) * samples.Targets.Span[i] : 0;
                }
            }
        }

        return DenseMatrix.Solve(a, b);
    }

    public static double Said<F>(double[] x, double[][] centres, double[] coefficients, double[] scales)
        where F : struct, IElementwiseFunction =>
        centres.Select((centre, i) => coefficients[i] * Of<F>(x, centre, scales)).Sum();
}
