using System.Numerics;
using Extremal.Certificates;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>What functions declare of their curves, against the true functions.</summary>
public sealed class CurveTests
{
    private const int Seed = 3;
    private const double Unit = 1.1102230246251565e-16;

    private static IEnumerable<object> Graphs => Graph.All;

    private static IEnumerable<Type> Functions => typeof(IElementwiseFunction).Assembly.GetTypes()
        .Where(type => type.IsValueType && type.IsAssignableTo(typeof(IElementwiseFunction)));

    [Test]
    public void Every_formula_declares_its_curve([ValueSource(nameof(Functions))] Type function) =>
        Assert.That(((IElementwiseFunction)Activator.CreateInstance(function)!).Curve.IsKnown);

    [Test]
    public void Every_formula_is_tested_here() =>
        Assert.That(Graph.All.Select(graph => graph.Activation.Use(new TypeOfFormula())).Distinct(), Is.EquivalentTo(Functions));

    [Test]
    public void Pieces_bend_as_they_are_said_to([ValueSource(nameof(Graphs))] object graph)
    {
        var of = (Graph)graph;
        Curve curve = Relaxation.Of(of.Activation).Curve;
        var random = new Random(Seed);
        foreach (CurvePiece piece in curve.Pieces)
        {
            double from = Math.Max(piece.From, Math.Max(of.From, -Math.Min(of.Reach, 30)));
            double to = Math.Min(piece.To, Math.Min(of.Reach, 30));
            for (int k = 0; k < 1000; k++)
            {
                double[] z = [.. Enumerable.Range(0, 3).Select(_ => Intervals.Point(random, from, to, [])).Order()];
                DoubleDouble first = (of.Value(z[1]) - of.Value(z[0])) * ((DoubleDouble)z[2] - z[1]);
                DoubleDouble second = (of.Value(z[2]) - of.Value(z[1])) * ((DoubleDouble)z[1] - z[0]);
                double bend = (second - first).High;
                double blur = 1e-27 * (1 + Math.Abs(first.High));
                Assert.That(
                    piece.Curvature switch { Curvature.Convex => bend >= -blur, Curvature.Concave => bend <= blur, _ => Math.Abs(bend) <= blur },
                    $"seed {Seed}: {piece} at {z[0]:R}, {z[1]:R}, {z[2]:R}: {bend:R}");
            }
        }
    }

    [Test]
    public void The_bend_changes_at_a_border_and_nowhere_near([ValueSource(nameof(Graphs))] object graph)
    {
        const double Step = 1e-6;
        var of = (Graph)graph;
        IReadOnlyList<CurvePiece> pieces = Relaxation.Of(of.Activation).Curve.Pieces;
        for (int i = 1; i < pieces.Count; i++)
        {
            double border = pieces[i].From;
            Assert.That(BendAt(border - 2 * Step), Is.EqualTo(pieces[i - 1].Curvature));
            Assert.That(BendAt(border + 2 * Step), Is.EqualTo(pieces[i].Curvature));
        }

        Curvature BendAt(double z)
        {
            (double left, double right) = (z - Step, z + Step);
            DoubleDouble first = (of.Value(z) - of.Value(left)) * ((DoubleDouble)right - z);
            DoubleDouble second = (of.Value(right) - of.Value(z)) * ((DoubleDouble)z - left);
            double bend = (second - first).High;
            return Math.Abs(bend) < 1e-27 ? Curvature.Straight : bend > 0 ? Curvature.Convex : Curvature.Concave;
        }
    }

    [Test]
    public void Between_turns_it_is_monotone([ValueSource(nameof(Graphs))] object graph)
    {
        var of = (Graph)graph;
        Curve curve = Relaxation.Of(of.Activation).Curve;
        double[] turns = [.. curve.Extrema];
        double low = curve.Period > 0 ? turns[0] : Math.Max(of.From, -Math.Min(of.Reach, 30));
        double high = curve.Period > 0 ? turns[0] + curve.Period : Math.Min(of.Reach, 30);
        double[] ends = [low, .. turns.Where(turn => turn > low), high];
        var random = new Random(Seed);
        int direction = 0;
        for (int i = 0; i + 1 < ends.Length; i++)
        {
            int whole = Math.Sign((of.Value(ends[i + 1]) - of.Value(ends[i])).High);
            Assert.That(whole, Is.Not.Zero.And.Not.EqualTo(direction));
            direction = whole;
            for (int k = 0; k < 1000; k++)
            {
                double a = Intervals.Point(random, ends[i], ends[i + 1], []);
                double b = Intervals.Point(random, ends[i], ends[i + 1], []);
                double rise = (of.Value(Math.Max(a, b)) - of.Value(Math.Min(a, b))).High;
                Assert.That(rise * direction, Is.GreaterThanOrEqualTo(-1e-30), $"seed {Seed}: from {a:R} to {b:R}");
            }
        }
    }

