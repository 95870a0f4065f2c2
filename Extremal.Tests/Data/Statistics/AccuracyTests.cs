using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class AccuracyTests
{
    [Test]
    public void Error_and_share_are_those_of_the_definition()
    {
        Accuracy accuracy = Accuracy.Of([1, 2, 3, 6], [1, 3, 3, 4]);
        Assert.That(accuracy.Rmse, Is.EqualTo(Math.Sqrt(5.0 / 4)).Within(1e-15));
        Assert.That(accuracy.R2, Is.EqualTo(1 - 5.0 / 14).Within(1e-15));
        Assert.That(Accuracy.Of([1, 2, 6], [3, 3, 3]).R2, Is.Zero, "the mean of the rows scored");
        Assert.That(Accuracy.Of([2, 2], [2, 3]).R2, Is.NaN);
        Assert.That(Accuracy.Of([], []).Rmse, Is.NaN);
        Assert.That(() => Accuracy.Of([1, 2], [1]), Throws.ArgumentException.With.Message.Contains("2 measurements and 1"));
    }

    /// <summary>The rounded mean of three tenths is not a tenth, so that the sum of squares about it is not 0.</summary>
    [Test]
    public void Equal_measurements_have_no_share_whatever_their_mean_is_rounded_to()
    {
        foreach (double value in (double[])[0.1, -1.1, 1e-100, 3e50])
        {
            foreach (int count in (int[])[2, 3, 7, 1000])
            {
                double[] measured = [.. Enumerable.Repeat(value, count)];
                double[] predicted = [.. measured[..^1], 2 * value];
                Assert.That(Accuracy.Of(measured, predicted).R2, Is.NaN, $"{count} times {value}");
                Assert.That(Accuracy.Of(measured, predicted).Rmse, Is.EqualTo(Math.Abs(value) / Math.Sqrt(count)).Within(1e-12).Percent);
            }
        }

        Assert.That(Accuracy.Of([0.3, 0.1 + 0.2], [0.3, 0.4]).R2, Is.NaN, "equal but for the rounding");
        Assert.That(Accuracy.Of([0.3, 0.3 + 1e-12], [0.3, 0.3]).R2, Is.EqualTo(-1).Within(1e-3));
    }

    [Test]
    public void A_large_mean_of_many_rows_costs_no_digits()
    {
        double[] measured = [.. Enumerable.Range(0, 100_000).Select(i => 1e6 + 1e-6 * (i % 2))];
        Assert.That(Accuracy.Of(measured, [.. measured.Select(_ => 1e6)]).R2, Is.EqualTo(-1).Within(1e-3));
    }

    [Test]
    public void Weights_count_like_repeated_rows()
    {
        Accuracy weighted = Accuracy.Of([1, 2, 3, 6, 1e6], [1, 3, 3, 4, 0], [2, 1, 3, 1, 0]);
        Accuracy repeated = Accuracy.Of([1, 1, 2, 3, 3, 3, 6], [1, 1, 3, 3, 3, 3, 4]);
        Assert.That(weighted.Rmse, Is.EqualTo(repeated.Rmse).Within(1e-15));
        Assert.That(weighted.R2, Is.EqualTo(repeated.R2).Within(1e-15));
        Assert.That(Accuracy.Of([2, 2, 5], [1, 3, 5], [1, 1, 0]).R2, Is.NaN);
        Assert.That(Accuracy.Of([1, 2], [1, 2], [0, 0]).Rmse, Is.NaN);
        Assert.That(() => Accuracy.Of([1, 2], [1, 2], [1]), Throws.ArgumentException.With.Message.Contains("1 weights"));
        Assert.That(() => Accuracy.Of([1, 2], [1, 2], [1, -1]), Throws.ArgumentException.With.Message.Contains("-1"));
    }
}
