using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Laws;

/// <summary>A server under load: sixteen callers at once, all of whose work asks for one team. Each gets its own right answer.</summary>
[NonParallelizable]
internal sealed class SixteenCallersTests
{
    private const int Callers = 16;
    private const int Rounds = 30;

    [Test]
    public void GetTheAnswersThatEachGetsAlone()
    {
        Regressor model = RegressorData.Trained;
        string[] alone = [.. Enumerable.Range(0, Callers).Select(caller => Answer(model, caller))];
        string[][] got = [.. alone.Select(_ => new string[Rounds])];
        using Team team = new(helpers: 3);
        Thread[] threads = [.. Enumerable.Range(0, Callers).Select(caller => new Thread(() =>
        {
            using Parallelism.Scope forced = Parallelism.Forced(team);
            for (int round = 0; round < Rounds; round++)
            {
                got[caller][round] = Answer(model, caller);
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        for (int caller = 0; caller < Callers; caller++)
        {
            Assert.That(got[caller], Is.All.EqualTo(alone[caller]), $"caller {caller}");
        }
    }

    /// <summary>A third of them train, a third search, a third predict, in workspaces of their own: then nothing grows.</summary>
    [Test]
    public void AllocateNothingOnceTheyHaveBegun()
    {
        using Team team = new(helpers: 3);
        using var callers = new SpinningThreads([.. Enumerable.Range(0, Callers).Select(caller => Work(team, caller))]);
        Assert.That(Allocation.OfProcess(callers.Run, rounds: 60), Is.Zero);
    }

    /// <summary>What a prediction, a gradient and a training step say, in bits.</summary>
    private static string Answer(Regressor model, int caller)
    {
        double[] points = RegressorData.Points(40 + caller, caller);
        var steps = new Steps<float>((ulong)caller, rows: 20 + caller);
        steps.TrainReplayed(Loss.MeanSquaredError)();
        return Bits.Of(model.PredictAll(points)) + Bits.Of(model.Gradient(points.AsSpan(0, 3))) + Bits.Of(steps.Network.Weights.All);
    }

    private static Action Work(Team team, int caller)
    {
        var steps = new Steps<float>((ulong)caller, rows: 30 + caller);
        var predictor = new Predictor<float>(steps.Network);
        Slice<float> y = Slice<float>.Zeros(new Shape(steps.Points.Shape.Rows, 2));
        Action step = (caller % 3) switch
        {
            0 => steps.TrainReplayed(Loss.MeanSquaredError),
            1 => steps.SearchReplayed(),
            _ => () => predictor.Predict(steps.Points.Matrix, y.Matrix),
        };
        return () =>
        {
            using Parallelism.Scope forced = Parallelism.Forced(team);
            step();
        };
    }
}
