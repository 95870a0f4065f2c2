using Extremal.Certificates;
using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests;

/// <summary>Models that learn an input in another coordinate: to all else they are networks with one more layer.</summary>
public sealed class RegressorWarpTests
{
    private static readonly Lazy<Regressor> Model = new(() => Regressor.Train(Data(), new TrainingOptions { EvidenceSteps = 40 }));

    /// <summary>Doses over three decades; the first target is of their logarithm, the second of themselves.</summary>
    private static Dataset Data()
    {
        var random = new Random(12);
        double[,] x = new double[60, 2], y = new double[60, 2];
        for (int i = 0; i < 60; i++)
        {
            (x[i, 0], x[i, 1]) = (Math.Pow(10, 3 * random.NextDouble() - 1), random.NextDouble());
            (y[i, 0], y[i, 1]) = (Truth(x[i, 0], x[i, 1]), 3 * x[i, 0] - 50 * x[i, 1]);
        }

        return Dataset.Create(x, y, ["dose", "share"], ["effect", "cost"]);
    }

    // Best at a dose of 3.
    private static double Truth(double dose, double share) => 5 - Math.Pow(Math.Log(dose / 3), 2) + share;

    [Test]
    public void They_know_a_logarithm_where_networks_of_the_plain_input_do_not()
    {
        foreach (double dose in (double[])[0.12, 0.3, 1, 3, 12, 40, 90])
        {
            double[] outputs = new double[2];
            Model.Value.Predict([dose, 0.4], outputs);
            Assert.That(outputs[0], Is.EqualTo(Truth(dose, 0.4)).Within(0.1), $"effect of {dose}");
            Assert.That(outputs[1], Is.EqualTo(3 * dose - 20).Within(1), $"cost of {dose}");
        }

        Assert.That(Model.Value.Surrogate.Members.Select(member => member.Layers[0].Activation), Is.All.EqualTo(Activation.Asinh));
    }

    [Test]
    public void Their_gradient_is_that_of_differences()
    {
        foreach (double dose in (double[])[0.2, 3.5, 60])
        {
            double step = 1e-2 * dose; // large coefficients of near units round to 1e-9 of the value
            double At(double by) => Model.Value.Surrogate.Value([dose + by, 0.4], 0, []);
            double difference = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
            double[] gradient = new double[2];
            Model.Value.Surrogate.Value([dose, 0.4], 0, gradient);
            Assert.That(gradient[0], Is.EqualTo(difference).Within(1e-6 * (1 + Math.Abs(difference))));
        }
    }

    [Test]
    public void A_search_finds_the_dose_and_a_proof_holds_of_it()
    {
        Extremum best = Model.Value.Maximize(
            Model.Value.Domain.Fix("share", 0.5), certify: new CertificateOptions { Gap = 0.05, TimeLimit = TimeSpan.FromSeconds(10) });
        Assert.That(best.Point[0], Is.EqualTo(3).Within(0.3));
        Certificate proof = best.Certificate!;
        Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(best.Value));
        for (double dose = 0.11; dose < 95; dose *= 1.05)
        {
            Assert.That(Model.Value.Surrogate.Value([dose, 0.5], 0, []), Is.LessThanOrEqualTo(proof.Bound));
        }
    }

    [Test]
    public void A_file_keeps_them_to_the_bit()
    {
        using var stream = new MemoryStream();
        Model.Value.Save(stream);
        stream.Position = 0;
        Regressor read = Regressor.Load(stream);
        double[] said = new double[2], spreads = new double[2], again = new double[2], spreadsAgain = new double[2];
        foreach (double dose in (double[])[0.1, 2, 99])
        {
            Model.Value.Predict([dose, 0.7], said, spreads);
            read.Predict([dose, 0.7], again, spreadsAgain);
            Assert.That((again, spreadsAgain), Is.EqualTo((said, spreads)));
        }
    }
}
