using System.Globalization;
using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed partial class ApplicabilityDomainTests
{
    /// <summary>Correlated inputs of any scale, some rows twice; from odd seeds groups of rows that are near each other.</summary>
    internal static Dataset Draw(int seed, int rows = 120, int inputs = 4)
    {
        var random = new Random(seed);
        double[] scales = [.. Enumerable.Range(0, inputs).Select(_ => Math.Pow(10, random.Next(-3, 4)))];
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double common = random.NextDouble();
            return (double[])[.. scales.Select(scale => scale * (common + 3 * random.NextDouble() + 5))];
        })];
        for (int i = 0; i < rows / 10; i++)
        {
            x[random.Next(rows)] = [.. x[random.Next(rows)]];
        }

        int[] groups = [.. Enumerable.Range(0, rows).Select(i => i % (1 + rows / 3))];
        for (int i = 0; i < rows && seed % 2 != 0; i++)
        {
            x[i] = [.. x[groups[i]].Select(value => value * (1 + 1e-3 * random.NextDouble()))];
        }

        Dataset data = Dataset.Create(x, [.. x.Select(row => row.Sum())]);
        return seed % 2 == 0 ? data : data.WithGroups(groups);
    }

    /// <summary>A point of the box in which the rows lie, or up to a fifth of a side outside.</summary>
    private static double[] Near(Dataset data, Random random) =>
        [.. data.InputColumns.Select(c => c.Minimum + (1.4 * random.NextDouble() - 0.2) * (c.Maximum - c.Minimum))];

    private static double[][] RowsOf(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(i => data.Inputs.Row(i).ToArray())];

    private static Dataset Mixture(int seed, int rows = 150)
    {
        var random = new Random(seed);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ =>
        {
            (double a, double b, double c) = (1 + random.NextDouble(), 1 + random.NextDouble(), 1 + random.NextDouble());
            double sum = a + b + c;
            return (double[])[a / sum, b / sum, c / sum, 20 * random.NextDouble(), 4];
        })];
        return Dataset.Create(x, new double[rows], ["cement", "water", "sand", "age", "batch"], "strength");
    }

    /// <summary>Rows twice, once computed in another order: what rounding leaves between them is no distance between neighbours.</summary>
    [Test]
    public void Rows_that_differ_by_rounding_are_the_same_row()
    {
        Dataset once = Draw(2, rows: 60, inputs: 3);
        double[][] rows = RowsOf(once);
        Dataset twice = Dataset.Create([.. rows, .. rows.Select(row => (double[])[.. row.Select(Math.BitIncrement)])], new double[120]);
        Assert.That(ApplicabilityDomain.Of(twice).NeighbourDistances!.Quantile(0.01), Is.GreaterThan(1e-3));
        Dataset same = Dataset.Create([.. rows, .. rows], new double[120]);
        AssertSame(ApplicabilityDomain.Of(twice).NeighbourDistances, ApplicabilityDomain.Of(same).NeighbourDistances, "");
    }

    [Test]
    public void Distances_and_percentiles_agree_with_the_slow_way()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            Dataset data = Draw(seed, rows: 40 + 10 * seed, inputs: 1 + seed % 5);
            ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
            double[] own = [.. RowsOf(data).Select(row => ApplicabilityOracle.Mahalanobis(data, row))];
            AssertSame(coverage.CentreDistances, Percentiles.Of(own), $"seed {seed}");
            AssertSame(coverage.NeighbourDistances, Percentiles.Of(ApplicabilityOracle.Gaps(data, Enumerable.Range(0, data.RowCount))), $"seed {seed}");
            var random = new Random(seed);
            for (int k = 0; k < 20; k++)
            {
                AssertSupport(coverage, data, Near(data, random), $"seed {seed}, point {k}");
            }
        }
    }

    [Test]
    public void Of_many_rows_a_thousand_are_asked_and_all_are_looked_at()
    {
        Dataset data = Draw(15, rows: 2300, inputs: 3);
        double[] gaps = ApplicabilityOracle.Gaps(data, Enumerable.Range(0, 1000).Select(k => k * 2300 / 1000));
        AssertSame(ApplicabilityDomain.Of(data).NeighbourDistances, Percentiles.Of(gaps), "seed 15");
    }

    private static void AssertSame(Percentiles? got, Percentiles? wanted, string where) =>
        Assert.That(got!.Numbers.ToArray(), Is.EqualTo(wanted!.Numbers.ToArray()).Within(1e-9), where);

    private static void AssertSupport(ApplicabilityDomain coverage, Dataset data, double[] point, string where)
    {
        Support support = coverage.At(point);
        double centre = ApplicabilityOracle.Mahalanobis(data, point);
        Assert.That(support.CentreDistance, Is.EqualTo(centre).Within(1e-9), where);
        double[] z = ApplicabilityOracle.Deviations(data, point);
        (double Distance, int Row)[] near =
            [.. ApplicabilityOracle.Deviations(data).Select((row, i) => (ApplicabilityOracle.Between(row, z), i)).OrderBy(one => one.Item1).Take(3)];
        Assert.That(support.Nearest.Select(row => row.Distance), Is.EqualTo(near.Select(one => one.Distance)).Within(1e-12), where);
        foreach (NearRow row in support.Nearest)
        {
            Assert.That(row.Inputs.ToArray(), Is.EqualTo(data.Inputs.Row(row.Row).ToArray()));
            Assert.That(row.Targets.ToArray(), Is.EqualTo(data.Targets.Row(row.Row).ToArray()));
        }

        Percentiles own = coverage.CentreDistances!, gaps = coverage.NeighbourDistances!;
        Verdict wanted = centre <= own.Quantile(0.95) && near[0].Distance <= gaps.Quantile(0.95) ? Verdict.Inside
            : centre <= 1.05 * own.Maximum && near[0].Distance <= 1.05 * gaps.Maximum ? Verdict.AtEdge
            : Verdict.Beyond;
        Assert.That(support.Verdict, Is.EqualTo(wanted), where);
        Assert.That(support.CentreShare, Is.EqualTo(own.ShareUpTo(support.CentreDistance)));
        Assert.That(support.NeighbourShare, Is.EqualTo(gaps.ShareUpTo(near[0].Distance)).Within(1e-9));
        Column[] columns = [.. data.InputColumns];
        int[] outside = [.. Enumerable.Range(0, point.Length).Where(j => point[j] < columns[j].Minimum || point[j] > columns[j].Maximum)];
        Assert.That(support.OutOfRange.Select(one => one.Input), Is.EqualTo(outside), where);
    }

    [Test]
    public void Where_rows_lie_does_not_depend_on_units()
    {
        Dataset data = Draw(4);
        double[][] other = [.. RowsOf(data).Select(row => (double[])[.. row.Select((x, j) => 7 - x * Math.Pow(8, j - 2))])];
        ApplicabilityDomain one = ApplicabilityDomain.Of(data), two = ApplicabilityDomain.Of(Dataset.Create(other, new double[data.RowCount]));
        AssertSame(two.CentreDistances, one.CentreDistances, "centre");
        AssertSame(two.NeighbourDistances, one.NeighbourDistances, "neighbours");
    }

    [Test]
    public void An_exact_relation_does_not_count_when_kept_and_is_infinite_when_left()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Dataset data = Mixture(seed);
            Dataset free = Dataset.Create([.. RowsOf(data).Select(row => row[1..4])], new double[data.RowCount]);
            ApplicabilityDomain coverage = ApplicabilityDomain.Of(data), without = ApplicabilityDomain.Of(free);
            Assert.That(coverage.Relations.Select(relation => relation.Description), Is.EqualTo(new[] { "cement + water + sand = 1" }));
            AssertSame(coverage.CentreDistances, without.CentreDistances, $"seed {seed}");
            double[] point = [0.3, 0.4, 0.3, 10, 4];
            Assert.That(coverage.At(point).CentreDistance, Is.EqualTo(without.At(point.AsSpan(1, 3)).CentreDistance).Within(1e-9));
            Assert.That(coverage.At([0.3f, 0.4f, 0.3f, 10, 4]).CentreDistance, Is.LessThan(10), "a point in single precision");
            foreach (double[] off in (double[][])[[0.3, 0.4, 0.301, 10, 4], [0.3, 0.4, 0.3 - 1e-5, 10, 4], [0.3, 0.4, 0.3, 10, 4.001]])
            {
                Support support = coverage.At(off);
                Assert.That(support.CentreDistance, Is.EqualTo(double.PositiveInfinity), $"seed {seed}");
                Assert.That((support.Verdict, support.CentreShare), Is.EqualTo((Verdict.Beyond, 1.0)));
                Assert.That(support.BrokenRelations, Has.Count.EqualTo(off[4] == 4 ? 1 : 0));
            }
        }
    }

    /// <summary>Categories beside a mixture in single precision: every row is where the rows are.</summary>
    [Test]
    public void Every_row_of_singular_data_has_a_finite_distance_and_a_distance_from_itself_of_zero([Values] bool single)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            double[][] x = [.. Enumerable.Range(0, 200).Select(_ =>
            {
                int kind = random.Next(4);
                double a = random.NextDouble(), b = random.NextDouble() * (1 - a);
                double c = single ? (float)(1 - a - b) : 1 - a - b;
                return (double[])[.. Enumerable.Range(0, 4).Select(k => k == kind ? 1 : 0), a, b, c, 1e6 + a];
            })];
            Dataset data = Dataset.Create(x, new double[200]);
            ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
            Support[] rows = [.. x.Select(row => coverage.At(row))];
            Assert.That(rows.Select(row => row.CentreDistance), Is.All.LessThan(20), $"seed {seed}");
            Assert.That(rows.Select(row => row.NeighbourDistance), Is.All.Zero);
            Assert.That(rows.Select(row => row.Verdict), Is.All.Not.EqualTo(Verdict.Beyond));
            Assert.That(rows.Count(row => row.Verdict == Verdict.Inside), Is.EqualTo(190).Within(2), $"seed {seed}");
            Assert.That(coverage.Relations, Has.Count.EqualTo(3), string.Join("; ", coverage.Relations));
            Assert.That(coverage.Relations[0].Description, Is.EqualTo("x0 + x1 + x2 + x3 = 1"));
        }
    }

    [Test]
    public void One_row_and_equal_rows_cover_one_point()
    {
        foreach (double[][] rows in (double[][][])[[[1, 2]], [[1, 2], [1, 2], [1, 2]]])
        {
            ApplicabilityDomain coverage = ApplicabilityDomain.Of(Dataset.Create(rows, new double[rows.Length]));
            Assert.That(coverage.NeighbourDistances, Is.Null);
            Assert.That(coverage.At([1, 2]).Verdict, Is.EqualTo(Verdict.Inside));
            Assert.That(
                coverage.At([1, 2]).Words, Is.EqualTo("inside the data: as far from their centre as the farthest row; it is a row of the data"));
            Assert.That(coverage.At([1, 2.001]).Verdict, Is.EqualTo(Verdict.Beyond));
            Assert.That(coverage.Constraints(), Is.Empty);
        }
    }

    [Test]
    public void One_group_has_no_neighbours()
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(Draw(2).WithGroups(new int[120]));
        Assert.That(coverage.NeighbourDistances, Is.Null);
        Assert.That(coverage.Constraints(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Mistakes_are_told()
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(Draw(1));
        Assert.That(
            () => coverage.At([1, 2]),
            Throws.ArgumentException.With.Message.EqualTo(
                "ApplicabilityDomain.At got a point of 2 numbers and wants 4."));
        Assert.That(() => coverage.At([1, 2, double.NaN, 4]), Throws.ArgumentException.With.Message.EqualTo(
            "ApplicabilityDomain.At got NaN for 'x2'; it wants a finite number of magnitude up to 1E+100."));
        Assert.That(() => coverage.At([1, 2, double.NegativeInfinity, 4]), Throws.ArgumentException);
        Assert.That(() => coverage.Constraints(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => coverage.Constraints(1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => ApplicabilityDomain.Of((Dataset)null!), Throws.ArgumentNullException);
    }
}
