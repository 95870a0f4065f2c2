using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class DomainRangesTests
{
    private static readonly Dataset Data = Dataset.Create([[100, 250, -1], [500, 150, 7]], [10, 20], ["cement", "water", "age"], "strength");

    private static Domain All => Domain.Of(Data);

    private static double[] Ends(Domain domain) => [.. domain.Lower, .. domain.Upper];

    [Test]
    public void A_range_can_be_narrowed()
    {
        Domain domain = All.Range("water", 0, 1000).Range("water", 170, 180).Range("water", 170, 175);
        Assert.That((domain.Lower[1], domain.Upper[1]), Is.EqualTo((170.0, 175.0)));
        Assert.That(() => domain.Range("water", 169, 171), Throws.ArgumentException);
        Assert.That(() => domain.Range("water", 171, 176), Throws.ArgumentException);
    }

    [Test]
    public void One_sided_limits_narrow_whatever_box_there_is()
    {
        Domain limited = All.AtLeast("water", 200).AtMost("water", 240).AtLeast("water", 190).AtMost("water", 260);
        Assert.Multiple(() =>
        {
            Assert.That((limited.Lower[1], limited.Upper[1]), Is.EqualTo((200.0, 240.0)));
            Assert.That((limited.Unbounded().Lower[1], limited.Unbounded().Upper[1]), Is.EqualTo((200.0, 240.0)));
            Assert.That(limited.WithinDeviations(0.2).Lower[1], Is.EqualTo(200.0), "the box begins at 190");
            Assert.That(limited.WithinDeviations(0.2).Upper[1], Is.EqualTo(210.0));
            Assert.That(All.AtMost("water", 300).Upper[1], Is.EqualTo(250.0), "it never widens");
            Assert.That(All.AtLeast("water", 260).Range("water", 100, 300).Validate().Lower[1], Is.EqualTo(260.0));
        });
    }

    [Test]
    public void Positive_takes_the_named_inputs_or_all()
    {
        Domain wide = All.WithinDeviations(9);
        Assert.That(wide.Lower.ToArray(), Is.All.Negative);
        Assert.That(wide.Positive().Lower.ToArray(), Is.All.Zero);
        Assert.That(wide.Positive("age").Lower.ToArray(), Is.EqualTo(new[] { wide.Lower[0], wide.Lower[1], 0 }));
        Assert.That(All.Positive().Lower.ToArray(), Is.EqualTo(new double[] { 100, 150, 0 }));
    }

    /// <summary>Verbs that go together may come in any order; the box is that of the definition: range or data, then limits, then the value.</summary>
    [Test]
    public void The_box_is_what_the_verbs_mean_in_any_order()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double low = 100 + 100 * random.NextDouble(), high = low + 100;
            double least = low - 20 + 60 * random.NextDouble(), greatest = least + 20 + 50 * random.NextDouble();
            bool ranged = seed % 3 > 0;
            Func<Domain, Domain>[] verbs =
            [
                .. ranged ? [d => d.Range("water", low, high)] : (Func<Domain, Domain>[])[],
                d => d.AtLeast("water", least), d => d.AtMost("water", greatest), d => d.Range("cement", 1, 2),
            ];
            random.Shuffle(verbs);
            Domain domain = verbs.Aggregate(All, (d, verb) => verb(d));
            (double from, double to) = ranged ? (low, high) : (150, 250);
            double[] expected = [1, Math.Max(from, least), -1, 2, Math.Min(to, greatest), 7];
            Assert.That(Ends(domain), Is.EqualTo(expected), $"seed {seed}");
        }
    }
}
