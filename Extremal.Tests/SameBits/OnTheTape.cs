using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.SameBits;

/// <summary>What the tape computes: functions at special values, an extremal search by hand, overflow.</summary>
internal static class OnTheTape<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<Part> Parts =>
    [
        .. Functions.Select(function => Part(function.Key, hash => ValuesAndSlopes(hash, function.Value))),
        Part("points that move", Search),
        Part("overflow", Overflow),
    ];

    private static KeyValuePair<string, Func<Variable<T>, Variable<T>>>[] Functions =>
    [
        new("exp", x => x.Exp()), new("log", x => x.Log()), new("log1p", x => x.Log1p()), new("sqrt", x => x.Sqrt()),
        new("tanh", x => x.Tanh()), new("sigmoid", x => x.Sigmoid()), new("softplus", x => x.Softplus()), new("sine", x => x.Sin()),
        new("silu", x => x.Apply(default(SiLU))), new("gelu", x => x.Apply(default(GELU))), new("elu", x => x.Apply(new ELU(0.7))),
        new("power", x => x.Abs().Power(x)), new("quotient", x => x / (x.Square() + T.One)),
        new("greatest, least", x => x.Max(-x).Min(x + x)),
    ];

    private static Part Part(string name, Action<NumberHash> run) => new($"{Numbers<T>.Type} {name}", run);

    /// <summary>Numbers of every magnitude, and all that are special; among the results are infinities and NaNs.</summary>
    private static void ValuesAndSlopes(NumberHash hash, Func<Variable<T>, Variable<T>> function)
    {
        Slice<T> x = Numbers<T>.Uniform(31, new Shape(45, 1), -20, 20), slopes = Slice<T>.Zeros(x.Shape);
        T scale = T.CreateTruncating(1e-6);
        for (int i = 15; i < 45; i++)
        {
            x.Span[i] *= i < 30 ? T.CreateTruncating(0.1) : scale;
            scale *= i < 30 ? T.One : T.CreateTruncating(10);
        }

        ReadOnlySpan<T> special =
        [
            T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Zero, T.NegativeZero, T.Epsilon, -T.Epsilon, T.One, T.NegativeOne,
            T.E * T.CreateTruncating(1e30),
        ];
        special.CopyTo(x.Span);
        var tape = new Tape<T>();
        Variable<T> y = function(tape.Watch(x, slopes));
        tape.Backward(y);
        hash.Add(y.Value);
        hash.Add<T>(slopes.Span);
        RequireNaNs(hash);
    }

    /// <summary>The extremal stage in its plainest form: the points are watched, the weights are constants.</summary>
    private static void Search(NumberHash hash)
    {
        Network<T> network = Network<T>.Create(5, [19, 7], 2, Activation.Sine, seed: 9);
        Slice<T> points = Numbers<T>.Uniform(51, new Shape(37, 5)), slopes = Slice<T>.Zeros(points.Shape);
        UpdateRule<T> rule = Optimizer.Adam(0.05).Create<T>(points.Shape.Count);
        var box = new Box<T>([.. Enumerable.Repeat(T.NegativeOne, 5)], [.. Enumerable.Repeat(T.One, 5)]);
        var tape = new Tape<T>();
        Variable<T> loss = -network.Apply(tape.Watch(points, slopes)).Column(1);
        for (int step = 0; step < 20; step++)
        {
            tape.Replay();
            tape.Backward(loss);
            rule.Step(points.Span, slopes.Span);
            for (int i = 0; i < points.Shape.Rows; i++)
            {
                box.Project(points.Matrix.Row(i));
            }
        }

        hash.Add<T>(points.Span);
        hash.Add<T>(slopes.Span);
    }

    /// <summary>Weights and points so great that sums overflow and infinities meet: NaNs in values and gradients.</summary>
    private static void Overflow(NumberHash hash)
    {
        Network<T> network = Network<T>.Create(5, [19, 7], 3, Activation.GELU, seed: 10);
        Weights<T> gradients = network.Weights.ZerosLike();
        Slice<T> points = Numbers<T>.Uniform(61, new Shape(37, 5)), slopes = Slice<T>.Zeros(points.Shape);
        for (int i = 0; i < points.Shape.Rows; i += 2)
        {
            points.Matrix[i, i % 5] = i % 4 == 0 ? T.PositiveInfinity : T.CreateTruncating(typeof(T) == typeof(float) ? 3e38 : 1e308);
        }

        var tape = new Tape<T>();
        Variable<T> y = network.Apply(tape.Watch(points, slopes), gradients);
        tape.Backward(y.Square().RowSums());
        hash.Add(y.Value);
        hash.Add<T>(slopes.Span);
        hash.Add<T>(gradients.All);
        RequireNaNs(hash);
    }

    private static void RequireNaNs(NumberHash hash)
    {
        if (hash.NaNs == 0)
        {
            throw new InvalidOperationException("This part is there for its NaNs, and has none.");
        }
    }
}
