using Extremal.Kernels.Functions;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>What is left out in closed form beside really solving again without the rows, the lengths, the noise and the centres kept.</summary>
[TestFixture(typeof(RadialGaussian))]
[TestFixture(typeof(RadialMatern))]
internal sealed class RadialSolutionTests<F> where F : struct, IElementwiseFunction
{
    private const double Noise = 0.02;
    private static readonly double[] Scales = [0.9, 0.4];
    private static readonly int[] ByThrees = [.. Enumerable.Range(0, 30).Select(i => i * 7 % 10)];

    private static Samples<double> Samples(bool isWeighted, bool byGroups) =>
        EvidenceData.Draw(30, 2, EvidenceData.Smooth, 6, 0.1, isWeighted, byGroups ? ByThrees : null);

    [Test]
    public void With_a_centre_a_row_it_is_the_processs_mean([Values] bool isWeighted)
    {
        Samples<double> samples = Samples(isWeighted, false);
        var solution = new RadialSolution<F>(samples, [.. Enumerable.Range(0, 30)], Scales, Noise);
        double[] alpha = DenseMatrix.Solve(RadialKernels.Covariance<F>(samples, Scales, Noise), samples.Targets.Span.ToArray());
        Assert.That(solution.Coefficients, Is.EqualTo(alpha).Within(1e-9 * alpha.Max(Math.Abs)));
    }

    [Test]
    public void With_fewer_centres_it_is_the_least_of_regularised_squares([Values] bool isWeighted)
    {
        Samples<double> samples = Samples(isWeighted, false);
        int[] centres = [0, 3, 4, 9, 11, 20, 21, 29];
        var solution = new RadialSolution<F>(samples, centres, Scales, Noise);
        double[] wanted = RadialKernels.Coefficients<F>(samples, [.. centres.Select(row => EvidenceData.Row(samples, row))], Scales, Noise);
        Assert.That(solution.Coefficients, Is.EqualTo(wanted).Within(1e-6 * wanted.Max(Math.Abs)));
    }

    /// <summary>A residual that was not left out, or a group of which one row stayed, is off by far more than the tolerance.</summary>
    [Test]
    public void What_is_left_out_is_what_is_missed_after_solving_again(
        [Values] bool isWeighted, [Values] bool byGroups, [Values(30, 8)] int count)
    {
        Samples<double> samples = Samples(isWeighted, byGroups);
        int[] centres = count == 30 ? [.. Enumerable.Range(0, 30)] : [0, 3, 4, 9, 11, 20, 21, 29];
        double[] left = new RadialSolution<F>(samples, centres, Scales, Noise).LeftOut;
        double[] kept = Missed(samples, samples, centres);
        for (int row = 0; row < 30; row++)
        {
            int[] others = [.. Enumerable.Range(0, 30).Where(i => samples.Units[i] != samples.Units[row])];
            double wanted = Missed(samples.Take(others), samples, centres)[row];
            Assert.That(left[row], Is.EqualTo(wanted).Within(1e-6), $"{row}");
        }

        Assert.That(left.Zip(kept, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(1e-2), "The rows matter here.");
    }

    // With all rows as centres the mean without some rows is the same whether these remain centres or not.
    private static double[] Missed(Samples<double> taught, Samples<double> asked, int[] centres)
    {
        bool isExact = centres.Length == asked.Count;
        double[][] points = isExact
            ? [.. Enumerable.Range(0, taught.Count).Select(i => EvidenceData.Row(taught, i))]
            : [.. centres.Select(row => EvidenceData.Row(asked, row))];
        double[] coefficients = isExact
            ? DenseMatrix.Solve(RadialKernels.Covariance<F>(taught, Scales, Noise), taught.Targets.Span.ToArray())
            : RadialKernels.Coefficients<F>(taught, points, Scales, Noise);
        return [.. Enumerable.Range(0, asked.Count).Select(i =>
            asked.Targets.Span[i] - RadialKernels.Said<F>(EvidenceData.Row(asked, i), points, coefficients, Scales))];
    }

    /// <summary>All rows of one group: nothing is known of them, and the mean is what is said.</summary>
    [Test]
    public void Without_any_row_the_mean_is_said()
    {
        Samples<double> samples = EvidenceData.Draw(12, 2, EvidenceData.Smooth, 6, 0.1, units: new int[12]);
        var solution = new RadialSolution<F>(samples, [.. Enumerable.Range(0, 12)], Scales, Noise);
        Assert.That(solution.LeftOut, Is.EqualTo(samples.Targets.Span.ToArray()).Within(1e-9));
    }

    [Test]
    public void What_has_no_factor_says_nothing_and_misses_everything()
    {
        Samples<double> samples = Samples(false, false);
        foreach (int[] centres in (int[][])[[.. Enumerable.Range(0, 30)], [1, 2, 3]])
        {
            var solution = new RadialSolution<F>(samples, centres, [double.NaN, 1], Noise);
            Assert.That(solution.Coefficients, Has.Length.EqualTo(centres.Length).And.All.Zero);
            Assert.That(solution.LeftOut, Is.All.EqualTo(double.PositiveInfinity));
        }
    }
}
