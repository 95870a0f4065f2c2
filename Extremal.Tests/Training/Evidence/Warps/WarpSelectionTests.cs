using Extremal.Data;
using Extremal.Memory;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Which inputs are learned in another coordinate: those of which the target is likelier so.</summary>
public sealed class WarpSelectionTests
{
    private static readonly Warp None = Warp.None;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // Two inputs, standardised, of which the first is drawn by the caller and the second is even.
    private static Samples<double> Draw(Func<Random, double> first, Func<double, double, double> target, int rows = 80, Func<int, double>? weight = null)
    {
        var random = new Random(5);
        double[] x = [.. Enumerable.Range(0, rows).Select(_ => first(random))], z = [.. x.Select(_ => random.NextDouble())];
        double[] y = [.. x.Zip(z, target)];
        Slice<double> inputs = Slice<double>.Zeros(new Shape(rows, 2)), targets = Slice<double>.Zeros(new Shape(rows, 1));
        Slice<double>? weights = weight is null ? null : Slice<double>.Zeros(new Shape(rows, 1));
        foreach ((double[] column, int j) in (ValueTuple<double[], int>[])[(x, 0), (z, 1), (y, 2)])
        {
            Column moments = Moments.Observe("x", new ReadOnlyMatrix<double>(column, new Shape(rows, 1)), 0, []);
            for (int i = 0; i < rows; i++)
            {
                double scaled = (column[i] - moments.Mean) / moments.StandardDeviation;
                (j < 2 ? ref inputs.Matrix[i, j] : ref targets.Matrix[i, 0]) = scaled;
                if (weights is { } slice)
                {
                    slice.Span[i] = weight!(i);
                }
            }
        }

        return new Samples<double>(inputs, targets, weights);
    }

    private static ChosenWarps ChooseWarps(Samples<double> samples)
    {
        int[] rows = [.. Enumerable.Range(0, samples.Count)];
        return WarpSelection.Choose(samples, rows, [.. RadialTrainer.Kinds.Select(units => RadialTrainer.Likeliest(samples, rows, units))]);
    }

    private static Warp[] Choose(Samples<double> samples)
    {
        InputWarps chosen = ChooseWarps(samples).Inputs;
        return [.. Enumerable.Range(0, 2).Select(chosen.Of)];
    }

    [Test]
    public void A_logarithm_is_seen_and_what_is_linear_stays()
    {
        Warp[] logarithm = Choose(Draw(random => Math.Exp(1.5 * Normal(random)), (x, z) => Math.Log(x) + z));
        Warp[] linear = Choose(Draw(random => Math.Exp(1.5 * Normal(random)), (x, z) => x + z));
        Assert.That(logarithm[0], Is.Not.EqualTo(None));
        Assert.That(logarithm[1], Is.EqualTo(None), "it is even");
        Assert.That(linear, Is.All.EqualTo(None));
    }

    [Test]
    public void An_input_that_is_dense_at_its_greatest_is_bent_there()
    {
        Samples<double> samples = Draw(random => -Math.Exp(1.5 * Normal(random)), (x, z) => Math.Log(-x) + z);
        double greatest = Enumerable.Range(0, samples.Count).Max(row => samples.Inputs.Matrix[row, 0]);
        Assert.That(Choose(samples)[0].Origin, Is.EqualTo(greatest));
    }

    [Test]
    public void Levels_and_even_inputs_are_no_candidates()
    {
        Warp[] levels = Choose(Draw(random => random.NextDouble() < 0.9 ? 0 : random.Next(1, 4), (x, z) => Math.Log(1 + x) + z));
        Warp[] even = Choose(Draw(random => random.NextDouble(), (x, z) => Math.Log(0.01 + x) + z));
        Assert.That(levels.Concat(even), Is.All.EqualTo(None));
    }

    [Test]
    public void What_is_left_of_the_skewness_is_little_and_mean_and_deviation_are_those_of_the_weighted_rows()
    {
        Samples<double> samples = Draw(
            random => Math.Exp(1.5 * Normal(random)), (x, z) => Math.Log(x) + z, weight: row => row % 2 == 0 ? 1.5 : 0.5);
        InputWarps chosen = ChooseWarps(samples).Inputs;
        Samples<double> warped = chosen.Apply(samples);
        ReadOnlySpan<double> weights = samples.Weights!.Value.Span;
        Column moments = Moments.Observe("x", warped.Inputs.Matrix, 0, weights);
        Assert.That(moments.Mean, Is.Zero.Within(1e-12));
        Assert.That(moments.StandardDeviation, Is.EqualTo(1).Within(1e-12));
        Assert.That(Moments.Skewness(warped.Inputs.Matrix, 0, weights, moments), Is.Zero.Within(0.3));
    }

    /// <summary>Of either sign, since the question may be for the greatest or for the least.</summary>
    [Test]
    public void A_target_over_decades_is_learned_in_a_logarithm_of_it([Values(-1, 1)] int sign)
    {
        Samples<double> samples = Draw(random => random.NextDouble(), (x, z) => sign * Math.Exp(6 * x * x + Math.Sin(3 * z)), rows: 50);
        ChosenWarps chosen = ChooseWarps(samples);
        double[] targets = samples.Targets.Span.ToArray();
        Assert.That(chosen.Target, Is.Not.EqualTo(None));
        Assert.That(chosen.Target.Origin, Is.EqualTo(sign > 0 ? targets.Min() : targets.Max()), "bent where the rows are dense");
        double[] warped = ChooseWarps(samples).Apply(samples).Targets.Span.ToArray();
        Assert.That(warped.Average(), Is.Zero.Within(1e-12));
        Assert.That(warped.Average(v => v * v), Is.EqualTo(1).Within(1e-12));
        Assert.That(warped.Select(chosen.Target.Invert), Is.EqualTo(targets).Within(1e-12));
    }

    [Test]
    public void A_target_stays_where_that_is_no_likelier_or_rows_left_out_are_missed_by_more()
    {
        Samples<double> square = Draw(random => random.NextDouble(), (x, z) => 9 * x * x + z, rows: 50);
        Assert.That(ChooseWarps(square).Target, Is.EqualTo(None));
        var equal = new Samples<double>(square.Inputs, Slice<double>.Zeros(square.Targets.Shape));
        Assert.That(ChooseWarps(equal).Target, Is.EqualTo(None));
    }

    /// <summary>By so much is the density of the numbers greater: the logarithm of the slope, summed.</summary>
    [Test]
    public void The_density_is_that_of_the_slope()
    {
        var warp = new Warp(-0.3, 0.05, 1.2, 0.7);
        double[] numbers = [-2, -0.3, 0, 1.5], v = new double[4], up = new double[4], down = new double[4];
        warp.Apply([.. numbers.Select(u => u + 1e-6)], up);
        warp.Apply([.. numbers.Select(u => u - 1e-6)], down);
        Assert.That(warp.LogDensity(numbers), Is.EqualTo(up.Zip(down, (a, b) => Math.Log((a - b) / 2e-6)).Sum()).Within(1e-6));
        warp.Apply(numbers, v);
        Assert.That(v.Select(warp.Invert), Is.EqualTo(numbers).Within(1e-14));
    }
}
