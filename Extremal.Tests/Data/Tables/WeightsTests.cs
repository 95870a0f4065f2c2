using Extremal.Data;

namespace Extremal.Tests.Data;

/// <summary>A row of weight w counts like w rows, in every mean, deviation and percentile; one of weight 0 is not there at all.</summary>
public sealed class WeightsTests
{
    private static readonly double[][] Inputs = [[1, 5], [2, 5], [4, 1], [1e9, -3], [7, 2], [2, 5], [-1e9, 0]];
    private static readonly double[] Targets = [3, 5, 7, 1e6, 4, 9, -1e6];

    /// <summary>Rows 3 and 6 are absurd and weigh nothing.</summary>
    private static readonly Dataset Weighted = Dataset.Create(Inputs, Targets)
        .WithGroups([0, 1, 1, 9, 2, 2, 0]).WithWeights([3, 1, 2, 0, 1, 4, 0]);

    /// <summary>The others alone.</summary>
    private static readonly Dataset Without = Dataset.Create(
        [.. Inputs.Where((_, i) => i is not (3 or 6))], [.. Targets.Where((_, i) => i is not (3 or 6))])
        .WithGroups([0, 1, 1, 2, 2]).WithWeights([3, 1, 2, 1, 4]);

    /// <summary>Each row as often as it weighs.</summary>
    private static readonly Dataset Repeated = Without.WithWeights([]).Take([0, 0, 0, 1, 2, 2, 3, 4, 4, 4, 4]);

    [Test]
    public void Columns_know_nothing_of_rows_of_weight_0()
    {
        Assert.That(Weighted.InputColumns, Is.EqualTo(Without.InputColumns), "to the bit");
        Assert.That(Weighted.TargetColumns, Is.EqualTo(Without.TargetColumns));
        Assert.That(Weighted.WithWeights([]).InputColumns[0].Maximum, Is.EqualTo(1e9), "without weights they are there again");
        Assert.That(Weighted.Take([0, 1, 3]).InputColumns[0].Maximum, Is.EqualTo(2));
        Assert.That((Rows: Weighted.Summary.RowCount, Weighted.RowCount), Is.EqualTo((5, 7)));
        Assert.That(Weighted.Summary.Covariance.ToArray(), Is.EqualTo(Without.Summary.Covariance.ToArray()));
    }

    [Test]
    public void A_weight_counts_like_so_many_rows()
    {
        foreach ((Column one, Column other) in Weighted.InputColumns.Zip(Repeated.InputColumns))
        {
            Assert.That((one.Minimum, one.Maximum), Is.EqualTo((other.Minimum, other.Maximum)));
            Assert.That((one.Mean, one.StandardDeviation), Is.EqualTo((other.Mean, other.StandardDeviation)).Using<double>(Close));
        }

        Assert.That(Weighted.Summary.Covariance.ToArray(), Is.EqualTo(Repeated.Summary.Covariance.ToArray()).Within(1e-12));
        foreach (int degree in (int[])[0, 1, 2])
        {
            Assert.That(Polynomial.Fit(Weighted, degree).Predict(3, 4), Is.EqualTo(Polynomial.Fit(Repeated, degree).Predict(3, 4)).Within(1e-6));
        }
    }

    /// <summary>Tiny and huge units, and a weight that is nearly nothing beside the others.</summary>
    [TestCase(1e-90)]
    [TestCase(1e90)]
    public void The_unit_of_weights_does_not_matter(double unit)
    {
        Dataset other = Weighted.WithWeights([.. Weighted.Weights.ToArray().Select(weight => weight * unit)]);
        Assert.That(other.InputColumns[0].Mean, Is.EqualTo(Weighted.InputColumns[0].Mean).Within(1e-14));
        Assert.That(other.InputColumns[0].StandardDeviation, Is.EqualTo(Weighted.InputColumns[0].StandardDeviation).Within(1e-14));
        Assert.That(Noise.Of(other)!.StandardDeviation, Is.EqualTo(Noise.Of(Weighted)!.StandardDeviation).Within(1e-14));
    }

