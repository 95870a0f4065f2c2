using Extremal.Autodiff;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Readme;

/// <summary>The README's C# blocks, to the letter, between what they take for granted and what they must do. <see cref="ReadmeTests"/> compares the text.</summary>
internal sealed class ReadmeBlocks
{
    private static readonly RandomSource Random = new(20);

    [Test]
    public void QuickStartTrainsSearchesAndSaves()
    {
        (double[,] inputs, double[] targets) = Mixes();
        using var folder = new TemporaryFolder();

        Dataset data = Dataset.Create(inputs, targets, ["cement", "water", "age"], "strength");
        Regressor model = Regressor.Train(data, new TrainingOptions { Seed = 1 });
        Extremum best = model.Maximize(Domain.Of(data).Fix("age", 28).Sum(["cement", "water"], 450, 600));
        Console.WriteLine(best); // inputs, value, bounds met, why the search stopped
        model.Save("strength.safetensors");

        Assert.That(best.IsFeasible);
        Assert.That(best.Point[2], Is.EqualTo(28));
        Assert.That(best.Point[0] + best.Point[1], Is.InRange(450, 600));
        Assert.That(Regressor.Load("strength.safetensors").Predict([.. best.Point]), Is.EqualTo(best.Value));
    }

    [Test]
    public void OtherQuestionsHaveAnswers()
    {
        (double[,] inputs, double[] targets) = Mixes();
        Dataset data = Dataset.Create(inputs, targets, ["cement", "water", "age"], "strength");
        Regressor model = Regressor.Train(data, new TrainingOptions { Hidden = [16], Seed = 1 });

        Extremum least = model.Minimize();                            // in the box of the data
        Extremum equal = model.FindTarget(40, Domain.Of(data));       // an input whose output is 40; IsAttained says whether there is one
        double strength = model.Predict(350, 180, 28);                // any number of threads at once
        double[] slope = model.Gradient([350, 180, 28]);              // what one more kilogram changes
        Extremum frugal = model.Extremize(Goal.Of("strong and cheap", c => 0.01 * c.Inputs.Column(0) - c.Outputs.Column(0)));
        FastGradientSignStep push = FastGradientSign.Step(model.Surrogate, [350, 180, 28], epsilon: 0.1); // equation (1.4): the change predicted, and the actual one

        Assert.That(least.Value, Is.LessThan(strength));
        Assert.That(equal.Value, Is.EqualTo(40).Within(1e-4));
        Assert.That(equal.IsAttained, Is.True);
        Assert.That(model.FindTarget(1e6, Domain.Of(data)).IsAttained, Is.False);
        Assert.That(slope, Has.All.Matches<double>(double.IsFinite));
        Assert.That(frugal.IsFeasible);
        Assert.That(push.ActualChange, Is.EqualTo(push.PredictedChange).Within(0.2 * push.PredictedChange));
    }

