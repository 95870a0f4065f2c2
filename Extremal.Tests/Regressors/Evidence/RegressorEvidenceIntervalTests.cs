using Extremal.Data;
using Extremal.Tests.Training.Evidence;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>How often a new measurement lies in the interval of a model trained by evidence on 60 noisy rows.</summary>
public sealed class RegressorEvidenceIntervalTests
{
    private static Dataset Noisy(int rows, int inputs, int seed)
    {
        var random = new Random(seed);
        double[][] points = [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, inputs).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        // Deviation of the function: about 1.
        return Dataset.Create(points, [.. points.Select(x =>
            1.5 * Math.Sin(2 * x[0]) + x[^1] * x[^1] + 0.5 * x[0] * x[1] + 0.3 * EvidenceData.Normal(random))]);
    }

    private static double Covered(int inputs, int seed, TrainingOptions options)
    {
        Regressor model = Regressor.Train(Noisy(60, inputs, seed), options);
        Dataset fresh = Noisy(400, inputs, 1000 + seed);
        return Enumerable.Range(0, 400).Average(row =>
            model.PredictInterval(fresh.Inputs.Row(row))!.Value.Contains(fresh.Targets[row, 0]) ? 1 : 0);
    }

    /// <summary>With 60 residuals the coverage of one model has a deviation of 0.045; of eight together 0.016.</summary>
    [Test]
    public void Ninety_percent_are_about_ninety()
    {
        var options = new TrainingOptions { EvidenceSteps = 12 };
        double[] covered = [.. Enumerable.Range(1, 8).Select(seed => Covered(2 + seed % 3, 5000 + seed, options))];
        Assert.That(covered.Average(), Is.InRange(0.88 - 0.016, 0.97 + 0.016), string.Join(", ", covered));
    }

    /// <summary>Over sixty data sets each, as it is by default: the deviation is 0.006.</summary>
    [Test, Explicit, Category("Long")]
    public void Over_many_data_sets_they_are_88_to_97([Values(2, 3, 4)] int inputs)
    {
        double[] covered = [.. Enumerable.Range(1, 60).Select(seed => Covered(inputs, seed, new TrainingOptions()))];
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{inputs} inputs: {covered.Average():F3}, {covered.Min():F3} to {covered.Max():F3}"));
        Assert.That(covered.Average(), Is.InRange(0.88, 0.97));
    }
}
