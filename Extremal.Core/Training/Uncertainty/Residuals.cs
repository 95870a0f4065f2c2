using Extremal.Data;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>
/// How far a model was off on rows that it did not learn from: what conformal intervals are made of, kept and saved with the model. Plain, an
/// output's scores are |y − ŷ|, and every point gets the same width. Scaled, they are |y − ŷ| / √(s² + φ²) with s the spread of the members at
/// the row and φ the median of |y − ŷ|, so that the interval is wider where the members disagree (H. Papadopoulos et al., "Inductive confidence
/// machines for regression", ECML 2002: normalised nonconformity). Scaled is chosen where the spreads tell the
/// size of the residuals and it makes the intervals shorter on average, and for posteriors that were calibrated. Where the data have groups,
/// each group counts once.
/// </summary>
public sealed class Residuals
{
    // By this level the two are compared, whatever is asked later. Few residuals cannot tell.
    private const double Level = 0.9;
    private const double Surely = 3;
    private const int FewestToScale = 40;
    private const double WorthIt = 0.95;

    private readonly Scores[] _scores;
    private readonly double[] _floors;

    /// <summary>From their numbers, as they are read from a file.</summary>
    /// <param name="origin">Where they come from.</param>
    /// <param name="scores">For each output the scores.</param>
    /// <param name="floors">For each output φ if its scores are scaled, else 0.</param>
    /// <exception cref="ArgumentException">There is no output, or a floor is negative or not finite.</exception>
    internal Residuals(ResidualOrigin origin, IReadOnlyList<Scores> scores, ReadOnlySpan<double> floors)
    {
        (Origin, _scores, _floors) = (origin, [.. scores], floors.ToArray());
        if (scores.Count == 0 || floors.Length != scores.Count || !_floors.All(floor => floor >= 0 && double.IsFinite(floor)))
        {
            throw new ArgumentException("Residuals wants scores of at least one output, and for each output a floor that is not negative.");
        }
    }

    /// <summary>
    /// The residuals of all rows that an assessment held out, for conformal intervals: by groups where groups were held out, each of which counts
    /// once, else by rows.
    /// </summary>
    public static Residuals Of(Assessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        HeldOut[] scores = [.. Enumerable.Range(0, assessment.Noise.Count).Select(assessment.Of)];
        bool several = scores[0].Folds.Any(fold => fold.Trainings.Count > 1);
        return Of(
            ResidualOrigin.OutOfFold, [.. scores.Select(score => score.Residuals.ToArray())],
            several ? [.. scores.Select(score => score.Spreads.ToArray())] : null, scores[0].ByGroups ? [.. assessment.Groups] : []);
    }

