using System.Globalization;

namespace Extremal.Optimization;

/// <summary>Checks of the numbers that describe a rule, a schedule or a method. Each gives its number back; −0 becomes +0.</summary>
internal static class Require
{
    public static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value + 0.0 : throw Refusal(value, name, "a finite number, zero or more");

    public static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw Refusal(value, name, "a finite number above zero");

    public static double Fraction(double value, string name) =>
        value is >= 0 and < 1 ? value + 0.0 : throw Refusal(value, name, "at least zero and below one");

    public static double Share(double value, string name) =>
        value is >= 0 and <= 1 ? value + 0.0 : throw Refusal(value, name, "from zero to one");

    private static ArgumentOutOfRangeException Refusal(double value, string name, string wanted) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {value}; it has to be {wanted}."));
}
