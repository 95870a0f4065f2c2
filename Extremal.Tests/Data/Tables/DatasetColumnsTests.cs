using Extremal.Data;

namespace Extremal.Tests.Data;

/// <summary>Ranges, means, deviations and covariances.</summary>
public sealed class DatasetColumnsTests
{
    private static Column Observe(params double[] values) => Dataset.Create(values, 1, new double[values.Length]).InputColumns[0];

    [Test]
    public void Deviation_is_the_populations()
    {
        Column column = Observe(2, 4, 4, 4, 5, 5, 7, 9);
        Assert.That((column.Minimum, column.Maximum, column.Mean, column.StandardDeviation), Is.EqualTo((2.0, 9.0, 5.0, 2.0)));
    }

    [Test]
    public void A_large_mean_costs_no_digits()
    {
        double[] values = [.. Enumerable.Range(0, 10).Select(i => 1e9 + i)];
        Column column = Observe(values);
        Assert.That(column.Mean, Is.EqualTo(1e9 + 4.5));
        Assert.That(column.StandardDeviation, Is.EqualTo(Math.Sqrt(8.25)));
    }

    [Test]
    public void Equal_values_have_no_deviation_at_all()
    {
        double[] tenths = [.. Enumerable.Repeat(0.1, 7)];
        Assert.That(tenths.Sum() / 7, Is.Not.EqualTo(0.1), "the sum no longer rounds; take another number");
        Column column = Observe(tenths);
        Assert.That((column.IsConstant, column.Mean, column.StandardDeviation), Is.EqualTo((true, 0.1, 0.0)));
    }

    [TestCase(1e-300)]
    [TestCase(1e-200)]
    [TestCase(5e-324)]
    [TestCase(1e100)]
    public void Different_values_always_have_a_deviation(double unit)
    {
        Column column = Observe(0, unit);
        Assert.That(column.StandardDeviation, Is.GreaterThan(0).And.LessThanOrEqualTo(unit));
        Assert.That(column.StandardDeviation, unit > 1e-323 ? Is.EqualTo(unit / 2).Within(1e-12).Percent : Is.EqualTo(unit));
    }

    [Test]
    public void Means_and_covariances_agree_with_decimal_arithmetic()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            int rows = random.Next(2, 200);
            double[] x = Draw(random, rows), y = Draw(random, rows);
            DataSummary summary = Dataset.Create(x.Zip(y, (a, b) => new[] { a, b }).ToArray(), new double[rows]).Summary;
            (decimal meanX, decimal meanY) = (x.Sum(v => (decimal)v) / rows, y.Sum(v => (decimal)v) / rows);
            decimal xx = x.Sum(v => ((decimal)v - meanX) * ((decimal)v - meanX)) / rows;
            decimal xy = x.Zip(y, (a, b) => ((decimal)a - meanX) * ((decimal)b - meanY)).Sum() / rows;
            Column first = summary.InputColumns[0];
            double[] covariance = summary.Covariance.ToArray();
            Assert.That(first.Mean, Is.EqualTo((double)meanX).Within(1e-13), $"seed {seed}");
            Assert.That(first.StandardDeviation, Is.EqualTo(Math.Sqrt((double)xx)).Within(1e-13), $"seed {seed}");
            Assert.That(covariance[0], Is.EqualTo((double)xx).Within(1e-13), $"seed {seed}");
            Assert.That(covariance[1], Is.EqualTo((double)xy).Within(1e-13), $"seed {seed}");
            Assert.That(covariance[2], Is.EqualTo(covariance[1]), $"seed {seed}");
            Assert.That(Math.Sqrt(covariance[3]), Is.EqualTo(summary.InputColumns[1].StandardDeviation), $"seed {seed}");
        }

        // Few digits, so that the conversion to decimal is exact enough.
        static double[] Draw(Random random, int rows) => [.. Enumerable.Range(0, rows).Select(_ => random.Next(-1000, 1000) / 256.0)];
    }

    [Test]
    public void Taken_rows_have_their_own_statistics_and_keep_the_unit()
    {
        Dataset data = Dataset.Create([[1], [2], [4], [8]], [10, 20, 30, 40], ["a"], "b").WithUnit("a", "mm").WithUnit("b", "N");
        Dataset taken = data.Take([3, 1, 1]);
        Assert.That(taken.Inputs.Span.ToArray(), Is.EqualTo(new double[] { 8, 2, 2 }));
        Assert.That(taken.Targets.Span.ToArray(), Is.EqualTo(new double[] { 40, 20, 20 }));
        Assert.That(taken.InputColumns[0], Is.EqualTo(new Column("a", 2, 8, 4, Math.Sqrt(8), "mm")));
        Assert.That(taken.TargetColumns[0].Unit, Is.EqualTo("N"));
        Assert.That(data.InputColumns[0].Maximum, Is.EqualTo(8), "the source is as it was");
    }

    [Test]
    public void Taking_rows_that_are_not_there_is_told()
    {
        Dataset data = Dataset.Create([[1], [2]], [1, 2]);
        Assert.That(() => data.Take([]), Throws.ArgumentException.With.Message.EqualTo("Dataset.Take got no rows and wants at least one."));
        Assert.That(
            () => data.Take([0, 2]),
            Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Dataset.Take: the rows are 0 to 1.")
                .And.Property("ActualValue").EqualTo(2));
        Assert.That(() => data.Take([-1]), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Weights_are_kept_and_taken_along()
    {
        Dataset data = Dataset.Create([[1], [2], [3]], [1, 2, 3]).WithWeights([1, 0, 2.5]);
        Assert.That(data.Weights.ToArray(), Is.EqualTo(new[] { 1, 0, 2.5 }));
        Assert.That(data.Take([2, 0]).Weights.ToArray(), Is.EqualTo(new[] { 2.5, 1 }));
        Assert.That(data.WithWeights([]).Weights.IsEmpty);
    }

    [Test]
    public void Weights_that_are_wrong_are_told()
    {
        Dataset data = Dataset.Create([[1], [2], [3]], [1, 2, 3]);
        Assert.That(
            () => data.WithWeights([1, 2]), Throws.ArgumentException.With.Message.EqualTo("Dataset.WithWeights got 2 weights for 3 rows."));
        Assert.That(
            () => data.WithWeights([1, -0.5, 2]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.WithWeights got -0.5 for row 1 (counted from 0); it wants numbers from 0 to 1E+100."));
        Assert.That(() => data.WithWeights([1, 1, double.NaN]), Throws.ArgumentException.With.Message.Contains("NaN for row 2"));
        Assert.That(
            () => data.WithWeights([0, 0, 0]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.WithWeights got only zeros and wants at least one positive weight."));
    }

    [Test]
    public void The_unit_of_an_unknown_column_is_told() => Assert.That(
        () => Dataset.Create([[1], [2]], [1, 2], ["length"], "load").WithUnit("lenght", "m"),
        Throws.ArgumentException.With.Message.EqualTo(
            "Dataset.WithUnit: there is no column 'lenght'; there is length, load. Did you mean 'length'?"));
}
