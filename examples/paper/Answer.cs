using Extremal.Extrema;
using Extremal.Results;

namespace Examples.Paper;

/// <summary>A found input against what is true there, and against what could have been had.</summary>
/// <param name="Point">x̂.</param>
/// <param name="Predicted">f(x̂).</param>
/// <param name="Best">The truth at the true optimum of the box that was asked for.</param>
/// <param name="Violation">How far x̂ is outside of that box.</param>
/// <param name="Steps">Steps that the search took.</param>
/// <param name="Time">Time that the search took.</param>
internal sealed record Answer(IReadOnlyList<double> Point, double Predicted, double Best, double Violation, int Steps, TimeSpan Time)
{
    public static Answer To(Extremum found, Box asked) => new(
        found.Point, found.Value, Equations.Truth(asked.Best), asked.Violation(found.Point), found.Steps, found.Elapsed);

    public double Truth => Equations.Truth([.. Point]);

    /// <summary>f(x̂) less the truth: how far the network is wrong at the very point it recommends.</summary>
    public double Difference => Predicted - Truth;

    /// <summary>
    /// What the answer costs: the truth at the box's optimum less the truth at x̂. An answer outside of the box can have less than nothing
    /// to regret.
    /// </summary>
    public double Regret => Best - Truth;
}
