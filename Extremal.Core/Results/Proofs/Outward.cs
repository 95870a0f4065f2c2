using System.Globalization;

namespace Extremal.Results;

/// <summary>A proven bound as text: rounded so that the printed number is a bound too.</summary>
internal static class Outward
{
    /// <summary>The number with some digits behind the point, rounded up for a sign of 1 and down for −1.</summary>
    public static string Text(double number, int digits, int sign)
    {
        if (!double.IsFinite(number) || Math.Abs(number) >= 1e15)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        string format = "F" + digits.ToString(CultureInfo.InvariantCulture);
        decimal unit = 1, rounded = decimal.Parse(number.ToString(format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        for (int i = 0; i < digits; i++)
        {
            unit /= 10;
        }

        bool isInside = sign > 0 ? (double)rounded < number : (double)rounded > number;
        return (isInside ? rounded + sign * unit : rounded).ToString(format, CultureInfo.InvariantCulture);
    }
}
