using static Extremal.Formats.Printable;

namespace Extremal.Results;

/// <summary>Between what an output lies over a domain, proven.</summary>
/// <param name="Minimum">The proof of the least output.</param>
/// <param name="Maximum">The proof of the greatest output.</param>
public sealed record OutputRange(Certificate Minimum, Certificate Maximum)
{
    /// <summary>No point gives less, in the output's unit.</summary>
    public double Low => Minimum.Bound;

    /// <summary>No point gives more, in the output's unit.</summary>
    public double High => Maximum.Bound;

    /// <summary>For example <c>strength lies between 2.1 and 94.9 MPa</c>.</summary>
    public override string ToString()
    {
        int digits = 0;
        for (double unit = Minimum.Deviation; digits < 12 && unit < 1000; unit *= 10)
        {
            digits++;
        }

        string unitName = Minimum.Target.Unit is { } name ? " " + name : "";
        return Invariant(
            $"{Minimum.Target.Name} lies between {Outward.Text(Low, digits, -1)} and {Outward.Text(High, digits, 1)}{unitName}, proven.");
    }
}
