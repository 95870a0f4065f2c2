using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Results;
using Extremal.Tests.Laws;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Models of a process that is a quadratic: one of their networks is one, and what folds find best wins.</summary>
public sealed class RegressorPolynomialTests
{
    private static readonly Lazy<Regressor> Model = new(() =>
    {
        var random = new Random(4);
        double[][] x = [.. Enumerable.Range(0, 24).Select(_ => Enumerable.Range(0, 5).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
        return Regressor.Train(
            Dataset.Create(x, [.. x.Select(point => Truth(point) + 0.02 * (random.NextDouble() - 0.5))]),
            new TrainingOptions { EvidenceSteps = 20 });
    });

    // Greatest at 0.25, 0, 0, 0, 0.
    private static double Truth(double[] x) => 0.5 * x[0] - x.Sum(one => one * one) + x[1] * x[2];

    [Test]
    public void It_wins_and_knows_more_than_24_rows_tell_the_others()
    {
        Assert.That(Model.Value.Surrogate.DescribeMembers(), Does.Contain("quadratic network"));
        var random = new Random(5);
        for (int i = 0; i < 50; i++)
        {
            double[] point = [.. Enumerable.Range(0, 5).Select(_ => 1.6 * random.NextDouble() - 0.8)];
            Assert.That(Model.Value.Surrogate.Value(point, 0, []), Is.EqualTo(Truth(point)).Within(0.08));
        }
    }

    [Test]
    public void Searches_and_proofs_take_it_and_files_keep_it()
    {
        Extremum best = Model.Value.Maximize();
        Assert.That(best.Value, Is.EqualTo(0.0625).Within(0.02));
        Certificate proof = Model.Value.Certify(best, new CertificateOptions { MaxBoxes = 200 });
        Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(best.Value));
        Regressor again = Regressor.Load(new MemoryStream(Model.Value.Bytes()));
        double[] said = new double[1], spread = new double[1], saidAgain = new double[1], spreadAgain = new double[1];
        Model.Value.Predict([0.3, 0.1, -0.4, 0.2, 0], said, spread);
        again.Predict([0.3, 0.1, -0.4, 0.2, 0], saidAgain, spreadAgain);
        Assert.That((saidAgain, spreadAgain), Is.EqualTo((said, spread)));
        Assert.That(spread[0], Is.InRange(1e-4, 0.05));
    }
}
