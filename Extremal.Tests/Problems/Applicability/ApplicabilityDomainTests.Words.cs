using System.Globalization;
using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

// What is said of a point, and what is still known without the rows.
public sealed partial class ApplicabilityDomainTests
{
    [Test]
    public void Words_say_where_the_point_lies()
    {
        Dataset data = Mixture(1);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        double[][] rows = [.. RowsOf(data).OrderBy(row => coverage.At(row).CentreDistance)];
        (double[] Point, string Words)[] cases =
        [
            ([1 / 3.0, 1 / 3.0, 1 / 3.0, 10, 4],
                "well inside the data: more than 99 % of the rows lie farther from their centre; "
                + "the nearest row is as near as rows are to each other"),
            (rows[^1], "at the edge of the data: as far from their centre as the farthest row; it is a row of the data"),
            (rows[^5], "at the edge of the data: 3 % of the rows lie as far from their centre; it is a row of the data"),
            (rows[100], "inside the data: 33 % of the rows lie as far from their centre; it is a row of the data"),
            ([0.3, 0.4, 0.4, 10, 4],
                "beyond the data: it breaks cement + water + sand = 1, which every row keeps; "
                + "the nearest row is "),
            ([1 / 3.0, 1 / 3.0, 1 / 3.0, 60, 4], "beyond the data: "),
        ];
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            foreach ((double[] point, string words) in cases)
            {
                TestContext.Out.WriteLine(coverage.At(point).Words);
                Assert.That(coverage.At(point).Words, Does.StartWith(words));
            }

            Support far = coverage.At([1 / 3.0, 1 / 3.0, 1 / 3.0, 60, 4]);
            Assert.That(far.Words, Does.Contain(" times as far from their centre as the farthest row").And.Contain("; age is 40."));
            Assert.That(far.OutOfRange.Single().ToString(), Does.Match(@"^age is 40\.\d+ above its greatest value in the data, 19\.\d+$"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Without_rows_the_kept_percentiles_judge_alike()
    {
        Dataset data = Draw(6);
        ApplicabilityDomain with = ApplicabilityDomain.Of(data);
        ApplicabilityDomain kept = ApplicabilityDomain.Of(new DataSummary(data.RowCount, data.InputColumns, data.TargetColumns, data.Summary.Covariance)
        {
            CentreDistances = with.CentreDistances,
            NeighbourDistances = with.NeighbourDistances,
        });
        Assert.That((kept.HasRows, with.HasRows), Is.EqualTo((false, true)));
        var random = new Random(1);
        for (int k = 0; k < 50; k++)
        {
            double[] point = Near(data, random);
            Support a = with.At(point), b = kept.At(point);
            Assert.That((b.CentreDistance, b.CentreShare), Is.EqualTo((a.CentreDistance, a.CentreShare)));
            Assert.That((b.NeighbourDistance, b.NeighbourShare, b.Nearest.Count), Is.EqualTo(((double?)null, (double?)null, 0)));
            Assert.That(b.Verdict, Is.LessThanOrEqualTo(a.Verdict), "without neighbours no point is judged worse");
            Assert.That(b.Words, Does.Contain("how near the nearest row lies is not known without the rows"));
        }
    }

    /// <summary>The mean of the squared distances is the number of inputs, and no row of n can be farther than √(n − 1).</summary>
    [Test]
    public void Without_anything_kept_the_covariance_judges_alone()
    {
        Dataset data = Draw(8);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data.Summary);
        Assert.That(coverage.CentreDistances, Is.Null);
        double[] mean = [.. data.InputColumns.Select(column => column.Mean)];
        Assert.That(coverage.At(mean).Verdict, Is.EqualTo(Verdict.Inside));
        Assert.That(
            coverage.At(mean).Words, Does.StartWith("inside the data: how far the rows themselves lie from their centre was not kept; "));
        foreach ((int deviations, Verdict verdict) in ((int, Verdict)[])[(3, Verdict.AtEdge), (30, Verdict.Beyond)])
        {
            double[] point = [.. mean];
            point[0] += deviations * data.InputColumns[0].StandardDeviation;
            Assert.That(coverage.At(point).Verdict, Is.EqualTo(verdict));
        }
    }
}
