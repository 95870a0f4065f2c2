using static Extremal.Formats.Printable;

namespace Extremal.Problems.Constraints;

/// <summary>How limits are written in reports and messages, and by how much they are broken.</summary>
internal static class Interval
{
    /// <summary>For example <c>2195 ≤ cement + 2·water ≤ 2551 kg</c>, <c>water ≤ 250</c> or <c>total = 1</c>; an infinite limit is left out.</summary>
    public static string Describe(string what, double low, double high, string? unit = null)
    {
        string end = unit is null ? "" : " " + unit;
        return low == high ? Invariant($"{what} = {low}{end}")
            : double.IsNegativeInfinity(low) ? Invariant($"{what} ≤ {high}{end}")
            : double.IsPositiveInfinity(high) ? Invariant($"{what} ≥ {low}{end}")
            : Invariant($"{low} ≤ {what} ≤ {high}{end}");
    }

    /// <summary>By how much a value is beyond its limits; 0 within them, and +∞ if it is NaN.</summary>
    public static double Excess(double value, double low, double high) =>
        value < low ? low - value : value > high ? value - high : double.IsNaN(value) ? double.PositiveInfinity : 0;
}
