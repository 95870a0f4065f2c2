using System.Numerics;
using System.Runtime.InteropServices;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// The law of the fused layer: it has the bits of an affine map followed by the activation, forward and backward, with weights that are
/// watched, read anew, or constant and kept in panels.
/// </summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
internal sealed class LayerTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Activations =
        ["relu", "sigmoid", "tanh", "softplus", "silu", "gelu", "sine", "asinh", "leakyRelu(0.1)", "elu(0.7)"];

    private static readonly (int Rows, int Inputs, int Outputs)[] Sizes =
        [(1, 3, 5), (1, 64, 64), (7, 4, 33), (13, 9, 1), (40, 1, 17), (32, 70, 64), (15, 500, 40), (3, 0, 4)];

    [TestCaseSource(nameof(Activations))]
    public void Has_the_bits_of_its_parts(string name)
    {
        Activation activation = Activation.Parse(name);
        foreach ((int rows, int inputs, int outputs) in Sizes)
        {
            var random = new Random(1000 * rows + 10 * inputs + outputs);
            Slice<T>[] data = [Drawn(random, rows, inputs), Drawn(random, inputs, outputs), Drawn(random, 1, outputs)];
            foreach (bool areConstant in new[] { false, true })
            {
                Side fused = new(data, areConstant, x => x[0].Tape.Record(activation.Layer<T>(), x[0], x[1], x[2]));
                Side parts = new(data, areConstant, x => x[0].Tape.Record(activation.Operation<T>(), x[0].Affine(x[1], x[2])));
                for (int replay = 0; replay < 3; replay++)
                {
                    string where = $"{name}, {rows} × {inputs} × {outputs}, constant {areConstant}, replay {replay}";
                    AssertSame(fused.Y.Value.Span, parts.Y.Value.Span, where + ", y");
                    for (int k = 0; k < data.Length; k++)
                    {
                        AssertSame(fused.Adjoints[k].Span, parts.Adjoints[k].Span, $"{where}, adjoint {k}");
                    }

                    fused.Replay();
                    parts.Replay();
                }
            }
        }
    }

    [Test]
    public void Constants_are_packed_anew_after_a_reset()
    {
        var random = new Random(5);
        Slice<T> x = Drawn(random, 20, 6), w = Drawn(random, 6, 40), b = Drawn(random, 1, 40);
        var tape = new Tape<T>();
        T[] Run()
        {
            tape.Reset();
            Variable<T> y = tape.Input(x).Affine(tape.Constant(w), tape.Constant(b));
            tape.Replay();
            tape.Replay();
            return y.Value.Span.ToArray();
        }

        T[] before = Run();
        w.Span[7] += T.One;
        T[] after = Run();
        var fresh = new Tape<T>();
        Assert.That(after, Is.Not.EqualTo(before));
        Assert.That(after, Is.EqualTo(fresh.Input(x).Affine(fresh.Input(w), fresh.Input(b)).Value.Span.ToArray()));
    }

    private static Slice<T> Drawn(Random random, int rows, int columns)
    {
        Slice<T> slice = Slice<T>.Zeros(new Shape(rows, columns));
        foreach (ref T x in slice.Span)
        {
            x = T.CreateChecked(2 * random.NextDouble() - 1);
        }

        return slice;
    }

    private static void AssertSame(ReadOnlySpan<T> got, ReadOnlySpan<T> wanted, string where) =>
        Assert.That(MemoryMarshal.AsBytes(got).SequenceEqual(MemoryMarshal.AsBytes(wanted)), Is.True, where);

    private sealed class Side
    {
        private readonly Tape<T> _tape = new();
        private readonly Variable<T> _loss;

        public Side(Slice<T>[] data, bool areConstant, Func<Variable<T>[], Variable<T>> record)
        {
            Adjoints = [.. data.Select(slice => Slice<T>.Zeros(slice.Shape))];
            Y = record([.. data.Select((slice, k) =>
                areConstant && k > 0 ? _tape.Constant(slice) : _tape.Watch(slice, Adjoints[k]))]);
            _loss = (Y * Y + Y).RowSums();
            _tape.Backward(_loss);
        }

        public Slice<T>[] Adjoints { get; }

        public Variable<T> Y { get; }

        public void Replay()
        {
            _tape.Replay();
            _tape.Backward(_loss);
        }
    }
}
