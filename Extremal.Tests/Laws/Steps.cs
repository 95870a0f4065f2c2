using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization.Regions;
using Extremal.Optimization.Rules;

namespace Extremal.Tests.Laws;

/// <summary>The two stages side by side on one small network, as a user of the tape would write them.</summary>
internal sealed class Steps<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Slice<T> _targets;
    private readonly Weights<T> _weightGradients;
    private readonly Slice<T> _gradient;
    private readonly Adam<T> _trainingRule;
    private readonly Adam<T> _searchRule;
    private readonly Box<T> _box;
    private readonly Tape<T> _anew = new();

    public Steps(ulong seed, int rows = 37, int[]? hidden = null)
    {
        Network = Network<T>.Create(5, hidden ?? [19, 16], 2, Activation.Tanh, seed);
        Points = Random(seed, new Shape(rows, 5));
        _targets = Random(seed + 1, new Shape(rows, 2));
        _weightGradients = Network.Weights.ZerosLike();
        _gradient = Slice<T>.Zeros(Points.Shape);
        _trainingRule = new Adam<T>(Network.Weights.Count);
        _searchRule = new Adam<T>(Points.Shape.Count, 0.05);
        _box = new Box<T>(Filled(-T.One), Filled(T.One));
    }

    public Network<T> Network { get; }

    public Slice<T> Points { get; }

    public Slice<T> Gradient => _gradient;

    public Weights<T> WeightGradients => _weightGradients;

    public Box<T> Box => _box;

    /// <summary>A training step: the weights are watched.</summary>
    public Variable<T> RecordTraining(Tape<T> tape, Loss loss) =>
        loss.Mean(Network.Apply(tape.Input(Points), _weightGradients), tape.Input(_targets));

    /// <summary>An extremal step: the points are watched, the weights constants; −y of the first output, one a row.</summary>
    public Variable<T> RecordSearch(Tape<T> tape) => -Network.Apply(tape.Watch(Points, _gradient)).Column(0);

    public void TrainAnew(Loss loss)
    {
        _anew.Reset();
        _anew.Backward(RecordTraining(_anew, loss));
        _trainingRule.Step(Network.Weights.All, _weightGradients.All);
    }

    public Action TrainReplayed(Loss loss)
    {
        var recording = new Recording<T>(tape => RecordTraining(tape, loss));
        return () =>
        {
            recording.Replay();
            recording.Tape.Backward(recording.Result);
            _trainingRule.Step(Network.Weights.All, _weightGradients.All);
        };
    }

    public void SearchAnew()
    {
        _anew.Reset();
        Search(_anew, RecordSearch(_anew));
    }

    public Action SearchReplayed()
    {
        var recording = new Recording<T>(RecordSearch);
        return () =>
        {
            recording.Replay();
            Search(recording.Tape, recording.Result);
        };
    }

    public static Slice<T> Random(ulong seed, Shape shape)
    {
        var random = new RandomSource(seed);
        Slice<T> slice = Slice<T>.Zeros(shape);
        for (int i = 0; i < shape.Count; i++)
        {
            slice.Span[i] = T.CreateTruncating(2 * random.Uniform((ulong)i) - 1);
        }

        return slice;
    }

    private void Search(Tape<T> tape, Variable<T> loss)
    {
        tape.Backward(loss);
        _searchRule.Step(Points.Span, _gradient.Span);
        for (int i = 0; i < Points.Shape.Rows; i++)
        {
            _box.Project(Points.Matrix.Row(i));
        }
    }

    private T[] Filled(T value) => [.. Enumerable.Repeat(value, Points.Shape.Columns)];
}