    [Test]
    public void AnAnswerIsProven()
    {
        (double[,] inputs, double[] targets) = Mixes();
        Dataset data = Dataset.Create(inputs, targets, ["cement", "water", "age"], "strength");
        Regressor model = Regressor.Train(data, new TrainingOptions { Hidden = [16], Seed = 1 });

        Extremum proven = model.Maximize(Domain.Of(data).Fix("age", 28), certify: new CertificateOptions());
        Certificate proof = proven.Certificate!;                      // value, bound, gap, boxes, why it ended; in words, what is proven
        OutputRange range = model.FindOutputRange(Domain.Of(data));   // the least and the greatest output, proven
        ToleranceBox around = model.FindToleranceBox(proven, percent: 5);    // how exactly must it be mixed for the output to stay within 5 %?
        IReadOnlyList<LossFinding> faults = model.CheckLoss(PaperLosses.Maximization()); // does (2.3) mean what I want, on these outputs?

        Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed));
        Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(proven.Value));
        Assert.That(range.Low <= range.Minimum.Value && range.High >= proof.Value);
        Assert.That(around.Low, Is.GreaterThanOrEqualTo(0.95 * proven.Value));
        Assert.That(faults, Is.Not.Null);
    }

    [Test]
    public void ADomainHoldsAndAnAnswerTellsWhatSpeaksForIt()
    {
        (double[,] inputs, double[] targets) = Mixes();
        Dataset data = Dataset.Create(inputs, targets, ["cement", "water", "age"], "strength");
        Regressor model = Regressor.Train(data, new TrainingOptions { Seed = 1 });

        Domain domain = Domain.Of(data).Integer("age").AtMost("water", 220).Sum(["cement", "water"], 450, 600)
            .Constrain("water to cement", c => c.Input("water") / c.Input("cement"), 0.3, 0.6).Inside(0.95);
        Extremum answer = model.Maximize(domain);
        IReadOnlyList<ShadowPrice> prices = answer.ShadowPrices;     // what each limit costs, in your units

        Verdict verdict = answer.Support.Verdict;                     // inside what the data cover, at their edge, or beyond
        PredictionInterval? expected = answer.Expected;               // the measurement to expect there, nine times of ten
        Assessment check = Regressor.Assess(data);                    // k-fold, beside the mean, a linear and a quadratic fit
        Regressor five = Regressor.Train(data, new TrainingOptions { Members = 5 }); // an ensemble on bootstrapped rows
        Extremum careful = five.Extremize(Goal.Maximize(0, RiskAttitude.Averse(1)), domain);  // mean − 1 · spread of the members
        Optimism curse = five.EstimateOptimism(Goal.Maximize(), domain);       // chosen by one half, scored by the other
        Recommendation first = model.Recommend(Goal.Maximize(), domain);       // the one to try first, by its confidence bound

        Assert.That(answer.IsConverged, answer.ToString());
        Assert.That(answer.Point[2], Is.EqualTo(Math.Round(answer.Point[2])));
        Assert.That(answer.Point[1] / answer.Point[0], Is.InRange(0.3 - 1e-6, 0.6 + 1e-6));
        Assert.That(prices, Is.Not.Null);
        Assert.That(verdict, Is.EqualTo(Verdict.Inside));
        Assert.That(expected?.High, Is.GreaterThan(answer.Value));
        Assert.That(check.IsComplete);
        Assert.That(careful.IsFeasible);
        Assert.That(curse.Choices, Is.Not.Empty);
        Assert.That(first.RiskAverse.Value, Is.LessThanOrEqualTo(first.RiskNeutral.Value + 1e-6));
    }

    [Test]
    public void FewRowsAreLearnedByEvidence()
    {
        (double[,] inputs, double[] targets) = Mixes();
        Dataset data = Dataset.Create(inputs, targets, ["cement", "water", "age"], "strength");

        Regressor surer = Regressor.Train(data);                                       // by evidence: all options are the defaults
        double[] outputs = new double[1], spreads = new double[1];
        surer.Predict([350, 180, 28], outputs, spreads);                               // spreads: the posterior's deviation, in your units
        Regressor cheap = Regressor.Train(data, new TrainingOptions { Radial = false });   // dense members alone: an answer is cheaper to prove
        Regressor batches = Regressor.Train(data, new TrainingOptions { Method = TrainingMethod.Batches }); // one network of 64-64 by Adam

        Assert.That(spreads[0], Is.GreaterThan(0).And.LessThan(data.TargetColumns[0].StandardDeviation));
        Assert.That(cheap.Surrogate.Members.Select(member => member.Layers[0].Activation), Does.Not.Contain(Activation.Square));
        Assert.That(batches.Surrogate.Network.ToString(), Is.EqualTo("3-64-64-1 tanh, identity"));
    }

    [Test]
    public void TrainingWatchesTheWeights()
    {
        Network<float> network = Network<float>.Create(4, [8], 1, Activation.Tanh, seed: 1);
        Weights<float> gradients = network.Weights.ZerosLike();
        Slice<float> batch = Filled(new Shape(32, 4)), targets = Filled(new Shape(32, 1));
        UpdateRule<float> adam = Optimizer.Adam(0.01).Create<float>(network.Weights.Count);
        float before = 0, after = 0;
        for (int step = 0; step < 50; step++)
        {
            var tape = new Tape<float>();
            {
                var x = tape.Input(batch);
                var y = network.Apply(x, gradients);
                var t = tape.Input(targets);
                tape.Backward(Loss.MeanSquaredError.Mean(y, t));
                adam.Step(network.Weights.All, gradients.All);

                after = Loss.MeanSquaredError.Mean(y, t).Value[0, 0];
                before = step == 0 ? after : before;
            }
        }

        Assert.That(after, Is.LessThan(0.8f * before));
    }

    // A batch of points beside the same points one by one: the rows of a batch must not know of each other.
    [Test]
    public void ExtremalLearningWatchesThePoints()
    {
        Network<float> network = Network<float>.Create(2, [8], 1, Activation.Tanh, seed: 1);
        float[] weights = network.Weights.All.ToArray();
        Slice<float> starts = Filled(new Shape(7, 2));
        var box = new Box<float>([-1, -0.5f], [0.5f, 1]);
        (float[] before, float[] after, float[] found) = Climb(network, starts, box);

        Assert.That(network.Weights.All.SequenceEqual(weights));
        for (int row = 0; row < starts.Shape.Rows; row++)
        {
            Assert.That(after[row], Is.GreaterThan(before[row]), $"row {row}");
            Assert.That(box.Contains(found.AsSpan(2 * row, 2)), $"row {row}");
            Assert.That(Climb(network, starts.Rows(row, 1), box).Found, Is.EqualTo(found[(2 * row)..(2 * row + 2)]), $"row {row}");
        }
    }

    private static (float[] Before, float[] After, float[] Found) Climb(Network<float> network, Slice<float> starts, Box<float> box)
    {
        Slice<float> points = Slice<float>.Copy(starts.Span, starts.Shape), slopes = Slice<float>.Zeros(points.Shape);
        UpdateRule<float> ascent = Optimizer.Adam(0.05).Create<float>(points.Shape.Count);
        float[] before = [], after = [];
        for (int step = 0; step < 50; step++)
        {
            var tape = new Tape<float>();
            {
                var x = tape.Watch(points, slopes);
                var y = network.Apply(x);
                tape.Backward(-y);
                ascent.Step(points.Span, slopes.Span);
                box.Project(points.Matrix);

                after = y.Value.Span.ToArray();
                before = step == 0 ? after : before;
            }
        }

        return (before, after, points.Span.ToArray());
    }

    [Test]
    public void NetworksCompose()
    {
        Network<double> generator = Network<double>.Create(2, [8], 3, Activation.Tanh, seed: 1);
        Network<double> discriminator = Network<double>.Create(3, [8], 1, Activation.Tanh, seed: 2);
        Slice<double> noise = Slice<double>.Zeros(new Shape(5, 2)), dNoise = Slice<double>.Zeros(noise.Shape);
        var tape = new Tape<double>();
        {
            var z = tape.Watch(noise, dNoise);
            tape.Backward((1.0 - discriminator.Apply(generator.Apply(z)).Sigmoid()).Log());

            Assert.That(dNoise.Span.ToArray(), Has.All.Not.EqualTo(0));
        }
    }

    private static (double[,] Inputs, double[] Targets) Mixes()
    {
        var inputs = new double[60, 3];
        var targets = new double[60];
        for (int i = 0; i < 60; i++)
        {
            (double cement, double water, double age) = (Uniform(3 * i, 200, 500), Uniform(3 * i + 1, 140, 240), Uniform(3 * i + 2, 3, 90));
            (inputs[i, 0], inputs[i, 1], inputs[i, 2]) = (cement, water, age);
            targets[i] = 20 + 0.1 * (cement - 200) - 0.15 * (water - 140) + 5 * Math.Log(age);
        }

        return (inputs, targets);
    }

    private static Slice<float> Filled(Shape shape)
    {
        Slice<float> slice = Slice<float>.Zeros(shape);
        for (int i = 0; i < slice.Span.Length; i++)
        {
            slice.Span[i] = (float)Uniform(i, -1, 1);
        }

        return slice;
    }

    private static double Uniform(int k, double low, double high) => low + (high - low) * Random.Uniform((ulong)k);
}
