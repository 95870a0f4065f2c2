using Extremal.Data;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// In which coordinates a target is learned: those in which a Gaussian process of some rows finds it likelier. An input is a candidate if it is
/// skewed; its coordinate is the one with the least skewness left. The target's is the likeliest one (J. Snoek and others, "Input warping for
/// Bayesian optimization of non-stationary functions", 2014; E. Snelson, C. E. Rasmussen and Z. Ghahramani, "Warped Gaussian processes", 2004).
/// </summary>
internal sealed class WarpSelection
{
    /// <summary>The most rows whose likelihood is asked for.</summary>
    public const int MostRows = 200;

    // Inputs of a design are even, and some dozens of a normal distribution seldom have as much.
    private const double LeastSkewness = 1;

    // Fewer are levels or labels.
    private const int FewestValues = 5;

    // An input's scale is the range divided by a power of two from ½ to 2¹³, a target's by 2, 2³, 2⁵, 2⁷ or 2⁹.
    private const int LeastHalvings = -1, MostHalvings = 13, FirstHalvings = 1, LastHalvings = 9, HalvingsPerStep = 2;

    // That a likelihood is e¹⁰ times greater is hardly by chance.
    private const double LeastGain = 10;

    private readonly Samples<double> _samples, _few;
    private RadialLengths[] _lengths;

    private WarpSelection(Samples<double> samples, int[] rows, RadialLengths[] lengths) =>
        (_samples, _few, _lengths) = (samples, samples.Take(rows), lengths);

    /// <summary>The likelier coordinates.</summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="rows">Those whose likelihood decides.</param>
    /// <param name="lengths">The likeliest lengths of both kinds of units for those rows as they are.</param>
    public static ChosenWarps Choose(Samples<double> samples, int[] rows, RadialLengths[] lengths)
    {
        var selection = new WarpSelection(samples, rows, lengths);
        InputWarps inputs = selection.ChooseInputs();
        Warp target = selection.ChooseTarget(inputs);
        return new ChosenWarps(inputs, target, selection._lengths);
    }

    private InputWarps ChooseInputs()
    {
        var chosen = InputWarps.None(_samples.Inputs.Shape.Columns);
        foreach (int input in Enumerable.Range(0, _samples.Inputs.Shape.Columns))
        {
            if (Find(input) is { } warp)
            {
                InputWarps tried = chosen.With(input, warp);
                RadialLengths[] lengths = Likeliest(tried.Apply(_few));
                (chosen, _lengths) = Greatest(lengths) > Greatest(_lengths) ? (tried, lengths) : (chosen, _lengths);
            }
        }

        return chosen;
    }

    // From the widest scale to narrower ones as long as the target becomes likelier. Each search for lengths begins with those of the plain
    // target, so that its likelihood may be less than the greatest, never more.
    private Warp ChooseTarget(InputWarps inputs)
    {
        Samples<double> few = inputs.Apply(_few);
        (Column column, double skewness) = Observe(_samples.Targets, 0);
        RadialLengths plain = _lengths.MaxBy(lengths => lengths.LogLikelihood)!;
        (Warp chosen, double greatest) = (Warp.None, plain.LogLikelihood);
        for (int halvings = FirstHalvings; halvings <= LastHalvings && column.Maximum > column.Minimum; halvings += HalvingsPerStep)
        {
            Warp tried = Warped(_samples.Targets, 0, column, skewness, halvings).Warp;
            double likelihood = RadialTrainer.Likeliest(ChosenWarps.Apply(tried, few), plain).LogLikelihood + tried.LogDensity(few.Targets.Span);
            if (!(likelihood > greatest))
            {
                break;
            }

            (chosen, greatest) = (tried, likelihood);
        }

        if (!(greatest >= plain.LogLikelihood + LeastGain))
        {
            return Warp.None;
        }

        RadialLengths[] lengths = Likeliest(ChosenWarps.Apply(chosen, few));
        if (!(SquaresLeftOut(few, chosen, lengths) < SquaresLeftOut(few, Warp.None, _lengths)))
        {
            return Warp.None;
        }

        _lengths = lengths;
        return chosen;
    }

    // Of what the likelier kind of radial network misses of each row, or group, without it, in the target's unit: a coordinate is good for
    // nothing if the target is predicted worse.
    private static double SquaresLeftOut(Samples<double> plain, Warp warp, RadialLengths[] lengths)
    {
        Samples<double> samples = ChosenWarps.Apply(warp, plain);
        double[] missed = RadialTrainer.Fit(samples, [.. Enumerable.Range(0, samples.Count)], lengths.MaxBy(kind => kind.LogLikelihood)!).LeftOut;
        double sum = 0;
        for (int row = 0; row < missed.Length; row++)
        {
            double miss = warp == Warp.None ? missed[row] : plain.Targets.Span[row] - warp.Invert(samples.Targets.Span[row] - missed[row]);
            sum += miss * miss * (samples.Weights is { } weights ? weights.Span[row] : 1);
        }

        return sum;
    }

    private static RadialLengths[] Likeliest(Samples<double> samples)
    {
        int[] all = [.. Enumerable.Range(0, samples.Count)];
        return [.. RadialTrainer.Kinds.Select(units => RadialTrainer.Likeliest(samples, all, units))];
    }

    private static double Greatest(RadialLengths[] lengths) => lengths.Max(kind => kind.LogLikelihood);

    // The coordinate of least skewness from the end where the rows are dense; null for an input that is not skewed.
    private Warp? Find(int input)
    {
        (Column column, double skewness) = Observe(_samples.Inputs, input);
        if (!(Math.Abs(skewness) > LeastSkewness) || Enumerable.Range(0, _samples.Count)
            .Select(row => _samples.Inputs.Matrix[row, input]).Distinct().Take(FewestValues).Count() < FewestValues)
        {
            return null;
        }

        return Enumerable.Range(LeastHalvings, MostHalvings - LeastHalvings + 1)
            .Select(halvings => Warped(_samples.Inputs, input, column, skewness, halvings))
            .MinBy(one => Math.Abs(one.Skewness)).Warp;
    }

    // From the end where the rows are dense, and the skewness that is left.
    private (Warp Warp, double Skewness) Warped(Slice<double> columns, int j, Column column, double skewness, int halvings)
    {
        double scale = (column.Maximum - column.Minimum) * double.ScaleB(1, -halvings);
        var bare = new Warp(skewness > 0 ? column.Minimum : column.Maximum, scale, 0, 1);
        double[] numbers = [.. Enumerable.Range(0, _samples.Count).Select(row => columns.Matrix[row, j])];
        bare.Apply(numbers, numbers);
        (Column warped, double left) = Observe(Slice<double>.Copy(numbers, new Shape(numbers.Length, 1)), 0);
        return (bare with { Mean = warped.Mean, Deviation = warped.StandardDeviation }, left);
    }

    private (Column Column, double Skewness) Observe(Slice<double> columns, int j)
    {
        ReadOnlySpan<double> weights = _samples.Weights is { } slice ? slice.Span : [];
        Column column = Moments.Observe("x", columns.Matrix, j, weights);
        return (column, Moments.Skewness(columns.Matrix, j, weights, column));
    }
}
