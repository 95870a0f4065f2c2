using Extremal.Autodiff;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>The variance of a radial network beside that of its process, by elimination.</summary>
[TestFixture(typeof(RadialGaussian))]
[TestFixture(typeof(RadialMatern))]
internal sealed class RadialPosteriorTests<F> where F : struct, IElementwiseFunction
{
    private const double Noise = 0.02;
    private static readonly double[] Scales = [0.9, 0.4];
    private static readonly int[] Few = [0, 3, 4, 9, 11, 20, 21, 29];

    private static Activation Units => default(F) is RadialMatern ? Activation.RadialMatern : Activation.RadialGaussian;

    [Test]
    public void With_a_centre_a_row_it_is_the_processs_variance([Values] bool isWeighted)
    {
        Samples<double> samples = EvidenceData.Draw(30, 2, EvidenceData.Smooth, 6, 0.1, isWeighted);
        var solution = new RadialSolution<F>(samples, [.. Enumerable.Range(0, 30)], Scales, Noise);
        double signal = Signal(samples);
        Assert.That(solution.NoiseVariance, Is.EqualTo(Noise * signal).Within(1e-9 * signal));
        Samples<double> asked = EvidenceData.Draw(40, 2, EvidenceData.Smooth, 9);
        double[] got = Variances(solution, samples, [.. Enumerable.Range(0, 30)], asked);
        for (int i = 0; i < 40; i++)
        {
            Assert.That(got[i], Is.EqualTo(Variance(samples, EvidenceData.Row(asked, i), signal)).Within(1e-8 * signal), $"{i}");
        }

        Assert.That(got.Max() / got.Min(), Is.GreaterThan(1.5), "It differs from point to point.");
    }

    /// <summary>c − kᵀ (K⁻¹ − η (η K + K_mn W K_nm)⁻¹) k, the subset of regressors' variance with what the centres do not span.</summary>
    [Test]
    public void With_fewer_centres_it_is_that_of_the_subset_of_regressors([Values] bool isWeighted)
    {
        Samples<double> samples = EvidenceData.Draw(30, 2, EvidenceData.Smooth, 6, 0.1, isWeighted);
        var solution = new RadialSolution<F>(samples, Few, Scales, Noise);
        double[][] centres = [.. Few.Select(row => EvidenceData.Row(samples, row))];
        int m = centres.Length;
        double[,] own = new double[m, m], all = new double[m, m];
        for (int p = 0; p < m; p++)
        {
            for (int q = 0; q < m; q++)
            {
                own[p, q] = RadialKernels.Of<F>(centres[p], centres[q], Scales) + (p == q ? 1e-10 : 0);
                all[p, q] = Noise * own[p, q] + Enumerable.Range(0, 30).Sum(i => (samples.Weights?.Span[i] ?? 1)
                    * RadialKernels.Of<F>(EvidenceData.Row(samples, i), centres[p], Scales)
                    * RadialKernels.Of<F>(EvidenceData.Row(samples, i), centres[q], Scales));
            }
        }

        (double[,] first, double[,] second) = (DenseMatrix.Invert(own).Inverse, DenseMatrix.Invert(all).Inverse);
        double signal = solution.NoiseVariance / Noise;
        Samples<double> asked = EvidenceData.Draw(40, 2, EvidenceData.Smooth, 9);
        double[] got = Variances(solution, samples, Few, asked);
        for (int i = 0; i < 40; i++)
        {
            double[] k = [.. centres.Select(centre => RadialKernels.Of<F>(EvidenceData.Row(asked, i), centre, Scales))];
            double told = k.Zip(DenseMatrix.Times(first, k), (a, b) => a * b).Sum() - Noise * k.Zip(DenseMatrix.Times(second, k), (a, b) => a * b).Sum();
            Assert.That(got[i], Is.EqualTo(signal * (1 - told)).Within(1e-6 * signal), $"{i}");
        }
    }

    /// <summary>With the signal's variance of all rows; a row that was not left out has less than half of it.</summary>
    [Test]
    public void A_rows_variance_without_it_is_that_of_a_process_that_never_saw_it()
    {
        Samples<double> samples = EvidenceData.Draw(30, 2, EvidenceData.Smooth, 6, 0.1);
        var solution = new RadialSolution<F>(samples, [.. Enumerable.Range(0, 30)], Scales, Noise);
        double signal = Signal(samples);
        for (int row = 0; row < 30; row++)
        {
            Samples<double> others = samples.Take([.. Enumerable.Range(0, 30).Where(i => i != row)]);
            double wanted = Variance(others, EvidenceData.Row(samples, row), signal);
            Assert.That(solution.LeftOutVariances[row], Is.EqualTo(wanted).Within(1e-8 * signal), $"{row}");
        }
    }

    private static double[] Variances(RadialSolution<F> solution, Samples<double> samples, int[] centres, Samples<double> asked)
    {
        Network<double> network = RadialTrainer.Build(new RadialFit(Units, Scales, samples.Take(centres).Inputs, solution.Coefficients)
        {
            LeftOut = [],
            LeftOutVariances = [],
            NoiseVariance = 0,
            Posterior = null,
        });
        return solution.Posterior()!.Variances(network, asked.Inputs);
    }

    private static double Signal(Samples<double> samples)
    {
        double[] y = samples.Targets.Span.ToArray();
        return y.Zip(DenseMatrix.Solve(RadialKernels.Covariance<F>(samples, Scales, Noise), y), (a, b) => a * b).Sum() / y.Length;
    }

    private static double Variance(Samples<double> samples, double[] x, double signal)
    {
        double[] k = [.. Enumerable.Range(0, samples.Count).Select(i => RadialKernels.Of<F>(x, EvidenceData.Row(samples, i), Scales))];
        return signal * (1 - k.Zip(DenseMatrix.Solve(RadialKernels.Covariance<F>(samples, Scales, Noise), k), (a, b) => a * b).Sum());
    }
}
