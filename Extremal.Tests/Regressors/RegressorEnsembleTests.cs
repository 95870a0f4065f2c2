using Extremal.Data;
using Extremal.Extrema;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Formats;
using Extremal.Tests.Laws;
using Extremal.Tests.Training;
using Extremal.Training;

namespace Extremal.Tests;

public sealed class RegressorEnsembleTests
{
    private static readonly TrainingOptions Few = RegressorData.Quick with { Hidden = [6], Epochs = 12, Members = 4 };

    private static readonly Lazy<Regressor> Four = new(() => Regressor.Train(RegressorData.Process(60, 2), Few));

    private static string BitsOf(Regressor model) =>
        string.Concat(model.Surrogate.Members.Select(network => Bits.Of(network.Weights.All))) + Bits.Of(model.PredictAll(RegressorData.Points(9, 5)));

    private static double[] Alone(Regressor model, int member, double[] points) =>
        [.. Enumerable.Range(0, points.Length / 3).SelectMany(i => Enumerable.Range(0, model.Surrogate.Outputs).Select(output =>
            model.Surrogate.Only(member).Value(points.AsSpan(3 * i, 3), output, [])))];

    [Test]
    public void The_prediction_is_the_members_mean_and_the_spread_their_deviation()
    {
        double[] points = RegressorData.Points(300, 5), outputs = new double[600], spreads = new double[600];
        Four.Value.Predict(points, outputs, spreads);
        double[][] alone = [.. Enumerable.Range(0, 4).Select(k => Alone(Four.Value, k, points))];
        for (int i = 0; i < outputs.Length; i++)
        {
            double[] says = [.. alone.Select(member => member[i])];
            Assert.That(says.Distinct().Count(), Is.EqualTo(4), "each member is a network of its own");
            Assert.That(outputs[i], Is.EqualTo(says.Average()).Within(1e-9 * Math.Abs(says[0]) + 1e-12));
            double variance = says.Average(v => (v - says.Average()) * (v - says.Average()));
            Assert.That(spreads[i], Is.EqualTo(Math.Sqrt(variance)).Within(1e-9 * Math.Sqrt(variance) + 1e-12));
            Assert.That(outputs[i], Is.EqualTo(Four.Value.Surrogate.Value(points.AsSpan(i / 2 * 3, 3), i % 2, [])), "the search's very bits");
        }

        Assert.That(outputs, Is.EqualTo(Four.Value.PredictAll(points)));
        Assert.That(Four.Value.ToString(), Does.StartWith("4 × 3-6-2 tanh"));
    }

    [Test]
    public void A_single_network_has_no_spread()
    {
        double[] points = RegressorData.Points(5, 5), outputs = new double[5], spreads = [7, 7, 7, 7, 7];
        RegressorData.Trained.Predict(points, outputs, spreads);
        Assert.That(spreads, Is.All.Zero);
        Assert.That(outputs, Is.EqualTo(RegressorData.Trained.PredictAll(points)));
        Assert.That(() => RegressorData.Trained.Predict(points, outputs, new double[4]), Throws.ArgumentException.With.Message.Contains("4 spreads"));
    }

    [Test]
    public void Members_are_the_same_bits_on_any_number_of_threads([Values(1, 2, 3)] int threads)
    {
        Regressor again = Regressor.Train(RegressorData.Process(60, 2), Few with { MaxDegreeOfParallelism = threads });
        Assert.That(BitsOf(again), Is.EqualTo(BitsOf(Four.Value)));
        Assert.That(again.Trainings.Select(t => t.History.Validation), Is.EqualTo(Four.Value.Trainings.Select(t => t.History.Validation)));
    }

    [Test]
    public void Members_do_not_depend_on_how_many_there_are_but_on_the_seed()
    {
        Regressor two = Regressor.Train(RegressorData.Process(60, 2), Few with { Members = 2 });
        Regressor other = Regressor.Train(RegressorData.Process(60, 2), Few with { Seed = 77 });
        string Weights(Regressor model, int member) => Bits.Of(model.Surrogate.Members[member].Weights.All);
        Assert.That(new[] { Weights(two, 0), Weights(two, 1) }, Is.EqualTo(new[] { Weights(Four.Value, 0), Weights(Four.Value, 1) }));
        Assert.That(Weights(other, 0), Is.Not.EqualTo(Weights(Four.Value, 0)));
    }

    [Test]
    public void One_member_is_the_network_that_there_always_was()
    {
        Dataset data = RegressorData.Process(60);
        Assert.That(BitsOf(Regressor.Train(data, Few with { Members = 1 })),
            Is.EqualTo(BitsOf(Regressor.Train(data, RegressorData.Quick with { Hidden = [6], Epochs = 12 }))));
    }

    [Test]
    public void Without_validation_nobody_validates()
    {
        Regressor model = Regressor.Train(RegressorData.Process(60), Few with { Validation = 0, Epochs = 3 });
        Assert.That(model.Trainings.Select(t => t.History.Validation.Count), Is.All.Zero);
        Assert.That(model.Trainings, Has.Count.EqualTo(4));
    }

