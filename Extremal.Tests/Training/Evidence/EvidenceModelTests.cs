using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Tests.Oracle;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>½β|r|² + ½ Σ α w² and MacKay's formulas, beside their definitions.</summary>
internal sealed class EvidenceModelTests
{
    private const double Beta = 20;

    private static (EvidenceModel Model, WeightPriors Priors, Network<double> Network, Samples<double> Samples) Create(int rows, bool isWeighted)
    {
        var network = Network<double>.Create(2, [6, 3], 1, Activation.Tanh, 8); // 18 + 21 + 4 weights
        Samples<double> samples = EvidenceData.Draw(rows, 2, EvidenceData.Smooth, 2, 0.1, isWeighted);
        var priors = new WeightPriors(network, 0.7);
        return (new EvidenceModel(new NetworkResiduals(network, samples), priors, Beta), priors, network, samples);
    }

    private static double Definition(Network<double> network, Samples<double> samples, double[] alpha, double beta)
    {
        double[] w = network.Weights.All.ToArray();
        return 0.5 * beta * EvidenceData.Residuals(network, samples).Sum(r => r * r) + 0.5 * w.Select((x, k) => alpha[k] * x * x).Sum();
    }

    [Test]
    public void The_gradient_is_that_of_differences_and_of_the_tape([Values(15, 90, 300)] int rows, [Values] bool isWeighted)
    {
        (EvidenceModel model, WeightPriors priors, Network<double> network, Samples<double> samples) = Create(rows, isWeighted);
        double[] point = network.Weights.All.ToArray(), gradient = new double[point.Length];
        Assert.That(model.Evaluate(point), Is.EqualTo(Definition(network, samples, priors.Precisions, Beta)).Within(1e-11).Percent);
        model.Linearize(gradient);
        double[,] j = EvidenceData.Jacobian(network, samples);
        double[] r = EvidenceData.Residuals(network, samples);
        for (int k = 0; k < point.Length; k++)
        {
            double byTape = Beta * Enumerable.Range(0, rows).Sum(i => j[i, k] * r[i]) + 0.7 * point[k];
            double Moved(double x)
            {
                double[] moved = [.. point];
                moved[k] = x;
                return model.Evaluate(moved);
            }

            Assert.That(gradient[k], Is.EqualTo(byTape).Within(1e-9 * rows), $"{k}");
            Assert.That(gradient[k], Is.EqualTo(Differences.Derivative(Moved, point[k])).Within(1e-6 * rows), $"{k}");
        }
    }

    [Test]
    public void A_step_solves_the_damped_system([Values(15, 90)] int rows, [Values] bool isWeighted)
    {
        (EvidenceModel model, WeightPriors priors, Network<double> network, Samples<double> samples) = Create(rows, isWeighted);
        double[] gradient = new double[model.Dimension], step = new double[model.Dimension];
        model.Evaluate(network.Weights.All.ToArray());
        model.Linearize(gradient);
        foreach (double damping in new[] { 1e-9, 0.3, 50 })
        {
            Assert.That(model.TrySolve(damping, gradient, step));
            double[,] a = DenseMatrix.Precision(
                EvidenceData.Jacobian(network, samples), [.. priors.Precisions.Select(alpha => alpha + damping)], Beta);
            double[] wanted = DenseMatrix.Solve(a, [.. gradient.Select(g => -g)]);
            Assert.That(step, Is.EqualTo(wanted).Within(1e-9 * wanted.Max(Math.Abs)));
        }
    }

