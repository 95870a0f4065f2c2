using System.Globalization;

namespace Examples;

/// <summary>Numbers as they are read and written: with a point, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>Beyond this magnitude squares would overflow; Core refuses it too.</summary>
    public const double Greatest = 1e100;

    /// <summary>Reads a number; "nan" and infinities are read as what they are.</summary>
    public static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>A number of an option.</summary>
    public static double Read(string text, string option) =>
        TryRead(text, out var value) && Math.Abs(value) <= Greatest
            ? value
            : throw new InputException($"{option}: '{text}' is not a number{Hint(text)}");

    /// <summary>What may be meant by text that is no number.</summary>
    public static string Hint(string text) =>
        text.Count(letter => letter == ',') == 1 && TryRead(text.Replace(',', '.'), out _) ? " (the decimal sign is a point)" : "";

    /// <summary>Six digits that count, without zeros at the end.</summary>
    public static string Show(double value, int digits = 6)
    {
        var magnitude = Math.Abs(value);
        if (!(magnitude is 0 or (>= 1e-4 and < 1e12)))
        {
            return value.ToString($"0.{new string('#', digits - 1)}E+0", CultureInfo.InvariantCulture);
        }

        var decimals = magnitude == 0 ? 0 : Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(magnitude)), 0, 12);
        return (Math.Round(value, decimals) + 0.0).ToString("0.############", CultureInfo.InvariantCulture);
    }

    /// <summary>A range in words, one end of which may be open.</summary>
    public static string Between(double low, double high) =>
        double.IsInfinity(low) ? $"at most {Show(high)}" : double.IsInfinity(high) ? $"at least {Show(low)}" : $"in {Show(low)} to {Show(high)}";

    /// <summary>All digits: what reads back as the same number.</summary>
    public static string InFull(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A share in percent, never rounded to "100 %" or "0 %" unless it is.</summary>
    public static string Percent(double share) =>
        share is > 0 and < 0.001 ? "under 0.1 %"
        : share is < 1 and > 0.999 ? "over 99.9 %"
        : (100 * share).ToString(share is > 0.01 and < 0.99 ? "0" : "0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number of things: "1 row", "2 rows".</summary>
    public static string Count(int count, string thing) => FormattableString.Invariant($"{count} {thing}{(count == 1 ? "" : "s")}");

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
