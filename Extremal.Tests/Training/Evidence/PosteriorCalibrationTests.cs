using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

internal sealed class PosteriorCalibrationTests
{
    /// <summary>Errors whose variance is that of the posterior times a factor, and of noise, and among members.</summary>
    [Test]
    public void The_factor_is_found([Values(0.5, 1, 4, 25)] double factor)
    {
        var random = new Random(3);
        double[] posteriors = [.. Enumerable.Range(0, 4000).Select(_ => 0.5 + random.NextDouble())], apart = [.. posteriors.Select(p => 0.1 * p)];
        double[] missed = [.. posteriors.Select((p, i) => Math.Sqrt(factor * p + apart[i] + 0.2) * EvidenceData.Normal(random))];
        Assert.That(PosteriorCalibration.Of(missed, posteriors, apart, 0.2), Is.EqualTo(factor).Within(0.15 * factor));
    }

    [Test]
    public void It_stays_within_bounds_and_is_one_where_nothing_tells()
    {
        Assert.That(PosteriorCalibration.Of([double.NaN, double.PositiveInfinity], [1, 1], [0, 0], 0), Is.EqualTo(1));
        Assert.That(PosteriorCalibration.Of([1, 2], [0, 0], [0, 0], 0), Is.EqualTo(1));
        Assert.That(PosteriorCalibration.Of([1e9, -1e9], [1, 1], [0, 0], 0), Is.EqualTo(100));
        Assert.That(PosteriorCalibration.Of([0, 0], [1, 1], [0, 0], 1), Is.EqualTo(0.1));
    }
}
