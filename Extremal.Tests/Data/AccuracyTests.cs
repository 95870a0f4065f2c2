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
}
