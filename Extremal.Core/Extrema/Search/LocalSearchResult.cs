using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>What became of one start, in the coordinates of the search.</summary>
/// <param name="Start">Where it began.</param>
/// <param name="Point">The best point that it found.</param>
/// <param name="Violation">By how much that point breaks the constraints, in the method's scale; 0 within its tolerance.</param>
/// <param name="Held">Which coordinates kept their number; empty for none.</param>
/// <param name="Outcome">Its loss there, and why it stopped.</param>
internal sealed record LocalSearchResult(double[] Start, double[] Point, double Violation, bool[] Held, Outcome<double> Outcome)
{
    public double Loss => Outcome.Value;

    public Merit Merit => new(Violation, Loss);

    /// <summary>Whether it is a better answer than another, or the first.</summary>
    public bool IsBetterThan(LocalSearchResult? other) => other is null || Merit.IsBetterThan(other.Merit);
}
