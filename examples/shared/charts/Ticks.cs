using System.Globalization;

namespace Examples;

/// <summary>Where the marks of an axis stand, and how they are written.</summary>
/// <param name="Values">Ascending, each within the range of the axis.</param>
/// <param name="Labels">One for each value; empty where a mark has no room for one.</param>
/// <param name="Exponent">The labels are to be multiplied by ten to this power; 0 where they are plain numbers.</param>
internal sealed record Ticks(IReadOnlyList<double> Values, IReadOnlyList<string> Labels, int Exponent)
{
    /// <summary>Marks at multiples of 1, 2 or 5 times a power of ten, which cut the range into <paramref name="most"/> at most.</summary>
    public static Ticks Linear(double low, double high, int most)
    {
        var (mantissa, power) = Step((high - low) / Math.Max(1, most));
        var step = mantissa * Math.Pow(10, power);
        var first = Math.Ceiling(low / step - 1e-9);
        var last = Math.Floor(high / step + 1e-9);

        var largest = (int)Math.Floor(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high))));
        var exponent = largest is >= 6 or < -3 ? (int)Math.Floor(largest / 3.0) * 3 : 0;
        var decimals = Math.Clamp(exponent - power, 0, 15);
        List<double> values = [];
        List<string> labels = [];
        for (var i = first; i <= last; i++)
        {
            // The label is made of whole multiples of the step, so that no rounding of 0.1 ever shows.
            var scaled = i * mantissa * Math.Pow(10, power - exponent);
            values.Add(i * step);
            labels.Add(Number(i == 0 ? 0 : scaled, decimals));
        }

        return new Ticks(values, labels, exponent);
    }

    /// <summary>Marks at powers of ten, over less than two of those also at 2 and 5 times them. Both ends have to be positive.</summary>
    public static Ticks Logarithmic(double low, double high, int most)
    {
        var first = (int)Math.Floor(Math.Log10(low));
        var last = (int)Math.Ceiling(Math.Log10(high));
        double[] mantissas = Math.Log10(high / low) < 2 ? [1, 2, 5] : [1];
        int[] strides = [1, 2, 3, 5, 10, 20, 30, 50, 100];
        var stride = strides.FirstOrDefault(stride => (last - first) / stride <= Math.Max(2, most), 200);

        var plain = first >= -3 && last <= 4;
        List<double> values = [];
        List<string> labels = [];
        for (var power = first; power <= last; power++)
        {
            foreach (var mantissa in mantissas)
            {
                var value = mantissa * Math.Pow(10, power);
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9) || power % stride != 0) { continue; }

                values.Add(value);
                var times = mantissa == 1 ? "" : $"{mantissa}·";
                labels.Add(plain ? Number(value, Math.Max(0, -power)) : times + PowerOfTen(power));
            }
        }

        // A range between two neighbouring marks, 2.1 to 4.9 say, is nearly straight anyhow.
        return values.Count >= 2 ? new Ticks(values, labels, 0) : Linear(low, high, most);
    }

    /// <summary>10⁻³: a power of ten as it is printed.</summary>
    public static string PowerOfTen(int power)
    {
        const string Digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        var digits = Math.Abs(power).ToString(CultureInfo.InvariantCulture).Select(digit => Digits[digit - '0']);
        return $"10{(power < 0 ? "⁻" : "")}{string.Concat(digits)}";
    }

    private static string Number(double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');

    private static (int Mantissa, int Power) Step(double atLeast)
    {
        var power = (int)Math.Floor(Math.Log10(atLeast));
        var mantissa = atLeast / Math.Pow(10, power);
        return mantissa <= 1 + 1e-9 ? (1, power) : mantissa <= 2 ? (2, power) : mantissa <= 5 ? (5, power) : (1, power + 1);
    }
}