    [Test]
    public void Evidence_priors_and_noise_are_as_defined([Values(15, 60, 300)] int rows, [Values] bool isWeighted)
    {
        (EvidenceModel model, WeightPriors priors, Network<double> network, Samples<double> samples) = Create(rows, isWeighted);
        double[] w = network.Weights.All.ToArray(), gradient = new double[w.Length];
        model.Evaluate(w);
        model.Linearize(gradient);
        double beta = Beta;
        double[] alpha = [.. priors.Precisions];
        for (int round = 0; round < 3; round++)
        {
            (double[,] inverse, double log) = DenseMatrix.Invert(DenseMatrix.Precision(EvidenceData.Jacobian(network, samples), alpha, beta));
            double squares = EvidenceData.Residuals(network, samples).Sum(r => r * r);
            double evidence = -Definition(network, samples, alpha, beta) - 0.5 * log + 0.5 * alpha.Sum(Math.Log) + 0.5 * rows * Math.Log(beta);
            double[] determined = [.. Enumerable.Range(0, w.Length).Select(k => 1 - alpha[k] * inverse[k, k])];
            var wanted = new WeightPriors(network, 1);
            wanted.Reestimate(w, determined); // its own test has the formula
            Assert.That(model.TryReestimate());
            beta = Math.Max(rows - determined.Sum(), 0.05 * rows) / squares;
            Assert.That(model.LogEvidence, Is.EqualTo(evidence).Within(1e-8 * Math.Abs(evidence)));
            Assert.That(priors.Precisions, Is.EqualTo(wanted.Precisions).Within(1e-7).Percent);
            Assert.That(model.Noise, Is.EqualTo(beta).Within(1e-7).Percent);
            alpha = [.. priors.Precisions];
            beta = model.Noise;
        }
    }

    /// <summary>A trial that was not taken is not where the priors are estimated.</summary>
    [Test]
    public void Estimates_are_of_the_point_that_was_linearised()
    {
        double Noise(bool hasTrial)
        {
            (EvidenceModel model, _, Network<double> network, _) = Create(60, false);
            double[] w = network.Weights.All.ToArray();
            model.Evaluate(w);
            model.Linearize(new double[w.Length]);
            if (hasTrial)
            {
                model.Evaluate([.. w.Select(x => 3 * x + 1)]);
            }

            Assert.That(model.TryReestimate());
            return model.Noise;
        }

        Assert.That(Noise(true), Is.EqualTo(Noise(false)));
    }

    /// <summary>Others may write the weights between two evaluations, as a trainer does that puts the best ones back.</summary>
    [Test]
    public void Weights_that_others_wrote_are_not_taken_for_evaluated()
    {
        (EvidenceModel model, WeightPriors priors, Network<double> network, Samples<double> samples) = Create(30, false);
        double[] first = network.Weights.All.ToArray(), second = [.. first.Select(w => w / 2)];
        model.Evaluate(first);
        second.CopyTo(network.Weights.All);
        double got = model.Evaluate(second);
        Assert.That(got, Is.EqualTo(Definition(network, samples, priors.Precisions, Beta)).Within(1e-11).Percent);
    }

    /// <summary>The caller may end it at any look at the clock: what is asked again afterwards is as of a model that was never ended.</summary>
    [Test]
    public void An_interruption_leaves_no_lie()
    {
        (EvidenceModel model, WeightPriors priors, Network<double> network, Samples<double> samples) = Create(300, false);
        double[] first = network.Weights.All.ToArray(), second = [.. first.Select(w => 0.5 - w)],
            gradient = new double[first.Length], wanted = [.. gradient];
        model.Evaluate(first);
        model.Linearize(gradient);
        using (var source = new CancellationTokenSource())
        {
            source.Cancel();
            var deadline = new Deadline(null, source.Token);
            using Deadline.Scope watched = deadline.Watch();
            Assert.That(() => model.TryReestimate(), Throws.TypeOf<InterruptedException>());
            try
            {
                model.Evaluate(second);
                model.Linearize(gradient);
            }
            catch (InterruptedException)
            {
                // Somewhere on the way.
            }
        }

        double got = model.Evaluate(second);
        model.Linearize(gradient);
        (EvidenceModel fresh, _, Network<double> other, _) = Create(300, false);
        second.CopyTo(other.Weights.All);
        Assert.That(got, Is.EqualTo(fresh.Evaluate(second)));
        fresh.Linearize(wanted);
        Assert.That(gradient, Is.EqualTo(wanted));
        Assert.That(got, Is.EqualTo(Definition(network, samples, priors.Precisions, Beta)).Within(1e-11).Percent);
    }
}
