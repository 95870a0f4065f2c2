using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>What a caller can do wrong: the message names the operation and the shapes, and the tape is as it was.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class TapeMistakesTests
{
    /// <summary>Records something with x, 3 × 2, and operands of shapes that it asks for.</summary>
    public delegate Variable<double> Recorder(Variable<double> x, Func<int, int, Variable<double>> operand);

    private readonly Tape<double> _tape = new();
    private readonly Slice<double> _data = Slice<double>.Copy([1, 2, 3, 4, 5, 6], new Shape(3, 2));
    private readonly Slice<double> _adjoint = Slice<double>.Zeros(new Shape(3, 2));

    private static readonly TestCaseData[] WrongShapes =
    [
        Wrong("Add", (x, s) => x + s(2, 2), "3 × 2", "2 × 2"),
        Wrong("Subtract", (x, s) => x - s(3, 3), "3 × 2", "3 × 3"),
        Wrong("Multiply", (x, s) => x * s(2, 3), "3 × 2", "2 × 3"),
        Wrong("Divide", (x, s) => s(1, 3) / x, "1 × 3", "3 × 2"),
        Wrong("Power", (x, s) => x.Power(s(2, 1)), "3 × 2", "2 × 1"),
        Wrong("Maximum", (x, s) => x.Max(s(4, 2)), "3 × 2", "4 × 2"),
        Wrong("Minimum", (x, s) => x.Min(s(4, 2)), "3 × 2", "4 × 2"),
        Wrong("Affine", (x, s) => x.Affine(s(3, 4), s(1, 4)), "3 × 2", "3 × 4", "1 × 4"),
        Wrong("Affine", (x, s) => x.Affine(s(2, 4), s(4, 1)), "3 × 2", "2 × 4", "4 × 1"),
        Wrong("Affine", (x, s) => x.Affine(s(2, 4), s(3, 4)), "3 × 2", "2 × 4", "3 × 4"),
        Wrong("Concatenate", (x, s) => x.Concatenate(s(4, 2)), "3 × 2", "4 × 2"),
        Wrong("Columns", (x, _) => x.Column(2), "3 × 2", "2 to 2"),
        Wrong("Columns", (x, _) => x.Column(-1), "3 × 2", "-1"),
        Wrong("Columns", (x, _) => x.Columns(1, 2), "3 × 2", "1 to 2"),
        Wrong("Columns", (x, _) => x.Columns(0, 0), "3 × 2"),
        Wrong("SoftmaxCrossEntropy", (x, s) => x.SoftmaxCrossEntropy(s(3, 1)), "3 × 2", "3 × 1"),
        Wrong("Loss", (x, s) => Loss.MeanSquaredError.Rows(x, s(3, 1)), "3 × 2", "3 × 1"),
        Wrong("Loss", (x, s) => Loss.MeanAbsoluteError.Rows(x, s(1, 2)), "3 × 2", "1 × 2"),
        Wrong("Loss", (x, s) => Loss.Huber().Rows(x, s(1, 1)), "3 × 2", "1 × 1"),
    ];

    [TestCaseSource(nameof(WrongShapes))]
    public void WrongShapesAreNamed(string operation, Recorder record, string[] shapes)
    {
        Variable<double> x = _tape.Watch(_data, _adjoint);
        int count = 0;
        Variable<double> Operand(int rows, int columns)
        {
            Variable<double> operand = _tape.Input(Slice<double>.Zeros(new Shape(rows, columns)));
            count = _tape.Count;
            return operand;
        }

        count = _tape.Count;
        Assert.That(() => record(x, Operand), Throws.ArgumentException.With.Message.StartsWith(operation));
        ExpectIntact(x, count);
        foreach (string shape in shapes)
        {
            Assert.That(() => record(x, Operand), Throws.ArgumentException.With.Message.Contains(shape));
        }
    }

    [Test]
    public void AStaleVariableIsRefused()
    {
        Variable<double> stale = _tape.Input(_data);
        _tape.Reset();
        Variable<double> x = _tape.Watch(_data, _adjoint);
        int count = _tape.Count;
        Assert.Multiple(() =>
        {
            Assert.That(() => stale.Shape, Throws.InvalidOperationException.With.Message.Contains("stale"));
            Assert.That(() => stale.Value.Rows, Throws.InvalidOperationException.With.Message.Contains("stale"));
            Assert.That(() => stale + x, Throws.InvalidOperationException.With.Message.Contains("stale"));
            Assert.That(() => x.Affine(x, stale), Throws.InvalidOperationException.With.Message.Contains("stale"));
            Assert.That(() => _tape.Backward(stale), Throws.InvalidOperationException.With.Message.Contains("stale"));
            Assert.That(() => _tape.Bind(stale, _data), Throws.InvalidOperationException.With.Message.Contains("stale"));
        });
        ExpectIntact(x, count);
    }

    [Test]
    public void AVariableOfAnotherTapeIsRefused()
    {
        Variable<double> stranger = new Tape<double>().Input(_data);
        Variable<double> x = _tape.Watch(_data, _adjoint);
        int count = _tape.Count;
        Assert.Multiple(() =>
        {
            Assert.That(() => x * stranger, Throws.ArgumentException.With.Message.Contains("another tape"));
            Assert.That(() => x.Affine(stranger, x), Throws.ArgumentException.With.Message.Contains("another tape"));
            Assert.That(() => _tape.Backward(stranger), Throws.ArgumentException.With.Message.Contains("another tape"));
        });
        ExpectIntact(x, count);
    }

    [Test]
    public void AVariableOfNoTapeIsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => default(Variable<double>).Shape, Throws.InvalidOperationException.With.Message.Contains("on no tape"));
        Assert.That(() => default(Variable<double>).Tanh(), Throws.InvalidOperationException.With.Message.Contains("on no tape"));
    });

    [Test]
    public void BackwardWantsOneColumnAndTouchesNoAdjointOtherwise()
    {
        Variable<double> x = _tape.Watch(_data, _adjoint);
        _adjoint.Span.Fill(4);
        Assert.That(() => _tape.Backward(x * x), Throws.ArgumentException.With.Message.StartsWith("Backward got a result of 3 × 2"));
        Assert.That(_adjoint.Span.ToArray(), Is.All.EqualTo(4.0));
        ExpectIntact(x, _tape.Count);
    }

    [Test]
    public void WatchAndBindWantAnAdjointOfTheSameShape()
    {
        Slice<double> small = Slice<double>.Zeros(new Shape(2, 3));
        Variable<double> x = _tape.Watch(_data, _adjoint);
        int count = _tape.Count;
        Assert.Multiple(() =>
        {
            Assert.That(() => _tape.Watch(_data, small), Refused("Watch", "3 × 2", "2 × 3"));
            Assert.That(() => _tape.Bind(x, _data, small), Refused("Bind", "3 × 2", "2 × 3"));
        });
        ExpectIntact(x, count);
    }

    [Test]
    public void BindWantsTheKindAndTheColumnsOfTheLeaf()
    {
        Variable<double> x = _tape.Watch(_data, _adjoint);
        Variable<double> input = _tape.Input(_data);
        Variable<double> constant = _tape.Constant(_data);
        Slice<double> wide = Slice<double>.Zeros(new Shape(3, 4));
        int count = _tape.Count;
        Assert.Multiple(() =>
        {
            Assert.That(() => _tape.Bind(x, _data), Refused("Bind", "Watched", "Input"));
            Assert.That(() => _tape.Bind(input, _data, _adjoint), Refused("Bind", "Input", "Watched"));
            Assert.That(() => _tape.Bind(constant, _data), Refused("Bind", "Constant", "Input"));
            Assert.That(() => _tape.Bind(input, wide), Refused("Bind", "3 × 4", "3 × 2"));
        });
        ExpectIntact(x, count);
    }

    [Test]
    public void AReplayOfDataThatDoNotFitThrowsAndCanBeRepaired()
    {
        Variable<double> x = _tape.Watch(_data, _adjoint);
        Variable<double> t = _tape.Input(_data);
        Variable<double> loss = (x - t).Square().Sum();
        _tape.Bind(t, Slice<double>.Zeros(new Shape(2, 2)));
        Assert.That(_tape.Replay, Throws.ArgumentException.With.Message.Contains("Subtract got 3 × 2 and 2 × 2"));
        _tape.Bind(t, Slice<double>.Zeros(new Shape(3, 2)));
        _tape.Replay();
        _tape.Backward(loss);
        Assert.That((loss.Value[0, 0], _adjoint.Span[5]), Is.EqualTo((91.0, 12.0)));
    }

    [Test]
    public void AnEmptySliceIsRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => _tape.Input(default), Throws.ArgumentNullException);
        Assert.That(() => _tape.Record(null!, _tape.Input(_data)), Throws.ArgumentNullException);
    });

    // The tape goes on as if nothing had happened: no line more, and the next step is right.
    private void ExpectIntact(Variable<double> x, int count)
    {
        Assert.That(_tape.Count, Is.EqualTo(count));
        Variable<double> y = (x * x).Sum();
        _tape.Backward(y);
        Assert.That(y.Value[0, 0], Is.EqualTo(91));
        Assert.That(_adjoint.Span.ToArray(), Is.EqualTo(new double[] { 2, 4, 6, 8, 10, 12 }));
    }

    private static NUnit.Framework.Constraints.Constraint Refused(string operation, string got, string wanted) =>
        Throws.ArgumentException.With.Message.StartsWith(operation).And.Message.Contains(got).And.Message.Contains(wanted);

    private static TestCaseData Wrong(string operation, Recorder record, params string[] shapes) =>
        new TestCaseData(operation, record, shapes).SetArgDisplayNames(operation, string.Join(" and ", shapes));
}
