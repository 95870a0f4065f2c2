using Examples.Study;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Examples;

/// <summary>The Gaussian process of examples/study.cs beside its definition.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GaussianProcessTests
{
    private static readonly Problem Wave = new(
        "wave", [(-1, 2), (0, 4), (10, 11)], Aim.Minimize, -1, [0, 0, 10], point => Math.Sin(2 * point[0]) + 0.3 * point[1] * point[0]);

    private static readonly Activation SmoothKernel = Activation.Of("squaredExponential", default(SquaredExponential));
    private static readonly Activation RoughKernel = Activation.Of("matern", default(Matern));

    private static IEnumerable<TestCaseData> Kernels =>
    [
        new TestCaseData(SmoothKernel, (Func<double, double>)(s => Math.Exp(-s / 2))).SetArgDisplayNames("squared exponential"),
        new TestCaseData(RoughKernel, (Func<double, double>)(s =>
            (1 + Math.Sqrt(5 * s) + 5 * s / 3) * Math.Exp(-Math.Sqrt(5 * s)))).SetArgDisplayNames("Matérn"),
    ];

    [TestCaseSource(nameof(Kernels))]
    public void LikelihoodIsThatOfItsDefinition(Activation kernel, Func<double, double> definition)
    {
        (double[] columns, double[] targets, double[] at) = Rows(9);
        var likelihood = new MarginalLikelihood(columns, targets, kernel);
        double value = likelihood.Evaluate(at, []);
        double[,] covariance = Covariance(columns, targets.Length, at, definition, likelihood.SignalVariance);
        Assert.That(-value, Is.EqualTo(LogNormalDensity(covariance, targets)).Within(1e-9));
    }

    [TestCaseSource(nameof(Kernels))]
    public void GradientOfTheLikelihoodIsThatOfDifferences(Activation kernel, Func<double, double> _)
    {
        (double[] columns, double[] targets, double[] at) = Rows(40);
        var likelihood = new MarginalLikelihood(columns, targets, kernel);
        double[] gradient = new double[likelihood.Dimension];
        Assert.That(likelihood.Evaluate(at, gradient), Is.EqualTo(likelihood.Evaluate(at, [])));
        for (int i = 0; i < gradient.Length; i++)
        {
            double difference = (At(i, 1e-5) - At(i, -1e-5)) / 2e-5;
            Assert.That(gradient[i], Is.EqualTo(difference).Within(1e-6 * Math.Max(1, Math.Abs(difference))), $"variable {i}");
        }

        double At(int i, double step) => likelihood.Evaluate([.. at.Select((value, j) => i == j ? value + step : value)], []);
    }

    [TestCaseSource(nameof(Kernels))]
    public void MeanAsANetworkIsTheSumOfKernels(Activation kernel, Func<double, double> definition)
    {
        (double[] centres, double[] weights, double[] at) = Rows(40);
        double[] lengths = [.. at.SkipLast(1).Select(Math.Exp)];
        Network<double> network = KernelNetwork.Of(centres, lengths, weights, kernel);
        double[][] points = [.. Enumerable.Range(0, 20).Select(i => (double[])[0.1 * i - 1, Math.Sin(i), 1.5]),
            .. Enumerable.Range(0, 40).Select(i => (double[])[centres[i], centres[40 + i], centres[80 + i]])];
        double[] values = new double[points.Length];
        new Predictor<double>(network).Predict(
            new ReadOnlyMatrix<double>(points.SelectMany(point => point).ToArray(), new Shape(points.Length, 3)),
            new Matrix<double>(values, new Shape(points.Length, 1)));
        foreach ((int number, double[] point) in points.Index())
        {
            double sum = weights.Select((weight, i) => weight * definition(Enumerable.Range(0, 3).Sum(k =>
                Math.Pow((point[k] - centres[k * 40 + i]) / lengths[k], 2)))).Sum();
            Assert.That(values[number], Is.EqualTo(sum).Within(1e-12), $"point {number}");
        }
    }

    [Test]
    public void MeanMeetsRowsWithoutNoiseAndIsSureThere()
    {
        var sample = Sample.Of(Wave, 60, noise: 0, seed: 1);
        var process = GaussianProcess.Fit(sample.ToDataset());
        double[] said = process.Predict(sample.Points);
        for (int row = 0; row < said.Length; row++)
        {
            Assert.That(said[row], Is.EqualTo(sample.Measured[row]).Within(1e-4), $"row {row}");
            Assert.That(process.Mean.Value(sample.Points[row], 0, []), Is.EqualTo(said[row]).Within(1e-9), $"row {row}");
            Assert.That(process.Deviation(sample.Points[row]), Is.LessThan(1e-3), $"row {row}");
        }

        Assert.That(process.Deviation([5, 9, 10.5]), Is.GreaterThan(10 * process.Deviation([0.5, 2, 10.5])));
    }

    [TestCaseSource(nameof(Kernels))]
    public void DeviationIsWhatEliminationOfTheRowsLeaves(Activation kernel, Func<double, double> definition)
    {
        var sample = Sample.Of(Wave, 30, noise: 0.2, seed: 2);
        var process = GaussianProcess.Fit(sample.ToDataset(), kernel);
        double[] point = [0.4, 2.2, 10.7], at = [.. process.Lengths.Select(length => Math.Log(length)), Math.Log(process.NoiseRatio)];
        double[][] all = [.. sample.Points, point];
        double[] columns = [.. Enumerable.Range(0, 3).SelectMany(k => all.Select(row => process.Mean.InputScaling.Apply(k, row[k])))];
        double[,] covariance = Covariance(columns, all.Length, at, definition, process.SignalVariance);
        _ = LogNormalDensity(covariance, new double[all.Length]);
        double left = covariance[30, 30] - process.SignalVariance * process.NoiseRatio;
        double expected = Math.Sqrt(left) * process.Mean.OutputScaling.Scales[0];
        Assert.That(process.Deviation(point), Is.EqualTo(expected).Within(1e-6 * expected));
    }

    [Test]
    public void SearchOfTheMeanFindsTheOptimum()
    {
        Problem branin = global::Examples.Study.Problems.Main[0];
        var process = GaussianProcess.Fit(Sample.Of(branin, 60, noise: 0, seed: 1).ToDataset());
        Answer answer = GaussianSearch.Of(branin, process, branin.Box, seed: 1);
        Assert.That(branin.Regret(answer.Point), Is.InRange(-1e-9, 0.02));
        Assert.That(answer.Claim, Is.EqualTo(branin.Optimum).Within(0.05));
    }

    /// <summary>Three inputs, column after column; targets; and the logarithms of lengths and noise.</summary>
    private static (double[] Columns, double[] Targets, double[] At) Rows(int rows)
    {
        var sample = Sample.Of(Wave, rows, noise: 0.1, seed: 7);
        Dataset data = sample.ToDataset();
        Standardization inputs = Standardization.Of(data.InputColumns), output = Standardization.Of(data.TargetColumns);
        return (
            [.. Enumerable.Range(0, 3).SelectMany(k => sample.Points.Select(point => inputs.Apply(k, point[k])))],
            [.. sample.Measured.Select(value => output.Apply(0, value))],
            [Math.Log(0.8), Math.Log(1.7), Math.Log(6), Math.Log(0.02)]);
    }

    private static double[,] Covariance(double[] columns, int rows, double[] at, Func<double, double> kernel, double variance)
    {
        double[,] covariance = new double[rows, rows];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < rows; j++)
            {
                double square = Enumerable.Range(0, 3).Sum(k => Math.Pow((columns[k * rows + i] - columns[k * rows + j]) / Math.Exp(at[k]), 2));
                covariance[i, j] = variance * (kernel(square) + (i == j ? Math.Exp(at[^1]) : 0));
            }
        }

        return covariance;
    }

    /// <summary>By elimination, which knows nothing of symmetry.</summary>
    private static double LogNormalDensity(double[,] covariance, double[] values)
    {
        int n = values.Length;
        (double sum, double[] right) = (n * Math.Log(2 * Math.PI), [.. values]);
        for (int pivot = 0; pivot < n; pivot++)
        {
            sum += Math.Log(covariance[pivot, pivot]) + right[pivot] * right[pivot] / covariance[pivot, pivot];
            for (int i = pivot + 1; i < n; i++)
            {
                double factor = covariance[i, pivot] / covariance[pivot, pivot];
                for (int j = pivot; j < n; j++)
                {
                    covariance[i, j] -= factor * covariance[pivot, j];
                }

                right[i] -= factor * right[pivot];
            }
        }

        return -sum / 2;
    }
}
