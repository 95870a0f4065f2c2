using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>How the search from one start went.</summary>
/// <param name="Start">Where it began, in the user's units, after projection into the domain.</param>
/// <param name="Point">The best point that it found, in the user's units and in the domain.</param>
/// <param name="Loss">The goal's loss there, evaluated anew at exactly this point.</param>
/// <param name="Value">The output there, in the user's units.</param>
/// <param name="Outcome">Why it stopped, and what it cost.</param>
public sealed record SearchStart(
    IReadOnlyList<double> Start, IReadOnlyList<double> Point, double Loss, double Value, Outcome<double> Outcome);
