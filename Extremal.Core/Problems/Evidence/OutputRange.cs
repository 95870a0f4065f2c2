using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>Between what an output lies over a domain, proven.</summary>
/// <param name="Least">The proof of the least output.</param>
/// <param name="Greatest">The proof of the greatest output.</param>
public sealed record OutputRange(Certificate Least, Certificate Greatest)
{
    /// <summary>No point gives less, in the output's unit.</summary>
    public double Low => Least.Bound;

    /// <summary>No point gives more, in the output's unit.</summary>
    public double High => Greatest.Bound;

    /// <summary>Whether it is proven that the output has one sign all over the domain; null if that is open.</summary>
    public bool? HasOneSign => Low > 0 || High < 0 ? true : Least.Value < 0 && Greatest.Value > 0 ? false : null;

    /// <summary>For example <c>strength lies between 2.1 and 94.9 MPa</c>.</summary>
    public override string ToString()
    {
        int digits = 0;
        for (double unit = Least.Deviation; digits < 12 && unit < 1000; unit *= 10)
        {
            digits++;
        }

        string unitName = Least.Target.Unit is { } name ? " " + name : "";
        return Invariant(
            $"{Least.Target.Name} lies between {Outward.Text(Low, digits, -1)} and {Outward.Text(High, digits, 1)}{unitName}, proven.");
    }
}