    /// <summary>Where they come from.</summary>
    public ResidualOrigin Origin { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _scores.Length;

    /// <summary>How many residuals an output has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public int Count(int output = 0) => _scores[Require(output)].Values.Length;

    /// <summary>Of how many groups the residuals of an output are; 0 if the data have no groups.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public int Groups(int output = 0) => _scores[Require(output)].Groups.IsEmpty ? 0 : _scores[output].Independent;

    /// <summary>Whether an output's intervals are wider where the members of the ensemble disagree.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public bool IsScaled(int output = 0) => _floors[Require(output)] > 0;

    /// <summary>Half the width of the interval for a measurement, in the target's unit; null if there are too few residuals for the level.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <param name="spread">The members' sample deviation at the point in the target's unit, 0 for a single network.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1, or there is no such output.</exception>
    public double? HalfWidth(double level, double spread = 0, int output = 0)
    {
        ConformalRank.Require(level);
        double? half = _scores[Require(output)].Quantile(level) * (IsScaled(output) ? Scale(spread, _floors[output]) : 1);
        return half < double.PositiveInfinity ? half : null;
    }

    /// <summary>Why there is no interval for a level, in words; null if there is one.</summary>
    /// <param name="level">The probability, between 0 and 1.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not between 0 and 1, or there is no such output.</exception>
    public string? NoIntervalReason(double level, int output = 0)
    {
        int needed = Conformal.Needed(level), has = _scores[Require(output)].Independent;
        string what = Groups(output) > 0 ? "groups" : "rows";
        return has < needed ? FormattableString.Invariant(
                $"{100 * level:G4} % want at least {needed} {what} that no training saw, and there are {has}")
            : HalfWidth(level, 0, output) is null ? $"too many {what} were predicted by no finite number"
            : null;
    }

    /// <summary>Number and origin in words.</summary>
    public override string ToString() => string.Join("; ", Enumerable.Range(0, Outputs).Select(output =>
        FormattableString.Invariant($"{Count(output)} {ResidualOrigins.Word(Origin)} residuals{(Groups(output) > 0 ? $" of {Groups(output)} groups" : "")}")
        + (IsScaled(output) ? ", scaled by the members' spread" : "")));

    /// <summary>An output's scores.</summary>
    internal Scores Scores(int output) => _scores[output];

    /// <summary>φ, or 0 if an output's scores are plain.</summary>
    internal double Floor(int output) => _floors[output];

    /// <summary>Plain or scaled, whichever gives the shorter intervals.</summary>
    /// <param name="origin">Where they come from.</param>
    /// <param name="residuals">For each output; NaN is left out.</param>
    /// <param name="spreads">For each output the members' sample deviations at the same rows, NaN where unknown; null for a single network.</param>
    /// <param name="groups">The number of each row's group; empty if there are no groups.</param>
    /// <param name="areCalibrated">
    /// Whether the spreads are posteriors', calibrated by the same residuals: then scores are scaled whatever the lengths, for a point that a
    /// search chose lies where the spread is greater than at the rows.
    /// </param>
    internal static Residuals Of(
        ResidualOrigin origin, double[][] residuals, double[][]? spreads = null, ReadOnlySpan<int> groups = default, bool areCalibrated = false)
    {
        var scores = new Scores[residuals.Length];
        double[] floors = new double[residuals.Length];
        for (int output = 0; output < residuals.Length; output++)
        {
            (scores[output], floors[output]) = spreads is null
                ? (Training.Scores.Of(residuals[output], groups), 0)
                : Shorter(residuals[output], spreads[output], groups.ToArray(), areCalibrated);
        }

        return new Residuals(origin, scores, floors);
    }

    private static (Scores Scores, double Floor) Shorter(double[] residuals, double[] spreads, int[] groups, bool areCalibrated)
    {
        var plain = Training.Scores.Of(residuals, groups);
        int count = plain.Values.Length;
        double floor = count > 0 ? plain.Values[count / 2] : 0;
        int[] known = [.. Enumerable.Range(0, residuals.Length).Where(i => !double.IsNaN(residuals[i]) && double.IsFinite(spreads[i]))];
        if (floor == 0 || !double.IsFinite(floor) || 2 * known.Length < count)
        {
            return (plain, 0);
        }

        double[] scales = [.. known.Select(i => Scale(spreads[i], floor))];
        var scaled = Training.Scores.Of(
            [.. known.Select((row, k) => residuals[row] / scales[k])], groups.Length > 0 ? [.. known.Select(row => groups[row])] : []);
        if (scaled.Independent < FewestToScale)
        {
            return (plain, 0);
        }

        double mean = 0;
        Array.ForEach(scales, scale => mean += scale / scales.Length);
        bool helps = areCalibrated || (mean * scaled.Quantile(Level) < WorthIt * plain.Quantile(Level)
            && Tell([.. known.Select(i => spreads[i])], [.. known.Select(i => Math.Abs(residuals[i]))], scaled.Independent));
        return helps ? (scaled, floor) : (plain, 0);
    }

    // One quantile may be shorter by chance, so the spreads also have to tell the size: of the n/2 rows with the greater spreads n/4 would have
    // a residual above the median if they told nothing, with a deviation of √n/4; and of n/(4√K) if the rows of each of K groups are as one.
    private static bool Tell(double[] spreads, double[] sizes, int independent)
    {
        int[] order = [.. Enumerable.Range(0, spreads.Length).OrderBy(i => spreads[i])];
        double median = sizes.Order().ElementAt(sizes.Length / 2);
        int above = order[(order.Length / 2)..].Count(i => sizes[i] > median);
        return above > 0.25 * sizes.Length * (1 + Surely / Math.Sqrt(independent));
    }

    private static double Scale(double spread, double floor) => Math.Sqrt(spread * spread + floor * floor);

    private int Require(int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _scores.Length);
        return output;
    }
}
