using System.Text.Json.Serialization;
using Extremal.Data;
using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>Whether an answer has the value that was wanted of an output, and if not, how far off it is.</summary>
/// <param name="Output">The output's column.</param>
/// <param name="Target">The value that was wanted, in the output's unit.</param>
/// <param name="Value">The output at the answer, as the model predicts it.</param>
/// <param name="Tolerance">Up to which distance the target value counts as attained, in the output's unit.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Attainment(Column Output, double Target, double Value, double Tolerance)
{
    /// <summary>The tolerance in standard deviations of the output's data.</summary>
    public const double RelativeTolerance = 1e-3;

    /// <summary>How far the value is from the target value: above 0 if it is greater, below 0 if it is less.</summary>
    public double Difference => Value - Target;

    /// <summary>Whether the value is the target value, up to <see cref="Tolerance"/>.</summary>
    public bool IsAttained => Math.Abs(Difference) <= Tolerance;

    /// <summary>
    /// Whether nothing but this value was wanted, so that <see cref="Value"/> is the nearest to it that was found; in a sum of goals the
    /// others have their share.
    /// </summary>
    public bool IsNearest { get; init; }

    /// <summary>
    /// For example <c>reached: strength is 40 MPa, to within 0.016 MPa</c>, or <c>not reached: the nearest value found is 61.2 MPa, 938.8 MPa
    /// below 1000 MPa</c>.
    /// </summary>
    public override string ToString()
    {
        string unit = Output.Unit is null ? "" : " " + Output.Unit;
        return IsAttained
            ? Invariant($"reached: {Output.Name} is {Target:G6}{unit}, to within {Tolerance:G2}{unit}")
            : Invariant($"not reached: {(IsNearest ? "the nearest value found" : Output.Name)} is ")
                + Invariant($"{Value:G6}{unit}, {Math.Abs(Difference):G4}{unit} {(Difference < 0 ? "below" : "above")} {Target:G6}{unit}");
    }
}
