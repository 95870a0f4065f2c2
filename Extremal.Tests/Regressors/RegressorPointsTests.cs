using System.Numerics.Tensors;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>
/// A network answers any numbers, and its answer to NaN, to two labels at once or to none means nothing: every door that takes a point refuses
/// them, names the input or the category and what it got, and leaves what the caller holds as it was.
/// </summary>
public sealed class RegressorPointsTests
{
    private static readonly double[] Heat = [.. Enumerable.Range(0, 30).Select(i => (double)i)];

    private static readonly Dataset Data = Dataset.Create(
        [Input.Number("heat", Heat, "K"), Input.Category("brand", [.. Heat.Select(x => x % 3 == 0 ? "A" : x % 3 == 1 ? "B" : "C")])],
        [.. Heat.Select(x => x % 3 + 0.1 * x)], "strength");

    private static readonly Lazy<Regressor> One = new(() => Regressor.Train(Data, RegressorData.Quick with { Epochs = 20 }));

    private static readonly Lazy<Regressor> Five = new(() => Regressor.Train(Data, RegressorData.Quick with { Epochs = 5, Members = 5 }));

    private static readonly (double[] Point, string Got)[] Bad =
    [
        ([double.NaN, 1, 0, 0], "NaN for 'heat'; it wants a finite number of magnitude up to 1E+100."),
        ([double.PositiveInfinity, 1, 0, 0], "Infinity for 'heat'"),
        ([-2e100, 0, 1, 0], "-2E+100 for 'heat'"),
        ([5, double.NaN, 0, 1], "NaN for 'brand=A'"),
        ([5, 1, 0, 1], "1 for A and 1 for C for the category 'brand'; it wants 1 for exactly one of A, B, C, and 0 for the others."),
        ([5, 0, 0, 0], "no label for the category 'brand'"),
        ([5, 0.5, 0.5, 0], "0.5 for A and 0.5 for B for the category 'brand'"),
        ([5, 0, 2, 0], "2 for B for the category 'brand'"),
        ([5, 1, -1, 1], "1 for A and -1 for B and 1 for C for the category 'brand'"),
    ];

    /// <summary>Every public way to hand a point to a model, or to what judges one, under the name that the message begins with.</summary>
    private static IEnumerable<(string Name, Action<Regressor, double[]> Ask)> Doors =>
    [
        ("Regressor.Predict", (model, point) => model.Predict(point)),
        ("Regressor.Predict", (model, point) => model.Predict(point.AsSpan(), new double[1])),
        ("Regressor.Predict", (model, point) => model.Predict(point, new double[1], new double[1])),
        ("Regressor.Predict", (model, point) => model.Predict(Matrix(point))),
        ("Regressor.Predict", (model, point) => model.Predict(Tensor.Create(point, [1, 4]))),
        ("Regressor.Predict", (model, point) => model.Predict(
            new ReadOnlyTensorSpan<double>(point, [1, 4]), new TensorSpan<double>(new double[1], [1, 1]))),
        ("Regressor.Gradient", (model, point) => model.Gradient(point)),
        ("Regressor.PredictInterval", (model, point) => model.PredictInterval(point)),
        ("Surrogate.Value", (model, point) => model.Surrogate.Value(point, 0, [])),
        ("ApplicabilityDomain.At", (model, point) => model.ApplicabilityDomain.At(point)),
        ("FastGradientSign", (model, point) => FastGradientSign.Step(model.Surrogate, point, 0.1)),
        ("FastGradientSign", (model, point) => FastGradientSign.Iterate(model.Surrogate, point, 0.1, 0.05, 3)),
        ("The constraint 'heat'", (model, point) => new Constraint("heat", c => c.Input("heat"), 0, 1).At(point, model.Surrogate)),
        ("SearchOptions.Points[0]", (model, point) => model.Maximize(options: new SearchOptions { Points = [point] })),
        ("SearchOptions.Points[0]", (model, point) => model.FindTarget(1, options: new SearchOptions { Starts = 0, Points = [point] })),
        ("Polynomial.Predict", (_, point) => Polynomial.Fit(Data, 1).Predict(point)),
    ];

    private static double[,] Matrix(double[] point)
    {
        double[,] matrix = new double[1, point.Length];
        for (int i = 0; i < point.Length; i++)
        {
            matrix[0, i] = point[i];
        }

        return matrix;
    }

    [Test]
    public void Every_door_refuses_a_point_that_means_nothing([Values] bool ensemble)
    {
        Regressor model = (ensemble ? Five : One).Value;
        foreach ((string name, Action<Regressor, double[]> ask) in Doors)
        {
            foreach ((double[] point, string got) in Bad)
            {
                Assert.That(() => ask(model, point), Throws.ArgumentException.With.Message.StartsWith($"{name} got {got}"), name);
            }

            Assert.That(() => ask(model, [5, 0, 1, 0]), Throws.Nothing, name);
            Assert.That(() => ask(model, [1e90, 0, -0.0, 1]), Throws.Nothing, $"{name}: far away is a place too");
        }
    }

    [Test]
    public void Of_several_points_the_one_is_named_and_nothing_is_written()
    {
        double[] points = [5, 0, 1, 0, 6, 1, 0, 0, 7, 1, 0, 1], outputs = [-1, -2, -3], spreads = [-4, -5, -6];
        Regressor model = Five.Value;
        Assert.That(() => model.Predict(points, outputs, spreads), Throws.ArgumentException.With.Message.Contains("in point 2 (counted from"));
        Assert.That(() => model.Predict(points, outputs), Throws.ArgumentException.With.Message.Contains("in point 2"));
        Assert.That((outputs, spreads), Is.EqualTo((new double[] { -1, -2, -3 }, new double[] { -4, -5, -6 })));
        points[^1] = 0;
        points[4] = double.NaN;
        Assert.That(() => One.Value.Predict(points, outputs), Throws.ArgumentException.With.Message.Contains("NaN for 'heat' in point 1"));
        Assert.That(outputs, Is.EqualTo(new double[] { -1, -2, -3 }));
    }

    /// <summary>To judge a point is to say what is wrong with it; no exception takes the place of that answer.</summary>
    [Test]
    public void A_domain_judges_any_point()
    {
        Domain domain = Domain.Of(Data).Constrain("heat", c => c.Input("heat"), 0, 10).Output("strength", 0, 10);
        foreach ((double[] point, _) in Bad)
        {
            Assert.That(domain.Contains(point), Is.False);
            Assert.That(domain.Violation(point), Is.GreaterThan(0));
            Assert.That(domain.Violations(point, One.Value.Surrogate), Is.Not.Empty);
        }

        Assert.That(domain.Violations([5, 0, 1, 0], One.Value.Surrogate), Is.Empty);
    }

    /// <summary>The checks take a pass over the numbers, and no memory.</summary>
    [Test]
    public void To_check_points_allocates_nothing()
    {
        double[] points = [.. Enumerable.Range(0, 500).SelectMany(i => (double[])[i, 0, 1, 0])];
        var shape = new Shape(500, 4);
        void Check() => PointCheck.Require("a test", Data.InputColumns, Data.Features, new ReadOnlyMatrix<double>(points, shape));

        Check();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Check();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
