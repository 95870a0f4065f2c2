using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Autodiff;

/// <summary>What a caller can do wrong with a Jacobian: the message names the operation and the shapes, and the tape is as it was.</summary>
internal sealed class JacobianMistakesTests
{
    private readonly Network<double> _network = Network<double>.Create(2, [3], 2, Activation.Tanh, 1);
    private readonly Slice<double> _points = Slice<double>.Copy([1, 2, 3, 4, 5, 6], new Shape(3, 2));

    [TestCase(2, 17)]
    [TestCase(3, 16)]
    [TestCase(3, 18)]
    [TestCase(17, 3)]
    public void A_network_names_the_shape_that_it_wants(int rows, int columns)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(_points);
        Assert.That(
            () => _network.Apply(x, Slice<double>.Zeros(new Shape(rows, columns))),
            Throws.ArgumentException.With.Message.StartsWith("Network.Apply").And.Message.Contains($"{rows} × {columns}")
                .And.Message.Contains("3 × 17"));
        ExpectIntact(tape, x);
    }

    [TestCase(-1)]
    [TestCase(4)]
    [TestCase(int.MaxValue)]
    public void Columns_that_are_not_there_are_refused(int column)
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(_points);
        Assert.That(
            () => tape.WatchJacobian(Slice<double>.Zeros(new Shape(2, 3)), Slice<double>.Zeros(new Shape(3, 9)), column),
            Throws.ArgumentException.With.Message.StartsWith("WatchJacobian").And.Message.Contains("2 × 3").And.Message.Contains("3 × 9")
                .And.Message.Contains(column.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        ExpectIntact(tape, x);
    }

    /// <summary>Only what all rows share has a Jacobian: the weights of an affine map, not its points, nor others.</summary>
    [Test]
    public void An_operation_that_gives_none_says_so()
    {
        var tape = new Tape<double>();
        Variable<double> x = tape.Input(_points);
        Variable<double> leaf = tape.WatchJacobian(Slice<double>.Zeros(new Shape(3, 2)), Slice<double>.Zeros(new Shape(3, 6)), 0);
        int count = tape.Count;
        (string Name, Action Record)[] refused =
        [
            ("Multiply", () => _ = x * leaf), ("Add", () => _ = leaf + x), ("Tanh", () => _ = leaf.Tanh()), ("Sum", () => _ = leaf.Sum()),
            ("Affine", () =>
                _ = leaf.Affine(tape.Input(Slice<double>.Zeros(new Shape(2, 4))), tape.Input(Slice<double>.Zeros(new Shape(1, 4))))),
        ];
        foreach ((string name, Action record) in refused)
        {
            Assert.That(() => record(), Throws.ArgumentException.With.Message.StartsWith(name).And.Message.Contains("Jacobian"));
        }

        Assert.That(tape.Count, Is.EqualTo(count + 2), "the two operands of the last, and nothing else");
        ExpectIntact(tape, x);
    }

    /// <summary>A sum over the rows has one row, the Jacobian three.</summary>
    [Test]
    public void A_result_of_other_rows_is_refused_and_the_Jacobian_left_as_it_was()
    {
        var tape = new Tape<double>();
        Slice<double> jacobian = Slice<double>.Zeros(new Shape(3, 17));
        jacobian.Span.Fill(5);
        Variable<double> y = _network.Apply(tape.Input(_points), jacobian).Column(1), mean = y.Mean();
        Assert.That(
            () => tape.Backward(mean),
            Throws.ArgumentException.With.Message.StartsWith("Backward").And.Message.Contains("1 rows").And.Message.Contains("3 × 17"));
        Assert.That(jacobian.Span.ToArray(), Is.All.EqualTo(5.0));
        tape.Backward(y);
        Assert.That(jacobian.Span.ToArray(), Has.None.EqualTo(5.0));
    }

    /// <summary>By itself a leaf is no function of all rows.</summary>
    [Test]
    public void A_leaf_with_a_Jacobian_is_no_result()
    {
        var tape = new Tape<double>();
        Slice<double> jacobian = Slice<double>.Zeros(new Shape(3, 9));
        Variable<double> leaf = tape.WatchJacobian(Slice<double>.Zeros(new Shape(3, 1)), jacobian, 2);
        Assert.That(() => tape.Backward(leaf), Throws.ArgumentException.With.Message.StartsWith("Backward").And.Message.Contains("Jacobian"));
        Assert.That(jacobian.Span.ToArray(), Is.All.Zero);
    }

    private void ExpectIntact(Tape<double> tape, Variable<double> x)
    {
        Slice<double> jacobian = Slice<double>.Zeros(new Shape(3, 17));
        tape.Backward(_network.Apply(x, jacobian).Column(0));
        var other = new Tape<double>();
        Slice<double> wanted = Slice<double>.Zeros(new Shape(3, 17));
        other.Backward(_network.Apply(other.Input(_points), wanted).Column(0));
        Assert.That(jacobian.Span.ToArray(), Is.EqualTo(wanted.Span.ToArray()));
    }
}
