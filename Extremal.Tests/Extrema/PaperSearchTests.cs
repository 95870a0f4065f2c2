using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Tests.Extrema;

/// <summary>The paper's losses and its descent (2.4) through a network, against its equations written out by hand.</summary>
public sealed class PaperSearchTests
{
    private const double C = 1.5, Kappa = 0.7, Kappa1 = 0.5, Kappa2 = 10, KappaHat = 2, Kappa3 = 3;

    private static readonly Surrogate Model = Draw();

    // Inside of the bounds and outside of each, with outputs of both signs.
    private static readonly double[][] Points =
    [
        [4.0, -20.0, 0.02], [9.5, -20.0, 0.02], [-2.0, -35.0, 0.2], [4.5, -2.0, -0.15], [12.0, 5.0, 0.3], [-4.0, -44.0, -0.4],
    ];

    private static IEnumerable<TestCaseData> Equations()
    {
        yield return Case(
            "(2.3) for maximization", PaperLosses.Maximization(Kappa),
            (x, y) => 1 / (y * y + Kappa),
            (x, y, f) => Times(f, -2 * y / Square(y * y + Kappa)));
        yield return Case(
            "(2.3) for minimization", PaperLosses.Minimization(),
            (x, y) => y * y,
            (x, y, f) => Times(f, 2 * y));
        yield return Case(
            "(2.6)", PaperLosses.Extrapolation(C, Kappa1),
            (x, y) => Extrapolation(x),
            (x, y, f) => ExtrapolationSlope(x));
        yield return Case(
            "(2.7)", PaperLosses.NonNegativeMaximization(Kappa2, KappaHat),
            (x, y) => NonNegative(y),
            (x, y, f) => Times(f, NonNegativeSlope(y)));
        yield return Case(
            "(2.8)", PaperLosses.Positivity(Kappa3),
            (x, y) => Kappa3 * x.Sum(xi => xi < 0 ? -xi : 0),
            (x, y, f) => [.. x.Select(xi => xi < 0 ? -Kappa3 : 0)]);
        yield return Case(
            "(2.5): (2.7) + (2.6)", PaperLosses.NonNegativeMaximization(Kappa2, KappaHat) + PaperLosses.Extrapolation(C, Kappa1),
            (x, y) => NonNegative(y) + Extrapolation(x),
            (x, y, f) => Sum(Times(f, NonNegativeSlope(y)), ExtrapolationSlope(x)));
    }

    [Test]
    public void PointsReachEveryCaseOfTheEquations()
    {
        double[] outputs = [.. Points.Select(x => Model.Value(x, 0, []))];
        Assert.That(outputs, Has.Some.LessThan(0).And.Some.GreaterThan(0));
        Assert.That(Points.Select(Extrapolation), Has.Some.EqualTo(0).And.Some.GreaterThan(0));
        Assert.That(Points.SelectMany(ExtrapolationSlope), Has.Some.LessThan(0).And.Some.GreaterThan(0));
    }

    [TestCaseSource(nameof(Equations))]
    public void LossAndGradientAreTheEquations(
        Goal goal, Func<double[], double, double> loss, Func<double[], double, double[], double[]> slope)
    {
        (double[] losses, double[][] gradients) = Evaluate(goal, Points);
        for (int i = 0; i < Points.Length; i++)
        {
            double[] x = Points[i], f = new double[3];
            double y = Model.Value(x, 0, f);
            Assert.That(losses[i], Is.EqualTo(loss(x, y)).Within(1e-12 * Math.Max(1, Math.Abs(loss(x, y)))), $"loss at point {i}");
            double[] expected = slope(x, y, f);
            for (int j = 0; j < 3; j++)
            {
                double scale = Math.Max(1, Math.Abs(expected[j]));
                Assert.That(gradients[i][j], Is.EqualTo(expected[j]).Within(1e-12 * scale), $"derivative {j} at point {i}");
                Assert.That(gradients[i][j], Is.EqualTo(Difference(loss, x, j)).Within(1e-7 * scale), $"difference {j} at point {i}");
            }
        }
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(5)]
    public void DescentIsEquationTwoFour(int start)
    {
        const double Rate = 0.05;
        const int Steps = 5;
        Extremum found = new ExtremumSearch(
            Model,
            Domain.Of(Model.Summary).Unbounded(),
            PaperLosses.NonNegativeMaximization(Kappa2, KappaHat) + PaperLosses.Extrapolation(C, Kappa1),
            new SearchOptions
            {
                InUserUnits = true,
                Starts = 0,
                Points = [Points[start]],
                Optimizer = Optimizer.Sgd(Rate),
                Schedule = Schedule.Constant,
                MaxSteps = Steps,
                KeepPath = true,
            }).Run();

        Assert.That(found.Path, Has.Count.EqualTo(Steps + 1), "the start and a point a step");
        double[] x = [.. Points[start]], f = new double[3];
        for (int step = 0; step <= Steps; step++)
        {
            Assert.That(found.Path[step], Is.EqualTo(x).Within(1e-12), $"after {step} steps");
            double y = Model.Value(x, 0, f);
            double[] slope = Sum(Times(f, NonNegativeSlope(y)), ExtrapolationSlope(x));
            x = [.. x.Zip(slope, (xi, di) => xi - Rate * di)];
        }
    }

