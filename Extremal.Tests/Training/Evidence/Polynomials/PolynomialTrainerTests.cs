using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>A linear model and a quadratic by evidence.</summary>
public sealed class PolynomialTrainerTests
{
    private static readonly int[] Folds = [.. Enumerable.Range(0, 40).Select(row => row % 6)];

    private static double Quadratic(ReadOnlySpan<double> x) => 0.3 + x[0] * x[0] - 0.5 * x[0] * x[2] + 0.7 * x[1];

    private static double Linear(ReadOnlySpan<double> x) => 0.3 + x[0] - 0.5 * x[2];

    private static Samples<double> Draw(Func<double[], double> truth, double noise)
    {
        var random = new Random(9);
        Slice<double> x = Slice<double>.Zeros(new Shape(40, 3)), y = Slice<double>.Zeros(new Shape(40, 1));
        for (int row = 0; row < 40; row++)
        {
            for (int j = 0; j < 3; j++)
            {
                x.Matrix[row, j] = 3.4 * random.NextDouble() - 1.7;
            }

            y.Span[row] = truth(x.Matrix.Row(row).ToArray()) + noise * EvidenceData.Normal(random);
        }

        return new Samples<double>(x, y);
    }

    private static double[] Say(SingleFit fit, Samples<double> samples)
    {
        double[] said = new double[samples.Count];
        new Predictor<double>(fit.Build()).Predict(samples.Inputs.Matrix, new Matrix<double>(said, new Shape(samples.Count, 1)));
        return said;
    }

    private static double Error(double[] misses) => Math.Sqrt(misses.Average(miss => miss * miss));

    [Test]
    public void The_right_one_finds_the_truth_and_tells_it_of_rows_left_out()
    {
        foreach ((Func<double[], double> truth, int right) in (ValueTuple<Func<double[], double>, int>[])[(x => Linear(x), 0), (x => Quadratic(x), 1)])
        {
            Samples<double> samples = Draw(truth, 0), noisy = Draw(truth, 0.2);
            SingleFit[] fits = PolynomialTrainer.Train(samples, Folds, 100, 1, default), others = PolynomialTrainer.Train(noisy, Folds, 100, 1, default);
            Assert.That(Say(fits[right], samples), Is.EqualTo(samples.Targets.Span.ToArray()).Within(2e-3));
            Assert.That(Error(fits[right].LeftOut), Is.LessThan(5e-3));
            Assert.That(Error(others[right].LeftOut), Is.InRange(0.15, 0.3));
            Assert.That(Math.Sqrt(others[right].NoiseVariance), Is.EqualTo(0.2).Within(0.06));
            Assert.That(others[right].LeftOutVariances, Is.All.InRange(1e-4, 0.2));
            Assert.That(right == 0 || Error(fits[0].LeftOut) > 0.5, "no line is a quadratic");
        }
    }

    /// <summary>What is wrong with the rows of a fold shows in them alone: nothing that judges them has seen them.</summary>
    [Test]
    public void A_row_is_judged_by_what_was_trained_without_it([Values(0, 1)] int degree)
    {
        Samples<double> samples = Draw(x => Linear(x), 0.1), wrong = Draw(x => Linear(x), 0.1);
        int[] fold = [.. Enumerable.Range(0, 40).Where(row => Folds[row] == 2)];
        foreach (int row in fold)
        {
            wrong.Targets.Span[row] += 100 * (row + 1);
        }

        double[] before = PolynomialTrainer.Train(samples, Folds, 100, 2, default)[degree].LeftOut;
        double[] after = PolynomialTrainer.Train(wrong, Folds, 100, 2, default)[degree].LeftOut;
        Assert.That(fold.Select(row => after[row] - 100 * (row + 1)), Is.EqualTo(fold.Select(row => before[row])).Within(1e-9));
    }

    [Test]
    public void Without_time_there_is_none() =>
        Assert.That(PolynomialTrainer.Train(Draw(x => Linear(x), 0.1), Folds, 100, 1, new CancellationToken(canceled: true)), Is.Empty);
}
