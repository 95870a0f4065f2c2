using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Training;

public sealed class TrainerTests
{
    internal static Optimizer[] Optimizers =>
    [
        Optimizer.Sgd(0.1), Optimizer.Momentum(0.03), Optimizer.Nesterov(0.03), Optimizer.RmsProp(0.01), Optimizer.Adam(0.02),
        Optimizer.AdamW(0.02),
    ];

    internal static Schedule[] Schedules => [Schedule.Constant, Schedule.Cosine(0.01), Schedule.ReduceOnPlateau(0.5, 1)];

    [Test]
    public void Every_rule_with_every_schedule_learns(
        [ValueSource(nameof(Optimizers))] Optimizer optimizer, [ValueSource(nameof(Schedules))] Schedule schedule)
    {
        Samples<double> samples = SmallProblem.Samples(60, 1), validation = SmallProblem.Samples(20, 2);
        Network<double> network = SmallProblem.Network();
        var options = new TrainingOptions { Optimizer = optimizer, Schedule = schedule, Epochs = 60, BatchSize = 16 };
        double before = SmallProblem.MeanSquaredError(network, validation);
        TrainingOutcome outcome = new Trainer<double>(network, samples, validation, options).Run();
        Assert.That(outcome.End, Is.EqualTo(TrainingEnd.Completed));
        Assert.That(outcome.Steps, Is.EqualTo(60 * 4));
        Assert.That(SmallProblem.MeanSquaredError(network, validation), Is.LessThan(0.2 * before), $"before {before}");
        Assert.That((outcome.History.Training.Count, outcome.History.Validation.Count), Is.EqualTo((60, 60)));
    }

    [Test]
    public void The_plateau_is_that_of_the_validation_loss()
    {
        // Weights of nought make it 0 in every epoch: it stalls in the second, and a factor of 0 then ends all movement.
        Samples<double> samples = SmallProblem.Samples(12, 1), level = SmallProblem.Samples(3, 2, [0, 0, 0]);
        foreach (Optimizer optimizer in Optimizers)
        {
            var options = new TrainingOptions
            {
                Optimizer = optimizer,
                Schedule = Schedule.ReduceOnPlateau(0, 0),
                Epochs = 6,
                BatchSize = 12
            };
            IReadOnlyList<double> losses = new Trainer<double>(SmallProblem.Network(), samples, level, options).Run().History.Training;
            Assert.That(losses.Take(3).Distinct().Count(), Is.EqualTo(3), $"{optimizer}");
            Assert.That(losses.Skip(2), Is.All.EqualTo(losses[2]).Within(1e-13), $"{optimizer}");
        }
    }

