using Extremal.Problems;
using Extremal.Results;
using static Extremal.Formats.Printable;

namespace Extremal.Certificates;

/// <summary>
/// Whether a loss of the paper's means what its user wants, from the proven range of the output: equation (2.3) speaks of |f|, so that it
/// asks for the opposite where f is negative; and (2.3) and (2.7) are flat at f = 0 and for large f, where an optimiser stands still.
/// </summary>
internal sealed class LossCheck(OutputLoss loss, OutputRange range, double steepest, double epsilon)
{
    private readonly string _unit = range.Minimum.Target.Unit is { } unit ? " " + unit : "";

    /// <summary>What was found; none if the loss is sound on all outputs of the domain.</summary>
    public IReadOnlyList<LossFinding> Findings()
    {
        List<LossFinding?> findings = [Opposite()];
        (double near, double far) = steepest > 0 ? loss.Flat(epsilon / steepest) : (double.PositiveInfinity, 0);
        findings.Add(double.IsInfinity(near) ? Flat(0, double.PositiveInfinity) : Flat(0, near));
        findings.Add(double.IsInfinity(near) ? null : Flat(far, double.PositiveInfinity));
        return [.. findings.OfType<LossFinding>()];
    }

    private LossFinding? Opposite()
    {
        if (range.Low >= 0 || !loss.IsWrongAt(-1))
        {
            return null;
        }

        bool isCertain = range.Minimum.Value < 0;
        string wish = loss.Sign > 0 ? "the least" : "the greatest", sees = loss.Sign > 0 ? "rewards |f|" : "asks for f = 0";
        string where = range.High < 0 ? "is negative all over the domain" : isCertain ? "changes sign in the domain" : "may change sign in the domain";
        string then = range.High < 0 ? $"it asks for {wish}" : $"below zero it asks for {wish}";
        return Finding(LossFault.Opposite, double.NegativeInfinity, 0, isCertain,
            Invariant($"{Name} {where}, and {loss.Name} {sees}: {then}."));
    }

    // Outputs from one number to another, as far as the range holds them.
    private LossFinding? Flat(double from, double to)
    {
        (double low, double high) = (Math.Max(from, range.Low), Math.Min(to, range.High));
        if (!(low <= high) || high < 0)
        {
            return null;
        }

        bool isCertain = range.Minimum.Value <= high && range.Maximum.Value >= low;
        return Finding(LossFault.Flat, from, to, isCertain, Invariant(
            $"{loss.Name} is flat where {Name} is between {low:G4} and {high:G4}{_unit}: no derivative reaches {epsilon:G2} there."));
    }

    private string Name => range.Minimum.Target.Name;

    private LossFinding Finding(LossFault fault, double from, double to, bool isCertain, string sentence) =>
        new(fault, Math.Max(from, range.Low), Math.Min(to, range.High), isCertain, sentence);
}
