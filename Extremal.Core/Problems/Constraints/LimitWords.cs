using static System.FormattableString;

namespace Extremal.Problems.Constraints;

/// <summary>How limits are written in reports and messages.</summary>
internal static class LimitWords
{
    /// <summary>For example <c>2195 ≤ cement + 2·water ≤ 2551 kg</c>, <c>water ≤ 250</c> or <c>total = 1</c>; an infinite limit is left out.</summary>
    public static string Of(string what, double low, double high, string? unit = null)
    {
        string end = unit is null ? "" : " " + unit;
        return low == high ? Invariant($"{what} = {low}{end}")
            : double.IsNegativeInfinity(low) ? Invariant($"{what} ≤ {high}{end}")
            : double.IsPositiveInfinity(high) ? Invariant($"{what} ≥ {low}{end}")
            : Invariant($"{low} ≤ {what} ≤ {high}{end}");
    }
}