    [TestCase(0.0, false)]
    [TestCase(0.05, false)]
    [TestCase(0.0, true)]
    [TestCase(0.3, true)]
    public void Epochs_with_a_ragged_last_batch_are_what_plain_loops_make_of_them(double l2, bool weighted)
    {
        const ulong seed = 9;
        const double rate = 0.05;
        double[]? rowWeights = weighted ? [0, 2, 1, 0.5, 1.5, 1, 1] : null;
        Samples<double> samples = SmallProblem.Samples(7, 5, rowWeights);
        var network = new Network<double>(2, new Layer(1, Activation.Identity));
        double[] theta = [0.4, -0.3, 0.2];
        theta.CopyTo(network.Weights.All);
        var options = new TrainingOptions
        {
            Optimizer = Optimizer.Sgd(rate),
            Schedule = Schedule.Cosine(0.2),
            BatchSize = 3,
            Epochs = 2,
            L2 = l2,
            Seed = seed,
        };
        TrainingOutcome outcome = new Trainer<double>(network, samples, null, options).Run();

        var batches = new Batches(7, 3, seed);
        double[] losses = new double[2];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int batch = 0; batch < 3; batch++)
            {
                losses[epoch] += PlainStep(theta, samples, batches.RowsOf(epoch, batch), epoch == 0 ? rate : 0.6 * rate, l2) / 7;
            }
        }

        Assert.That(outcome.History.Training, Is.EqualTo(losses).Within(1e-14), "without the penalty");
        Assert.That(network.Weights.All.ToArray(), Is.EqualTo(theta).Within(1e-14));
        Assert.That((outcome.Steps, outcome.History.BestEpoch), Is.EqualTo((6L, losses[1] < losses[0] ? 1 : 0)));
    }

    /// <summary>
    /// A step of gradient descent on ½λ‖W‖² + mean of w(xW + b − t)², W = (θ₀, θ₁), b = θ₂; returns the sum of the rows'
    /// losses.
    /// </summary>
    private static double PlainStep(double[] theta, Samples<double> samples, ReadOnlySpan<int> rows, double rate, double l2)
    {
        double sum = 0;
        double[] gradient = [l2 * theta[0], l2 * theta[1], 0];
        foreach (int row in rows)
        {
            double a = samples.Inputs.Span[2 * row], b = samples.Inputs.Span[2 * row + 1], w = samples.Weights?.Span[row] ?? 1;
            double error = a * theta[0] + b * theta[1] + theta[2] - samples.Targets.Span[row];
            sum += w * error * error;
            gradient[0] += 2 * w * error * a / rows.Length;
            gradient[1] += 2 * w * error * b / rows.Length;
            gradient[2] += 2 * w * error / rows.Length;
        }

        for (int i = 0; i < 3; i++)
        {
            theta[i] -= rate * gradient[i];
        }

        return sum;
    }

    [Test]
    public void Weight_two_is_the_row_twice_and_weight_nought_is_no_row()
    {
        double[] Trained(Samples<double> samples)
        {
            Network<double> network = SmallProblem.Network();
            var options = new TrainingOptions { Optimizer = Optimizer.Sgd(0.1), BatchSize = 100, Epochs = 30 };
            _ = new Trainer<double>(network, samples, null, options).Run();
            return network.Weights.All.ToArray();
        }

        Samples<double> plain = SmallProblem.Samples(10, 8);
        double[] x = SmallProblem.Numbers(plain.Inputs), y = SmallProblem.Numbers(plain.Targets);
        Samples<double> twice = Of([.. x, .. x[4..6]], [.. y, y[2]]), without = Of(x[2..], y[1..]);
        double[] two = [.. Enumerable.Range(0, 10).Select(i => (i == 2 ? 2 : 1) * 10 / 11.0)];
        double[] nought = [.. Enumerable.Range(0, 10).Select(i => (i == 0 ? 0 : 1) * 10 / 9.0)];
        Assert.That(Trained(SmallProblem.Samples(10, 8, two)), Is.EqualTo(Trained(twice)).Within(1e-12));
        Assert.That(Trained(SmallProblem.Samples(10, 8, nought)), Is.EqualTo(Trained(without)).Within(1e-12));
        Assert.That(Trained(plain), Is.Not.EqualTo(Trained(twice)).Within(1e-6));

        static Samples<double> Of(double[] x, double[] y) =>
            new(Slice<double>.Copy(x, new Shape(y.Length, 2)), Slice<double>.Copy(y, new Shape(y.Length, 1)));
    }

    [Test]
    public void Validation_rows_are_not_trained_on_and_their_weights_count()
    {
        (double[] Weights, History History) Trained(Samples<double> validation)
        {
            Network<double> network = SmallProblem.Network();
            var options = new TrainingOptions { BatchSize = 8, Epochs = 20, Patience = null, KeepBest = false };
            History history = new Trainer<double>(network, SmallProblem.Samples(30, 4), validation, options).Run().History;
            Assert.That(history.Validation[^1], Is.EqualTo(SmallProblem.MeanSquaredError(network, validation)).Within(1e-12));
            return (network.Weights.All.ToArray(), history);
        }

        double[] weights = [.. Enumerable.Range(0, 300).Select(i => i % 3.0)];
        var one = Trained(SmallProblem.Samples(10, 5));
        var other = Trained(SmallProblem.Samples(300, 6, weights));
        Assert.That(one.Weights, Is.EqualTo(other.Weights));
        Assert.That(one.History.Training, Is.EqualTo(other.History.Training));
        Assert.That(one.History.Validation, Is.Not.EqualTo(other.History.Validation));
    }

    [Test]
    public void The_same_seed_gives_the_same_bits_and_another_one_others()
    {
        double[] Trained(ulong seed)
        {
            Network<double> network = SmallProblem.Network();
            _ = new Trainer<double>(network, SmallProblem.Samples(30, 4), null,
                new TrainingOptions { BatchSize = 7, Epochs = 5, Seed = seed }).Run();
            return network.Weights.All.ToArray();
        }

        double[] one = Trained(1), same = Trained(1), other = Trained(2);
        Assert.That(same, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    [Test]
    public void Floats_learn_too()
    {
        Samples<double> samples = SmallProblem.Samples(60, 1);
        var inputs = Slice<float>.Copy([.. SmallProblem.Numbers(samples.Inputs).Select(x => (float)x)], samples.Inputs.Shape);
        var targets = Slice<float>.Copy([.. SmallProblem.Numbers(samples.Targets).Select(x => (float)x)], samples.Targets.Shape);
        Network<float> network = Network<float>.Create(2, [8], 1, Activation.Tanh, 1);
        var options = new TrainingOptions { Optimizer = Optimizer.Adam(0.02), Epochs = 100, BatchSize = 16, Loss = Loss.Huber(1) };
        History history = new Trainer<float>(network, new Samples<float>(inputs, targets), null, options).Run().History;
        Assert.That(history.Training[^1], Is.LessThan(0.05 * history.Training[0]));
    }
}