    [Test]
    public void Progress_names_the_member_and_never_comes_twice_at_once()
    {
        int inside = 0;
        var listener = new Listener<TrainingProgress>(_ =>
        {
            Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
            Thread.Yield();
            Interlocked.Decrement(ref inside);
        });
        Regressor.Train(RegressorData.Process(40), Few with { MaxDegreeOfParallelism = 3, Patience = null }, listener);
        Assert.That(listener.Heard.GroupBy(p => p.Member).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())),
            Is.EqualTo(new[] { (0, 12), (1, 12), (2, 12), (3, 12) }));
    }

    [Test]
    public void A_cancelled_training_keeps_the_members_that_had_begun()
    {
        using var source = new CancellationTokenSource();
        Regressor model = Regressor.Train(RegressorData.Process(40), Few with { MaxDegreeOfParallelism = 1 },
            new Listener<TrainingProgress>(p => { if (p is { Member: 1, Epoch: 4 }) { source.Cancel(); } }), source.Token);
        Assert.That(model.Surrogate.Members, Has.Count.EqualTo(2));
        Assert.That(model.Trainings.Select(t => t.End), Is.EqualTo(new[] { TrainingEnd.Completed, TrainingEnd.Cancelled }));
        Regressor none = Regressor.Train(RegressorData.Process(40), Few, cancellation: new CancellationToken(true));
        Assert.That(none.Surrogate.Members, Has.Count.EqualTo(1));
        Assert.That(double.IsFinite(none.Predict(1, 2, 3)));
    }

    [Test]
    public void What_the_receiver_of_progress_throws_comes_out()
    {
        var thrower = new Listener<TrainingProgress>(p => { if (p.Member == 2) { throw new TimeoutException("heard"); } });
        Assert.That(() => Regressor.Train(RegressorData.Process(40), Few, thrower), Throws.InstanceOf<TimeoutException>());
    }

    [Test]
    public void Mistakes_are_refused()
    {
        Dataset data = RegressorData.Process(20);
        Assert.That(() => Regressor.Train(data, Few with { Members = 0 }),
            Throws.ArgumentException.With.Message.Contains("TrainingOptions.Members is 0"));
        Regressor one = Regressor.Train(data, Few with { Members = 1, Epochs = 1 });
        Assert.That(() => Regressor.Train(data, Few, state: one.State), Throws.ArgumentException.With.Message.Contains("single network"));
        Assert.That(Four.Value.State, Is.Null);
        Assert.That(() => Regressor.Train(RegressorData.Process(1), Few), Throws.ArgumentException.With.Message.Contains("two rows"));
    }

    [Test]
    public void The_search_heeds_caution()
    {
        var search = new SearchOptions { Starts = 8, MaxSteps = 60 };
        Extremum mean = Four.Value.Maximize(options: search);
        Extremum careful = Four.Value.Extremize(Goal.Maximize(0, RiskAttitude.Averse(3)), options: search);
        double Spread(Extremum answer)
        {
            double[] outputs = new double[2], spreads = new double[2];
            Four.Value.Predict([.. answer.Point], outputs, spreads);
            return spreads[0];
        }

        Assert.That(careful.Value, Is.LessThan(mean.Value));
        Assert.That(Spread(careful), Is.LessThan(Spread(mean)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_file_brings_back_all_members(bool withRows)
    {
        byte[] file = Four.Value.Bytes(withRows);
        Regressor again = Regressor.Load(new MemoryStream(file));
        Assert.That(BitsOf(again), Is.EqualTo(BitsOf(Four.Value)));
        Assert.That(again.Bytes(withRows), Is.EqualTo(file));
        Assert.That(again.Trainings, Is.Empty);
    }

    [Test]
    public void A_file_whose_members_are_not_those_it_names_is_refused()
    {
        void AssertRefused(EditedFile file, string where) =>
            Assert.That(Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()))?.Location, Does.Contain(where));

        EditedFile Edit() => new(Four.Value.Bytes());
        AssertRefused(Edit().Metadata("network.members", null), "members.1.layers.0.");
        AssertRefused(Edit().Metadata("network.members", "3"), "members.3.layers.0.");
        AssertRefused(Edit().Metadata("network.members", "5"), "members.4.layers.0.weight");
        foreach (string count in (string[])["1", "0", "-4", "four", "", "1000000000"])
        {
            AssertRefused(Edit().Metadata("network.members", count), "network.members");
        }

        foreach (string name in Edit().Names.Where(name => name.StartsWith("members.", StringComparison.Ordinal)))
        {
            AssertRefused(Edit().Without(name), name);
            AssertRefused(Edit().Number(name, 0, double.NaN), name);
        }

        Assert.DoesNotThrow(() => Regressor.Load(Edit().ToStream()));
    }
}
