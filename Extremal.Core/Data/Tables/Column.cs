using System.Text.Json.Serialization;
using static Extremal.Formats.Printable;

namespace Extremal.Data;

/// <summary>One input or target in the user's units: its name, and what was observed of it. It never changes.</summary>
public sealed record Column
{
    /// <summary>
    /// The greatest magnitude of a number in the user's units: squares of such numbers, and sums of the squares, stay finite.
    /// </summary>
    public const double GreatestMagnitude = 1e100;

    /// <summary>A column from its numbers, as they are read from a file.</summary>
    /// <param name="name">Its name; neither empty nor blank.</param>
    /// <param name="minimum">The least value that was observed.</param>
    /// <param name="maximum">The greatest value that was observed.</param>
    /// <param name="mean">The mean, which lies between the two.</param>
    /// <param name="standardDeviation">The population's standard deviation: the square root of the mean square distance from the mean.</param>
    /// <param name="unit">The unit, for reports; or <see langword="null"/>.</param>
    /// <param name="category">Which label of which categorical input it stands for; null for a quantity.</param>
    /// <exception cref="ArgumentException">
    /// A name or label is blank; the numbers contradict each other, are not finite or too large; or those of a label go beyond 0 and 1.
    /// </exception>
    [JsonConstructor]
    public Column(
        string name, double minimum, double maximum, double mean, double standardDeviation,
        string? unit = null, Category? category = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw Mistake.Of($"Column got a blank name.");
        }

        if (!(IsUsable(minimum) && IsUsable(maximum) && minimum <= mean && mean <= maximum
            && standardDeviation >= 0 && standardDeviation <= maximum - minimum && (standardDeviation > 0 || minimum == maximum)))
        {
            throw Mistake.Of(
                $"Column '{name}' got minimum {minimum}, mean {mean}, maximum {maximum} and deviation {standardDeviation}; it wants ",
                $"minimum ≤ mean ≤ maximum, magnitudes up to {GreatestMagnitude}, a deviation up to maximum − minimum, and 0 if that is.");
        }

        if (category is not null)
        {
            CheckCategory(name, category, minimum, maximum);
        }

        (Name, Minimum, Maximum, Mean, StandardDeviation, Unit, Category) = (name, minimum, maximum, mean, standardDeviation, unit, category);
    }

    /// <summary>The name, unique among the inputs and targets of its data.</summary>
    public string Name { get; }

    /// <summary>The unit, for reports; or <see langword="null"/>.</summary>
    public string? Unit { get; }

    /// <summary>Which label of which categorical input it stands for; null for a quantity.</summary>
    public Category? Category { get; }

    /// <summary>The least value that was observed.</summary>
    public double Minimum { get; }

    /// <summary>The greatest value that was observed.</summary>
    public double Maximum { get; }

    /// <summary>The mean μ of the observed values: Σ wx / Σ w, with the rows' weights w.</summary>
    public double Mean { get; }

    /// <summary>
    /// The population's standard deviation σ = √(Σ w(x − μ)² / Σ w), with n and not n − 1 below where all weights are equal: the σ of the
    /// paper's (3.5). It is 0 exactly if all values are equal.
    /// </summary>
    public double StandardDeviation { get; }

    /// <summary>
    /// Whether all observed values are equal, or differ by rounding alone: σ ≤ 2⁻⁴⁸ max |x|, which 32 roundings of one number may leave. Such
    /// a column is no input or output that a model could learn: its scale is 1, not σ, and a domain fixes it at its mean.
    /// </summary>
    public bool IsConstant => Moments.IsConstant(StandardDeviation, Minimum, Maximum);

    /// <summary>The same column with this unit.</summary>
    public Column WithUnit(string? unit) => new(Name, Minimum, Maximum, Mean, StandardDeviation, unit, Category);

    /// <summary>Name, unit, range, mean and deviation, the same in every culture; and whether it is constant but for rounding.</summary>
    public override string ToString() =>
        Invariant($"{Name}{(Unit is null ? "" : $" [{Unit}]")}: {Minimum} to {Maximum}, mean {Mean}, deviation {StandardDeviation}")
        + (IsConstant && Minimum != Maximum ? ", constant but for rounding" : "");

    /// <summary>Whether a number may stand in a column: finite, and not beyond <see cref="GreatestMagnitude"/>.</summary>
    internal static bool IsUsable(double value) => Math.Abs(value) <= GreatestMagnitude;

    private static void CheckCategory(string name, Category category, double minimum, double maximum)
    {
        if (string.IsNullOrWhiteSpace(category.Name) || string.IsNullOrWhiteSpace(category.Label))
        {
            throw Mistake.Of($"Column '{name}' got the category '{category.Name}' and the label '{category.Label}'; neither may be blank.");
        }

        if (!(minimum is 0 or 1 && maximum is 0 or 1))
        {
            throw Mistake.Of(
                $"Column '{name}' stands for the label '{category.Label}' of '{category.Name}' and got numbers from {minimum} to {maximum}; ",
                $"it wants 0 and 1.");
        }
    }
}