    // A clock may be disturbed once, but a time that holds both searches is never near half of the whole.
    [Test]
    [Retry(5)]
    public void TimeOfASearchIsWhatTheCallerWaited()
    {
        var options = new SearchOptions { MaxSteps = 400, Tolerance = 0, Starts = 1, Optimizer = Optimizer.Adam(0.1) };
        var domain = Domain.Of(Model.Summary);
        _ = new ExtremumSearch(Model, domain, Goal.Maximize(), options).Run();
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        Extremum found = new ExtremumSearch(Model, domain, Goal.Maximize(), options with { KeepPath = true }).Run();
        TimeSpan whole = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        Assert.That(found.Path, Has.Count.GreaterThan(300));
        Assert.That(found.Elapsed, Is.InRange(0.5 * whole, whole), "its path, which is evaluated anew, among it");
    }

    private static double NonNegative(double y) => y < 0 ? -Kappa2 * y + KappaHat : 1 / (y * y + 1 / KappaHat);

    private static double NonNegativeSlope(double y) => y < 0 ? -Kappa2 : -2 * y / Square(y * y + 1 / KappaHat);

    private static double Extrapolation(double[] x) => Kappa1 * Outside(x).Sum(Square);

    private static double[] ExtrapolationSlope(double[] x) => Times(Outside(x), 2 * Kappa1);

    // The three cases of (2.6), before they are squared.
    private static double[] Outside(double[] x) => [.. x.Select((xi, i) =>
    {
        (double mu, double sigma) = (Model.Summary.InputColumns[i].Mean, Model.Summary.InputColumns[i].StandardDeviation);
        return xi < mu - C * sigma ? xi - mu + C * sigma : xi > mu + C * sigma ? xi - mu - C * sigma : 0;
    })];

    private static double Difference(Func<double[], double, double> loss, double[] x, int j)
    {
        double step = 1e-4 * Model.Summary.InputColumns[j].StandardDeviation, sum = 0;
        foreach ((int k, double weight) in ((int, double)[])[(1, 45), (2, -9), (3, 1)])
        {
            sum += weight * (At(k * step) - At(-k * step));
        }

        return sum / (60 * step);

        double At(double distance)
        {
            double[] moved = [.. x];
            moved[j] += distance;
            return loss(moved, Model.Value(moved, 0, []));
        }
    }

    private static (double[] Losses, double[][] Gradients) Evaluate(Goal goal, double[][] points)
    {
        var shape = new Shape(points.Length, 3);
        Slice<double> x = Slice<double>.Copy([.. points.SelectMany(point => point)], shape), dx = Slice<double>.Zeros(shape);
        double[] losses = new double[points.Length];
        var coordinates = new SearchCoordinates(Model.InputScaling, userUnits: true);
        new NetworkObjective(Model, goal, [], coordinates).Evaluate(x.Matrix, losses, dx.Matrix);
        return (losses, [.. Enumerable.Range(0, points.Length).Select(i => dx.Matrix.Row(i).ToArray())]);
    }

    // Inputs of three very different scales, an output that changes sign among the data.
    private static Surrogate Draw()
    {
        var random = new RandomSource(11);
        double[][] inputs =
        [
            .. Enumerable.Range(0, 40).Select(row => (double[])
            [
                4 + 3 * random.Normal((ulong)(3 * row)),
                -20 + 9 * random.Normal((ulong)(3 * row + 1)),
                0.1 * random.Normal((ulong)(3 * row + 2)),
            ]),
        ];
        Dataset data = Dataset.Create(inputs, [.. inputs.Select(x => x[0] - 3 + 10 * x[2])]);
        var network = new Network<double>(3, new Layer(8, Activation.Tanh), new Layer(1, Activation.Identity));
        network.Initialize(new RandomSource(12));
        return new Surrogate(network, Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns), data.Summary);
    }

    private static TestCaseData Case(
        string name, Goal goal, Func<double[], double, double> loss, Func<double[], double, double[], double[]> slope) =>
        new TestCaseData(goal, loss, slope).SetArgDisplayNames(name);

    private static double[] Times(double[] vector, double factor) => [.. vector.Select(number => number * factor)];

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double Square(double number) => number * number;
}