    [Test]
    public void Values_are_as_close_as_declared([ValueSource(nameof(Graphs))] object graph)
    {
        var of = (Graph)graph;
        Relaxation relaxation = Relaxation.Of(of.Activation);
        double[] special = LineCheck.Special(relaxation.Curve);
        (double[] z, _) = Intervals.Random(new Random(Seed), 20_000, of.From, Math.Min(of.Reach, 80), special);
        double[] inDouble = of.Activation.Use(new Applying<double>(z));
        float[] single = [.. z.Select(number => (float)number)];
        float[] inSingle = of.Activation.Use(new Applying<float>(single));
        for (int i = 0; i < z.Length; i++)
        {
            AssertError(z[i], inDouble[i], isSingle: false);
            if (single[i] >= of.From)
            {
                AssertError(single[i], inSingle[i], isSingle: true);
            }
        }

        void AssertError(double at, double computed, bool isSingle)
        {
            DoubleDouble y = of.Value(at);
            double error = Math.Abs((computed - y).High);
            double bound = relaxation.ValueError(Math.Abs(at), Math.Abs(y.High), isSingle);
            Assert.That(
                error, Is.LessThanOrEqualTo(bound), $"seed {Seed}: φ({at:R}) = {y.High:R}, computed {computed:R}, in float: {isSingle}");
        }
    }

    [Test]
    public void Slopes_are_as_close_as_declared([ValueSource(nameof(Graphs))] object graph)
    {
        const double Step = 1e-9;
        var of = (Graph)graph;
        Curve curve = Relaxation.Of(of.Activation).Curve;
        (double[] z, _) = Intervals.Random(new Random(Seed), 5000, of.From < 0 ? -0.9 + Math.Min(0, of.From + 1) : 0.5, 12, [0]);
        z = [.. z.Where(number => number > of.From && Math.Abs(number) < of.Reach - 1)];
        z = [.. z.Where(number => curve.Kinks.All(kink => Math.Abs(number - kink) > Step) && !(Math.Abs(number - of.Joint) <= 1e-4))];
        double[] slopes = of.Activation.Use(new Sloping(z));
        for (int i = 0; i < z.Length; i++)
        {
            // The error of the quotient is a sixth of the third derivative times 10⁻¹⁸, and 10⁻³⁰ / 10⁻⁹ of rounding.
            (double left, double right) = (z[i] - Step, z[i] + Step);
            DoubleDouble slope = (of.Value(right) - of.Value(left)) / ((DoubleDouble)right - left);
            double blur = of.Activation.Name is "exp" ? 1e-18 * Math.Abs(slope.High) : 1e-16;
            double bound = curve.DerivativeError * Unit * Math.Max(1, Math.Abs(slope.High)) + blur;
            Assert.That(
                Math.Abs((slopes[i] - slope).High),
                Is.LessThanOrEqualTo(bound),
                $"seed {Seed}: φ′({z[i]:R}) = {slope.High:R}, computed {slopes[i]:R}");
        }
    }

    private sealed class TypeOfFormula : IFunctionUse<Type>
    {
        public Type With<F>(F function) where F : struct, IElementwiseFunction => typeof(F);
    }

    private sealed class Applying<T>(T[] z) : IFunctionUse<T[]> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T[] With<F>(F function) where F : struct, IElementwiseFunction
        {
            var y = new T[z.Length];
            Pointwise.Apply<T, F>(function, z, y);
            return y;
        }
    }

    private sealed class Sloping(double[] z) : IFunctionUse<double[]>
    {
        public double[] With<F>(F function) where F : struct, IElementwiseFunction
        {
            var y = new double[z.Length];
            Pointwise.Apply<double, F>(function, z, y);
            var slopes = new double[z.Length];
            Array.Fill(slopes, 1);
            Pointwise.ScaleBySlope<double, F>(function, z, y, slopes);
            return slopes;
        }
    }
}
