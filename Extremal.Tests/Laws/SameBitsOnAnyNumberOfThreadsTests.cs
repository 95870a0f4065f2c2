using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Laws;

/// <summary>The law of the team: how many threads there are changes no bit of a gradient, a training, a prediction or a search.</summary>
internal sealed class SameBitsOnAnyNumberOfThreadsTests
{
    private static readonly TrainingOptions Short = new() { Hidden = [21, 18], Epochs = 5, BatchSize = 33, Seed = 6, L2 = 0.01 };

    [Test]
    public void OfATrainingAPredictionAndASearch([Values(2, 3, 7)] int threads)
    {
        string alone = Story();
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Assert.That(Story(), Is.EqualTo(alone));
    }

    [Test]
    public void OfStepsInBothPrecisions([Values(2, 3, 7)] int threads)
    {
        string alone = Walk<float>() + Walk<double>();
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Assert.That(Walk<float>() + Walk<double>(), Is.EqualTo(alone));
    }

    /// <summary>Large enough for the process's own team, if there are processors for one.</summary>
    [Test]
    public void OfAStepThatIsLarge()
    {
        string Step(int degree)
        {
            Network<float> network = Network<float>.Create(60, [400, 300], 7, Activation.Tanh, seed: 5);
            Weights<float> gradients = network.Weights.ZerosLike();
            Slice<float> points = Steps<float>.Random(6, new Shape(701, 60)), slopes = Slice<float>.Zeros(points.Shape);
            var tape = new Tape<float> { MaxDegreeOfParallelism = degree };
            tape.Backward(network.Apply(tape.Watch(points, slopes), gradients).Square().Mean());
            return Bits.Of(gradients.All) + Bits.Of(slopes.Span);
        }

        Assert.That(Step(-1), Is.EqualTo(Step(1)));
    }

    private static string Story()
    {
        Regressor model = Regressor.Train(RegressorData.Process(150), Short);
        Extremum best = model.Maximize(options: new SearchOptions { MaxSteps = 20 });
        return Bits.Of(model.Surrogate.Network.Weights.All) + Bits.Of(model.PredictAll(RegressorData.Points(300, 3)))
            + Bits.Of(best.Point.ToArray()) + Bits.Of([best.Value]);
    }

    private static string Walk<T>() where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var steps = new Steps<T>(seed: 17);
        Action train = steps.TrainReplayed(Loss.MeanSquaredError), search = steps.SearchReplayed();
        for (int i = 0; i < 3; i++)
        {
            train();
            search();
        }

        return Bits.Of(steps.Network.Weights.All) + Bits.Of(steps.WeightGradients.All) + Bits.Of(steps.Points.Span);
    }
}
