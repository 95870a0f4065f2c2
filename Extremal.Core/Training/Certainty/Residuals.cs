namespace Extremal.Training;

/// <summary>
/// How far a model was off on rows that it did not learn from: what conformal intervals are made of, kept and saved with the model. Plain, an
/// output's scores are |y − ŷ|, and every point gets the same width. Scaled, they are |y − ŷ| / √(s² + φ²) with s the spread of the members at
/// the row and φ the median of |y − ŷ|, so that the interval is wider where the members disagree (H. Papadopoulos et al., "Inductive confidence
/// machines for regression", ECML 2002: normalised nonconformity). Scaled is chosen where the spreads tell the
/// size of the residuals and it makes the intervals shorter on average.
/// </summary>
public sealed class Residuals
{
    // By this level the two are compared, whatever is asked later. Few residuals cannot tell.
    private const double Level = 0.9;
    private const double Surely = 3;
    private const int FewestToScale = 40;
    private const double WorthIt = 0.95;

    private readonly double[][] _scores;
    private readonly double[] _floors;

    /// <summary>From their numbers, as they are read from a file.</summary>
    /// <param name="origin">Whence they come.</param>
    /// <param name="scores">For each output the scores, ascending.</param>
    /// <param name="floors">For each output φ if its scores are scaled, else 0.</param>
    /// <exception cref="ArgumentException">There is no output; a score is negative, NaN or out of order; a floor is negative or not finite.</exception>
    internal Residuals(ResidualOrigin origin, IReadOnlyList<double[]> scores, ReadOnlySpan<double> floors)
    {
        (Origin, _scores, _floors) = (origin, [.. scores], floors.ToArray());
        bool fits = scores.Count > 0 && floors.Length == scores.Count && _floors.All(floor => floor >= 0 && double.IsFinite(floor));
        foreach (double[] output in _scores)
        {
            for (int i = 0; i < output.Length; i++)
            {
                fits &= output[i] >= (i == 0 ? 0 : output[i - 1]); // false for NaN; ∞ is how far a network that overflowed is off
            }
        }

        if (!fits)
        {
            throw new ArgumentException("Residuals wants scores in ascending order from 0, and for each output a floor that is not negative.");
        }
    }

    /// <summary>Whence they come.</summary>
    public ResidualOrigin Origin { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => _scores.Length;

    /// <summary>How many residuals an output has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    public int Count(int output = 0) => _scores[Require(output)].Length;

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
        double[] scores = _scores[Require(output)];
        int rank = Conformal.Rank(scores.Length, level);
        double half = rank > scores.Length ? double.PositiveInfinity : scores[rank - 1] * (IsScaled(output) ? Scale(spread, _floors[output]) : 1);
        return double.IsFinite(half) ? half : null;
    }

    /// <summary>Number and origin in words.</summary>
    public override string ToString() => string.Join("; ", Enumerable.Range(0, Outputs).Select(output =>
        FormattableString.Invariant($"{Count(output)} {ResidualOrigins.Word(Origin)} residuals")
        + (IsScaled(output) ? ", scaled by the members' spread" : "")));

    /// <summary>An output's scores, ascending.</summary>
    internal ReadOnlySpan<double> Scores(int output) => _scores[output];

    /// <summary>φ, or 0 if an output's scores are plain.</summary>
    internal double Floor(int output) => _floors[output];

    /// <summary>Plain or scaled, whichever gives the shorter intervals.</summary>
    /// <param name="origin">Whence they come.</param>
    /// <param name="residuals">For each output; NaN is left out.</param>
    /// <param name="spreads">For each output the members' sample deviations at the same rows, NaN where unknown; null for a single network.</param>
    internal static Residuals Of(ResidualOrigin origin, double[][] residuals, double[][]? spreads = null)
    {
        double[][] scores = new double[residuals.Length][];
        double[] floors = new double[residuals.Length];
        for (int output = 0; output < residuals.Length; output++)
        {
            (scores[output], floors[output]) = spreads is null
                ? (Conformal.Sorted(residuals[output]), 0)
                : Shorter(residuals[output], spreads[output]);
        }

        return new Residuals(origin, scores, floors);
    }

    private static (double[] Scores, double Floor) Shorter(double[] residuals, double[] spreads)
    {
        double[] plain = Conformal.Sorted(residuals);
        double floor = plain.Length > 0 ? plain[plain.Length / 2] : 0;
        int[] known = [.. Enumerable.Range(0, residuals.Length).Where(i => !double.IsNaN(residuals[i]) && double.IsFinite(spreads[i]))];
        if (floor == 0 || !double.IsFinite(floor) || known.Length < FewestToScale || 2 * known.Length < plain.Length)
        {
            return (plain, 0);
        }

        double[] scales = [.. known.Select(i => Scale(spreads[i], floor))];
        double[] scaled = Conformal.Sorted([.. known.Select((row, k) => residuals[row] / scales[k])]);
        double mean = 0;
        Array.ForEach(scales, scale => mean += scale / scales.Length);
        bool helps = mean * Quantile(scaled) < WorthIt * Quantile(plain) && Tell([.. known.Select(i => spreads[i])], [.. known.Select(i => residuals[i])]);
        return helps ? (scaled, floor) : (plain, 0);
    }

    private static double Quantile(double[] sorted) => sorted[Conformal.Rank(sorted.Length, Level) - 1];

    // One quantile may be shorter by chance, so the spreads also have to tell the size: of the n/2 rows with the greater spreads n/4 would have
    // a residual above the median if they told nothing, with a deviation of √n/4.
    private static bool Tell(double[] spreads, double[] residuals)
    {
        int[] order = [.. Enumerable.Range(0, spreads.Length).OrderBy(i => spreads[i])];
        double median = Conformal.Sorted(residuals)[residuals.Length / 2];
        int above = order[(order.Length / 2)..].Count(i => Math.Abs(residuals[i]) > median);
        return above > 0.25 * (residuals.Length + Surely * Math.Sqrt(residuals.Length));
    }

    private static double Scale(double spread, double floor) => Math.Sqrt(spread * spread + floor * floor);

    private int Require(int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, _scores.Length);
        return output;
    }
}