    [Test]
    public void Equal_weights_are_as_none_to_the_bit()
    {
        Dataset plain = Without.WithWeights([]), equal = plain.WithWeights([0.3, 0.3, 0.3, 0.3, 0.3]);
        Assert.That(equal.InputColumns, Is.EqualTo(plain.InputColumns));
        Assert.That(equal.Summary.Covariance.ToArray(), Is.EqualTo(plain.Summary.Covariance.ToArray()));
        Assert.That(Noise.Of(equal), Is.EqualTo(Noise.Of(plain)));
        Assert.That(Percentiles.Of([3, 1, 2], [0.7, 0.7, 0.7]).Numbers.ToArray(), Is.EqualTo(Percentiles.Of([3, 1, 2]).Numbers.ToArray()));
        Assert.That(Accuracy.Of([1, 2, 5], [2, 2, 4], [0.7, 0.7, 0.7]), Is.EqualTo(Accuracy.Of([1, 2, 5], [2, 2, 4])));
    }

    [Test]
    public void Parts_are_drawn_from_the_rows_that_count()
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            foreach (bool grouped in (bool[])[false, true])
            {
                (Dataset rest, Dataset part) = grouped ? Weighted.SplitGroups(0.4, seed) : Weighted.SplitRows(0.4, seed);
                (Dataset restWithout, Dataset partWithout) = grouped ? Without.SplitGroups(0.4, seed) : Without.SplitRows(0.4, seed);
                Assert.That(part.Counted.Targets.Span.ToArray(), Is.EqualTo(partWithout.Targets.Span.ToArray()), $"seed {seed}");
                Assert.That(rest.Counted.Targets.Span.ToArray(), Is.EqualTo(restWithout.Targets.Span.ToArray()), $"seed {seed}");
                Assert.That(part.RowCount + rest.RowCount, Is.EqualTo(7), "no row is lost");
                Assert.That(part.Groups.ToArray().Length, Is.EqualTo(part.RowCount));
            }
        }

        Dataset one = Weighted.WithWeights([0, 0, 5, 0, 0, 0, 0]);
        Assert.That(() => one.SplitRows(0.5, 1), Throws.ArgumentException.With.Message.Contains("two rows"));
        Assert.That(() => Weighted.Take([3, 6]), Throws.ArgumentException.With.Message.EqualTo(
            "Dataset.Take got 2 rows that all have weight 0, and wants one at least that counts."));
    }

    [Test]
    public void Noise_relations_and_fits_know_nothing_of_rows_of_weight_0()
    {
        Assert.That(Noise.Of(Weighted), Is.EqualTo(Noise.Of(Without)).And.Not.Null);
        Assert.That(Polynomial.Fit(Weighted, 2).Predict(3, 4), Is.EqualTo(Polynomial.Fit(Without, 2).Predict(3, 4)));
        double[] weights = [.. Enumerable.Range(0, 9).Select(i => i < 8 ? 1 + i : 0.0)];
        Dataset related = Dataset.Create([.. weights.Select((weight, i) => (double[])[i * i, weight > 0 ? 5 - 2 * i * i : 7])], new double[9]);
        Assert.That(Relations.Of(related).Linear, Is.Empty);
        Assert.That(Relations.Of(related.WithWeights(weights)).Linear.Single().Description, Is.EqualTo("2·x0 + x1 = 5"));
    }

    /// <summary>Two and three measurements of one thing, weights 1 : 4 and 1 : 1 : 2; the expectation over many draws is the variance.</summary>
    [Test]
    public void Weighted_noise_has_no_bias()
    {
        double sum = 0;
        const int Draws = 5_000;
        for (int seed = 0; seed < Draws; seed++)
        {
            var random = new Random(seed);
            double[] y = [.. Enumerable.Range(0, 5).Select(_ => (random.NextDouble() - 0.5) * Math.Sqrt(12))];
            Dataset data = Dataset.Create([[1], [1], [2], [2], [2]], y).WithWeights([1, 4, 1, 1, 2]);
            sum += Math.Pow(Noise.Of(data)!.StandardDeviation, 2);
        }

        Assert.That(sum / Draws, Is.EqualTo(1).Within(0.04), "its standard error is 0.01");
        Dataset one = Dataset.Create([[1], [1]], [0, 1]);
        double deviation = Noise.Of(one)!.StandardDeviation;
        Assert.That(Noise.Of(one.WithWeights([1, 1e-20]))!.StandardDeviation, Is.EqualTo(deviation).Within(1e-12), "two rows, whatever they weigh");
    }

    private static int Close(double a, double b) => Math.Abs(a - b) <= 1e-14 * Math.Abs(b) ? 0 : 1;
}
