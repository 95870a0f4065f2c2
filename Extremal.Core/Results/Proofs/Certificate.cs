using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Results;

/// <summary>
/// A proof about a trained network: no point of the domain gives a better output than <see cref="Bound"/>, and <see cref="Point"/> gives
/// <see cref="Value"/>. It is a statement about the numbers that this library computes, rounding included, and about nothing else: how far
/// the network is from what it was trained to predict, no bound can say.
/// </summary>
/// <remarks>
/// Whole numbers, grids and categories are taken at their allowed numbers, as an answer has them; a point that a domain lets pass because
/// it is off its grid by a rounding alone is taken for the grid's.
/// </remarks>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Certificate
{
    /// <summary>What was asked.</summary>
    public required Goal Goal { get; init; }

    /// <summary>Where.</summary>
    public required Domain Domain { get; init; }

    /// <summary>The output's column.</summary>
    public required Column Target { get; init; }

    /// <summary>The best point found, in the user's units; null if no point was found that keeps all limits.</summary>
    public IReadOnlyList<double>? Point { get; init => field = value is null ? null : ValueList<double>.Of(value); }

    /// <summary>The output there, as the model predicts it, in its unit; NaN if there is no point.</summary>
    public double Value { get; init; } = double.NaN;

    /// <summary>
    /// No point of the domain has a better output, in its unit: a greater one where the greatest was sought, a lesser one where the least was.
    /// Infinite, the wrong way round, if no point keeps the limits.
    /// </summary>
    public required double Bound { get; init; }

    /// <summary>How far <see cref="Value"/> and <see cref="Bound"/> are apart, in the output's unit; +∞ without a point.</summary>
    public double Gap => Point is null ? double.PositiveInfinity : Goal.Extreme.Sign * (Bound - Value);

    /// <summary>The gap in standard deviations of the output.</summary>
    public double RelativeGap => Gap / Deviation;

    /// <summary>What was added to the bound for the rounding of the network's own computation, in the output's unit.</summary>
    public double Rounding { get; init; }

    /// <summary>Limits that the proof did not use: it holds for the larger domain without them.</summary>
    public IReadOnlyList<string> OmittedConstraints { get; init => field = ValueList<string>.Of(value); } = ValueList<string>.Of([]);

    /// <summary>Boxes that were bounded.</summary>
    public long Boxes { get; init; }

    /// <summary>Boxes that were left open: they may hold a better point than the one found, none a better one than the bound.</summary>
    public int OpenBoxes { get; init; }

    /// <summary>Boxes that were given up because the memory allowed did not suffice: they too may hold a better point, but none above the bound.</summary>
    public long DiscardedBoxes { get; init; }

    /// <summary>The time that the caller waited for it.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Why it ended.</summary>
    public required CertificateEnd End { get; init; }

    /// <summary>Value and bound on the way, from the first box to the last: what a drawing of the closing gap needs.</summary>
    public IReadOnlyList<CertificateProgress> History
    {
        get;
        init => field = ValueList<CertificateProgress>.Of(value);
    } = ValueList<CertificateProgress>.Of([]);

    /// <summary>
    /// After which time the gap is, or will be, as small as is wanted, if it goes on falling as it did since a quarter of the time, as a power of
    /// the time; null if it hardly fell. Proofs go faster in the end, so that it is an upper guess: told from a tenth of the time it was 10 to 70
    /// times too long.
    /// </summary>
    /// <param name="gap">In standard deviations of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gap is not above 0.</exception>
    public TimeSpan? EstimateTime(double gap)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(gap);
        return GapTrend.TimeTo(History, gap);
    }

    /// <summary>What one standard deviation of the output is: 1 if it does not vary.</summary>
    internal double Deviation => Target.IsConstant ? 1 : Target.StandardDeviation;

    /// <summary>What is proven, what is not, and what it took.</summary>
    public override string ToString() => CertificateWords.Of(this);
}
