using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Tests.Laws;

namespace Extremal.Tests.Autodiff;

/// <summary>The Jacobian by the weights is, row by row, the ordinary gradient of that row alone.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
[NonParallelizable] // it counts what the process allocates
internal sealed class JacobianTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Activation[] Activations = [Activation.Tanh, Activation.SiLU, Activation.Sine, Activation.ReLU];

    private static IEnumerable<Network<T>> Networks =>
    [
        .. Activations.SelectMany(activation => (Network<T>[])
        [
            Drawn([7], 1, activation), Drawn([24], 3, activation), Drawn([6, 9], 1, activation), Drawn([17, 3], 3, activation),
        ]),
        Drawn([], 1, Activation.Tanh), Drawn([1], 1, Activation.Tanh), Drawn([5, 1, 4], 3, Activation.SiLU),
    ];

    /// <summary>An element of a row's gradient is one product either way, so the numbers are equal; only a zero may have another sign.</summary>
    [Test]
    public void Each_row_is_the_gradient_of_that_row_alone()
    {
        foreach (Network<T> network in Networks)
        {
            foreach (int rows in new[] { 1, 2, 13 })
            {
                Slice<T> points = Steps<T>.Random(5, new Shape(rows, network.Inputs));
                for (int output = 0; output < network.Outputs; output++)
                {
                    Slice<T> jacobian = JacobianOf(network, points, output);
                    for (int i = 0; i < rows; i++)
                    {
                        Assert.That(
                            jacobian.Matrix.Row(i).ToArray(), Is.EqualTo(GradientOf(network, points.Rows(i, 1), output)),
                            $"{network}, output {output}, row {i} of {rows}");
                    }
                }
            }
        }
    }

    [Test]
    public void The_columns_sum_to_the_ordinary_gradient()
    {
        foreach (Network<T> network in Networks)
        {
            Slice<T> points = Steps<T>.Random(6, new Shape(11, network.Inputs)), jacobian = JacobianOf(network, points, 0);
            T[] gradient = GradientOf(network, points, 0);
            for (int k = 0; k < gradient.Length; k++)
            {
                (T sum, T size) = (T.Zero, T.Zero);
                for (int i = 0; i < 11; i++)
                {
                    (sum, size) = (sum + jacobian.Matrix[i, k], size + T.Abs(jacobian.Matrix[i, k]));
                }

                Assert.That(T.Abs(sum - gradient[k]) <= T.CreateChecked(11) * (T.BitIncrement(T.One) - T.One) * size, $"{network}, {k}");
            }
        }
    }

    /// <summary>y(x) + y(z) with the same weights: what both give is added, whatever the Jacobian held before.</summary>
    [Test]
    public void Weights_applied_twice_add()
    {
        foreach (Network<T> network in Networks)
        {
            Slice<T> x = Steps<T>.Random(7, new Shape(5, network.Inputs)), z = Steps<T>.Random(8, x.Shape), both = Leftovers(5, network);
            Slice<T> first = JacobianOf(network, x, 0), second = JacobianOf(network, z, 0);
            var tape = new Tape<T>();
            tape.Backward(network.Apply(tape.Input(x), both).Column(0) + network.Apply(tape.Input(z), both).Column(0));
            ExpectSum(both, first, second, network);
        }
    }

    [Test]
    public void Accumulating_adds_and_else_leftovers_are_overwritten()
    {
        foreach (Network<T> network in Networks)
        {
            Slice<T> x = Steps<T>.Random(7, new Shape(5, network.Inputs)), once = JacobianOf(network, x, 0), twice = Leftovers(5, network);
            var tape = new Tape<T>();
            Variable<T> y = network.Apply(tape.Input(x), twice).Column(0);
            tape.Backward(y);
            Assert.That(twice.Span.ToArray(), Is.EqualTo(once.Span.ToArray()));
            tape.Backward(y, accumulate: true);
            ExpectSum(twice, once, once, network);
            tape.Backward(y);
            Assert.That(twice.Span.ToArray(), Is.EqualTo(once.Span.ToArray()));
        }
    }

    /// <summary>What no line reads has a Jacobian of zeros, in its own columns alone.</summary>
    [Test]
    public void What_is_not_reached_becomes_zero_and_nothing_else_is_written()
    {
        Network<T> network = Drawn([4], 1, Activation.Tanh);
        Slice<T> jacobian = Steps<T>.Random(3, new Shape(2, 9)), before = Slice<T>.Copy(jacobian.Span, jacobian.Shape);
        var tape = new Tape<T>();
        tape.WatchJacobian(Steps<T>.Random(4, new Shape(2, 2)), jacobian, 3);
        tape.Backward(network.Apply(tape.Input(Steps<T>.Random(5, new Shape(3, 2)))));
        for (int i = 0; i < 2; i++)
        {
            T[] row = jacobian.Matrix.Row(i).ToArray(), kept = before.Matrix.Row(i).ToArray();
            Assert.That(row[3..7], Is.All.EqualTo(T.Zero));
            Assert.That((row[..3], row[7..]), Is.EqualTo((kept[..3], kept[7..])));
        }
    }

    [Test]
    public void A_row_does_not_depend_on_its_neighbours()
    {
        foreach (Network<T> network in Networks)
        {
            Slice<T> points = Steps<T>.Random(9, new Shape(41, network.Inputs)), all = JacobianOf(network, points, 0);
            for (int start = 0; start < 41; start += 5)
            {
                int count = Math.Min(1 + start % 7, 41 - start);
                Slice<T> part = JacobianOf(network, points.Rows(start, count), 0);
                Assert.That(Bits.Of(part.Span), Is.EqualTo(Bits.Of(all.Rows(start, count).Span)), $"{network}, {count} rows from {start}");
            }
        }
    }

    [Test]
    public void It_has_the_same_bits_on_any_number_of_threads([Values(2, 3, 7)] int threads)
    {
        string Story() => string.Concat(Networks.Select(network =>
            Bits.Of(JacobianOf(network, Steps<T>.Random(9, new Shape(70, network.Inputs)), network.Outputs - 1).Span)));
        string alone = Story();
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Assert.That(Story(), Is.EqualTo(alone));
    }

    [Test]
    public void Nothing_is_allocated_after_the_first_pass()
    {
        Network<T> network = Drawn([12, 9], 1, Activation.Tanh);
        Slice<T> points = Steps<T>.Random(1, new Shape(40, 2)), jacobian = Leftovers(40, network);
        var tape = new Tape<T>();
        Variable<T> y = network.Apply(tape.Input(points), jacobian);
        tape.Backward(y);
        Assert.That(Allocation.OfProcess(() =>
        {
            network.Weights.Touch();
            tape.Replay();
            tape.Backward(y);
        }), Is.Zero);
    }

    // Biases that are not zero, so that none of the terms vanishes.
    private static Network<T> Drawn(int[] hidden, int outputs, Activation activation)
    {
        var network = Network<T>.Create(2, hidden, outputs, activation, seed: 31);
        Steps<T>.Random(32, new Shape(1, network.Weights.Count)).Span.CopyTo(network.Weights.All);
        network.Weights.Touch();
        return network;
    }

    private static Slice<T> Leftovers(int rows, Network<T> network)
    {
        Slice<T> jacobian = Slice<T>.Zeros(new Shape(rows, network.Weights.Count));
        jacobian.Span.Fill(T.NaN);
        return jacobian;
    }

    private static Slice<T> JacobianOf(Network<T> network, Slice<T> points, int output)
    {
        Slice<T> jacobian = Leftovers(points.Shape.Rows, network);
        var tape = new Tape<T>();
        tape.Backward(network.Apply(tape.Input(points), jacobian).Column(output));
        return jacobian;
    }

    private static T[] GradientOf(Network<T> network, Slice<T> points, int output)
    {
        Weights<T> gradients = network.Weights.ZerosLike();
        var tape = new Tape<T>();
        tape.Backward(network.Apply(tape.Input(points), gradients).Column(output));
        return gradients.All.ToArray();
    }

    private static void ExpectSum(Slice<T> got, Slice<T> first, Slice<T> second, Network<T> network)
    {
        T ulps = T.CreateChecked(4) * (T.BitIncrement(T.One) - T.One);
        for (int i = 0; i < got.Shape.Count; i++)
        {
            (T a, T b) = (first.Span[i], second.Span[i]);
            Assert.That(T.Abs(got.Span[i] - (a + b)) <= ulps * (T.Abs(a) + T.Abs(b)), $"{network}, {i}: {got.Span[i]} is not {a} + {b}");
        }
    }
}
