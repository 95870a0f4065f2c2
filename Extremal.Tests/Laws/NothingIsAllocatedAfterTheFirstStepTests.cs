using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Laws;

/// <summary>The law of DESIGN, "nothing is allocated after the first step": zero bytes, process-wide.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
[NonParallelizable]
internal sealed class NothingIsAllocatedAfterTheFirstStepTests<T> where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private static readonly Loss[] Losses =
        [Loss.MeanSquaredError, Loss.MeanAbsoluteError, Loss.MeanSquaredLogarithmicError, Loss.SoftmaxCrossEntropy];

    private readonly Steps<T> _steps = new(seed: 7);

    [Test]
    public void ByATrainingStepReplayed([ValueSource(nameof(Losses))] Loss loss) => Expect(_steps.TrainReplayed(loss));

    [Test]
    public void ByATrainingStepRecordedAnew([ValueSource(nameof(Losses))] Loss loss) => Expect(() => _steps.TrainAnew(loss));

    [Test]
    public void ByAnExtremalStepReplayed() => Expect(_steps.SearchReplayed());

    [Test]
    public void ByAnExtremalStepRecordedAnew() => Expect(_steps.SearchAnew);

    [Test]
    public void ByAPrediction() => Expect(Prediction(_steps));

    [Test]
    public void ByTrainingWithRaggedBatches()
    {
        var tape = new Tape<T>();
        Slice<T> all = Steps<T>.Random(3, new Shape(20, 5));
        Variable<T> x = tape.Input(all);
        Variable<T> loss = _steps.Network.Apply(x, _steps.WeightGradients).Square().Mean();
        Expect(() =>
        {
            foreach (int rows in (ReadOnlySpan<int>)[20, 7])
            {
                tape.Bind(x, all.Rows(0, rows));
                tape.Replay();
                tape.Backward(loss);
            }
        });
    }

    [Test]
    public void ByTwoThreadsAtOnce()
    {
        var other = new Steps<T>(seed: 8);
        Action train = _steps.TrainReplayed(Loss.MeanSquaredError);
        Action search = other.SearchReplayed();
        Action predict = Prediction(other);
        using var pair = new SpinningThreads(train, () =>
        {
            search();
            predict();
        });
        Expect(pair.Run);
    }

    [Test]
    public void ByATeamOfThreads([Values] bool large)
    {
        var steps = large ? new Steps<T>(seed: 9, rows: 256, hidden: [128, 96]) : _steps;
        Action train = steps.TrainReplayed(Loss.MeanSquaredError), search = steps.SearchReplayed(), predict = Prediction(steps);
        using var team = new Team(helpers: 2);
        Expect(() =>
        {
            using Parallelism.Scope forced = large ? default : Parallelism.Forced(team); // the large ones take the process's team
            train();
            search();
            predict();
        });
    }

    [Test]
    public void AndAPlantedAllocationIsCounted()
    {
        Action step = _steps.SearchReplayed();
        using var pair = new SpinningThreads(step, () => GC.KeepAlive(new byte[8]));
        Assert.That(Allocation.OfProcess(pair.Run, rounds: 10), Is.GreaterThanOrEqualTo(Allocation.Repetitions * 8));
    }

    private static Action Prediction(Steps<T> steps)
    {
        var predictor = new Predictor<T>(steps.Network);
        Slice<T> x = Steps<T>.Random(9, new Shape(300, 5));
        Slice<T> y = Slice<T>.Zeros(new Shape(300, 2));
        return () => predictor.Predict(x.Matrix, y.Matrix);
    }

    private static void Expect(Action step) => Assert.That(Allocation.OfProcess(step), Is.Zero);
}
