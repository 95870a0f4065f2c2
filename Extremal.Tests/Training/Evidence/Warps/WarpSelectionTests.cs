using Extremal.Data;
using Extremal.Memory;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Which inputs are learned in another coordinate: those of which the target is likelier so.</summary>
public sealed class WarpSelectionTests
{
    private static readonly InputWarp None = InputWarp.None;

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

    private static InputWarp[] Choose(Samples<double> samples)
    {
        InputWarps chosen = WarpSelection.Choose(samples, [.. Enumerable.Range(0, samples.Count)]);
        return [.. Enumerable.Range(0, 2).Select(chosen.Of)];
    }

    [Test]
    public void A_logarithm_is_seen_and_what_is_linear_stays()
    {
        InputWarp[] logarithm = Choose(Draw(random => Math.Exp(1.5 * Normal(random)), (x, z) => Math.Log(x) + z));
        InputWarp[] linear = Choose(Draw(random => Math.Exp(1.5 * Normal(random)), (x, z) => x + z));
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
        InputWarp[] levels = Choose(Draw(random => random.NextDouble() < 0.9 ? 0 : random.Next(1, 4), (x, z) => Math.Log(1 + x) + z));
        InputWarp[] even = Choose(Draw(random => random.NextDouble(), (x, z) => Math.Log(0.01 + x) + z));
        Assert.That(levels.Concat(even), Is.All.EqualTo(None));
    }

    [Test]
    public void What_is_left_of_the_skewness_is_little_and_mean_and_deviation_are_those_of_the_weighted_rows()
    {
        Samples<double> samples = Draw(
            random => Math.Exp(1.5 * Normal(random)), (x, z) => Math.Log(x) + z, weight: row => row % 2 == 0 ? 1.5 : 0.5);
        InputWarps chosen = WarpSelection.Choose(samples, [.. Enumerable.Range(0, samples.Count)]);
        Samples<double> warped = chosen.Apply(samples);
        ReadOnlySpan<double> weights = samples.Weights!.Value.Span;
        Column moments = Moments.Observe("x", warped.Inputs.Matrix, 0, weights);
        Assert.That(moments.Mean, Is.Zero.Within(1e-12));
        Assert.That(moments.StandardDeviation, Is.EqualTo(1).Within(1e-12));
        Assert.That(Moments.Skewness(warped.Inputs.Matrix, 0, weights, moments), Is.Zero.Within(0.3));
    }
}
