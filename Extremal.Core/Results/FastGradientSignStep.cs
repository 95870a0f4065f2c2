using System.Text.Json.Serialization;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>What a move of bounded size does to an output.</summary>
/// <param name="Point">x̃, in the user's units.</param>
/// <param name="Before">f(x), in the user's units.</param>
/// <param name="After">f(x̃), in the user's units.</param>
/// <param name="PredictedChange">By how much the linear equation (1.2) says that the output changes at most: ε‖∇f‖₁.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record FastGradientSignStep(IReadOnlyList<double> Point, double Before, double After, double PredictedChange)
{
    /// <inheritdoc cref="FastGradientSignStep" path="/param[@name='Point']"/>
    public IReadOnlyList<double> Point { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Point);

    /// <summary>By how much the output changed.</summary>
    public double ActualChange => After - Before;

    /// <summary>For example <c>from 1.5 to 1.75 at [1, 2.5]: changed by 0.25, predicted at most 0.26</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"from {Before:G6} to {After:G6} at {ListText.Of(Point)}: changed by {ActualChange:G4}, predicted at most {PredictedChange:G4}");
}
