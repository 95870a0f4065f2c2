using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Results;

/// <summary>When a proof is expected to be done.</summary>
public sealed class GapTrendTests
{
    private static CertificateProgress At(double seconds, double gap) => new(0, gap, gap, 1, 1, TimeSpan.FromSeconds(seconds));

    private static Certificate Proof(params IReadOnlyList<CertificateProgress> history)
    {
        Surrogate sum = HandMade.Linear([[1, 1]], 0);
        return new()
        {
            Goal = Goal.Maximize(),
            Domain = Domain.Of(sum.Summary),
            Target = sum.Summary.TargetColumns[0],
            Bound = 1,
            End = CertificateEnd.TimeLimit,
            History = history,
        };
    }

    [Test]
    public void A_power_of_the_time_is_continued([Values(0.5, 1, 2)] double power)
    {
        CertificateProgress[] history = [.. Enumerable.Range(0, 40).Select(k => Math.Pow(1.2, k - 39)).Select(t => At(t, 3 * Math.Pow(t, -power)))];
        TimeSpan expected = Proof(history).EstimateTime(0.03)!.Value;
        Assert.That(expected.TotalSeconds, Is.EqualTo(Math.Pow(100, 1 / power)).Within(1e-3).Percent);
    }

    [Test]
    public void What_is_reached_was_reached_when_it_was() =>
        Assert.That(Proof(At(0.1, 5), At(0.2, 0.4), At(3, 0.1)).EstimateTime(0.5), Is.EqualTo(TimeSpan.FromSeconds(0.2)));

    [Test]
    public void Without_a_trend_nothing_is_expected()
    {
        Assert.That(Proof().EstimateTime(0.5), Is.Null);
        Assert.That(Proof(At(1, 5)).EstimateTime(0.5), Is.Null);
        Assert.That(Proof(At(0.1, 5), At(1, 4.9)).EstimateTime(0.5), Is.Null);
        Assert.That(Proof(At(0.1, double.PositiveInfinity), At(1, 4)).EstimateTime(0.5), Is.Null);
        Assert.That(Proof(At(0.1, 5), At(1, 4)).EstimateTime(1e-9), Is.Null, "hundreds of years");
        Assert.That(() => Proof(At(1, 5)).EstimateTime(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
