using Extremal.Data;
using Extremal.Kernels.Functions;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// Which inputs are learned in another coordinate: of those that are skewed each for which a Gaussian process of some rows finds the target
/// likelier so (E. Snelson, C. E. Rasmussen and Z. Ghahramani warp targets, "Warped Gaussian processes", 2004; J. Snoek and others inputs,
/// "Input warping for Bayesian optimization of non-stationary functions", 2014). The coordinate is the one with the least skewness left.
/// </summary>
internal static class WarpSelection
{
    /// <summary>The most rows whose likelihood is asked for.</summary>
    public const int MostRows = 200;

    // Inputs of a design are even, and some dozens of a normal distribution seldom have as much.
    private const double LeastSkewness = 1;

    // Fewer are levels or labels.
    private const int FewestValues = 5;

    // The scale is the range divided by a power of two from ½ to 2¹³.
    private const int LeastHalvings = -1, MostHalvings = 13;

    /// <summary>The likelier coordinates of each input.</summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="rows">Those whose likelihood decides.</param>
    public static InputWarps Choose(Samples<double> samples, int[] rows)
    {
        int inputs = samples.Inputs.Shape.Columns;
        var chosen = InputWarps.None(inputs);
        (int Input, InputWarp Warp)[] candidates = [.. Enumerable.Range(0, inputs).Select(j => (j, Find(samples, j)))
            .Where(one => one.Item2 is not null).Select(one => (one.j, one.Item2!.Value))];
        if (candidates.Length == 0)
        {
            return chosen;
        }

        Samples<double> few = samples.Take(rows);
        double greatest = LogLikelihood(few);
        foreach ((int input, InputWarp warp) in candidates)
        {
            InputWarps tried = chosen.With(input, warp);
            double likelihood = LogLikelihood(tried.Apply(few));
            (chosen, greatest) = likelihood > greatest ? (tried, likelihood) : (chosen, greatest);
        }

        return chosen;
    }

    private static double LogLikelihood(Samples<double> samples)
    {
        int[] all = [.. Enumerable.Range(0, samples.Count)];
        return Math.Max(
            RadialTrainer.Likeliest<RadialGaussian>(samples, all, Activation.RadialGaussian).LogLikelihood,
            RadialTrainer.Likeliest<RadialMatern>(samples, all, Activation.RadialMatern).LogLikelihood);
    }

    // The coordinate of least skewness from the end where the rows are dense; null for an input that is not skewed.
    private static InputWarp? Find(Samples<double> samples, int input)
    {
        (Column column, double skewness) = Observe(samples, input);
        if (!(Math.Abs(skewness) > LeastSkewness) || Enumerable.Range(0, samples.Count)
            .Select(row => samples.Inputs.Matrix[row, input]).Distinct().Take(FewestValues).Count() < FewestValues)
        {
            return null;
        }

        double origin = skewness > 0 ? column.Minimum : column.Maximum, range = column.Maximum - column.Minimum;
        return Enumerable.Range(LeastHalvings, MostHalvings - LeastHalvings + 1)
            .Select(halvings => Warped(origin, range * double.ScaleB(1, -halvings)))
            .MinBy(one => Math.Abs(one.Skewness)).Warp;

        (InputWarp Warp, double Skewness) Warped(double origin, double scale)
        {
            var bare = new InputWarp(origin, scale, 0, 1);
            (Column warped, double left) = Observe(InputWarps.None(samples.Inputs.Shape.Columns).With(input, bare).Apply(samples), input);
            return (bare with { Mean = warped.Mean, Deviation = warped.StandardDeviation }, left);
        }
    }

    private static (Column Column, double Skewness) Observe(Samples<double> samples, int input)
    {
        ReadOnlySpan<double> weights = samples.Weights is { } slice ? slice.Span : [];
        Column column = Moments.Observe("input", samples.Inputs.Matrix, input, weights);
        return (column, Moments.Skewness(samples.Inputs.Matrix, input, weights, column));
    }
}
