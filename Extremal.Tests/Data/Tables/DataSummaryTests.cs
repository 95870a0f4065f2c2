using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class DataSummaryTests
{
    private static readonly Column A = new("a", 0, 2, 1, 1), B = new("b", 0, 4, 2, 2), Y = new("y", 0, 1, 0.5, 0.5);

    [Test]
    public void Data_and_their_numbers_make_the_same_summary()
    {
        DataSummary of = Dataset.Create([[0, 0], [2, 4]], [0, 1], ["a", "b"]).Summary;
        var read = new DataSummary(2, [A, B], [Y], [1, 2, 2, 4]);
        Assert.That(of.RowCount, Is.EqualTo(read.RowCount));
        Assert.That(of.InputColumns, Is.EqualTo(read.InputColumns));
        Assert.That(of.TargetColumns, Is.EqualTo(read.TargetColumns));
        Assert.That(of.Covariance.ToArray(), Is.EqualTo(read.Covariance.ToArray()));
    }

    [Test]
    public void Malformed_numbers_are_told()
    {
        Assert.That(
            () => new DataSummary(0, [A], [Y], [1]),
            Throws.ArgumentException.With.Message.EqualTo("DataSummary got 0 rows, 1 inputs and 1 targets; it wants one at least."));
        Assert.That(() => new DataSummary(1, [], [Y], []), Throws.ArgumentException);
        Assert.That(() => new DataSummary(1, [A], [], [1]), Throws.ArgumentException);
        Assert.That(
            () => new DataSummary(1, [A, B], [A], [1, 0, 0, 1]),
            Throws.ArgumentException.With.Message.EqualTo(
                "DataSummary got the name 'a' twice; every input and target wants a name of its own."));
        Assert.That(
            () => new DataSummary(1, [A, B], [Y], [1, 2]),
            Throws.ArgumentException.With.Message.EqualTo("DataSummary got 2 covariances for 2 inputs and wants 4."));
        const string Wants = "it wants finite, symmetric ones, and none negative of a column with itself.";
        Assert.That(
            () => new DataSummary(1, [A, B], [Y], [1, 3, 2, 4]),
            Throws.ArgumentException.With.Message.EqualTo($"DataSummary got the covariances 2 and 3 of 'b' and 'a'; {Wants}"));
        Assert.That(
            () => new DataSummary(1, [A, B], [Y], [-1, 2, 2, 4]),
            Throws.ArgumentException.With.Message.EqualTo($"DataSummary got the covariances -1 and -1 of 'a' and 'a'; {Wants}"));
        Assert.That(() => new DataSummary(1, [A, B], [Y], [1, double.NaN, double.NaN, 4]), Throws.ArgumentException);
    }
}
