using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class PolynomialTests
{
    private static double Truth(double[] x) => 3e4 + 2 * x[0] - 5 * x[1] + 0.7 * x[0] * x[1] - 0.01 * x[0] * x[0] + 40 * x[2] * x[1];

    private static Dataset Data(int rows, Func<double[], double> truth, int inputs = 3)
    {
        var random = new Random(5);
        double[][] points = [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, inputs).Select(j => 100 * j + (1 + j) * random.NextDouble()).ToArray())];
        return Dataset.Create(points, [.. points.Select(truth)]);
    }

    [Test]
    public void A_quadratic_is_found_by_a_quadratic_alone()
    {
        Dataset data = Data(60, Truth), fresh = Data(90, Truth);
        double deviation = fresh.TargetColumns[0].StandardDeviation;
        double ErrorOf(int degree) => Enumerable.Range(0, 90)
            .Max(i => Math.Abs(Polynomial.Fit(data, degree).Predict(fresh.Inputs.Row(i)) - fresh.Targets[i, 0])) / deviation;

        Assert.That(ErrorOf(2), Is.LessThan(1e-4), "the ridge is tiny");
        Assert.That(ErrorOf(1), Is.GreaterThan(1e-3));
        Assert.That(ErrorOf(0), Is.GreaterThan(0.5));
        Assert.That(Polynomial.Fit(data, 0).Predict(1, 2, 3), Is.EqualTo(data.TargetColumns[0].Mean));
    }

    [Test]
    public void Rows_of_no_weight_do_not_count_and_of_weight_two_count_twice()
    {
        var random = new Random(6);
        Dataset data = Data(40, _ => random.NextDouble());
        int[] twice = [.. Enumerable.Range(1, 39), 7];
        Polynomial weighted = Polynomial.Fit(data.WithWeights([0, .. Enumerable.Range(1, 39).Select(i => i == 7 ? 2.0 : 1)]), 1);
        Polynomial rows = Polynomial.Fit(data.Take(twice), 1);
        Assert.That(weighted.Predict(0.3, 101, 202), Is.EqualTo(rows.Predict(0.3, 101, 202)).Within(1e-6));
        Assert.That(Polynomial.Fit(data, 1).Predict(0.3, 101, 202), Is.Not.EqualTo(rows.Predict(0.3, 101, 202)).Within(1e-3));
    }

    [Test]
    public void Columns_that_depend_on_each_other_or_never_change_are_borne()
    {
        double[][] points = [.. Data(30, Truth).Inputs.Span.ToArray().Chunk(3).Select(x => (double[])[x[0], x[0], 4, 1 - x[0]])];
        Polynomial fit = Polynomial.Fit(Dataset.Create(points, [.. points.Select(x => 2 * x[0] + 1)]), 2);
        Assert.That(fit.Predict(points[3]), Is.EqualTo(2 * points[3][0] + 1).Within(1e-4));
    }

    [Test]
    public void Many_inputs_have_squares_and_no_products()
    {
        double Squares(double[] x) => x.Select((v, j) => (v - 100 * j) * (v - 100 * j)).Sum();
        double Product(double[] x) => x[0] * (x[1] - 100);
        Dataset squares = Data(300, Squares, 21), product = Data(300, Product, 21);
        Assert.That(Polynomial.Fit(squares, 2).Predict(squares.Inputs.Row(4)), Is.EqualTo(squares.Targets[4, 0]).Within(1e-2));
        Polynomial fit = Polynomial.Fit(product, 2);
        Accuracy accuracy = Accuracy.Of(
            product.Targets.Span, [.. Enumerable.Range(0, 300).Select(i => fit.Predict(product.Inputs.Row(i)))]);
        Assert.That(accuracy.R2, Is.LessThan(0.99));
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Dataset data = Data(10, Truth);
        Assert.That(() => Polynomial.Fit(data, 3), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Polynomial.Fit(data, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Polynomial.Fit(data, 1, 1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => Polynomial.Fit(data, 1).Predict(1, 2), Throws.ArgumentException);
    }
}
