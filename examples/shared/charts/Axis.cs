namespace Examples;

/// <summary>One direction of a chart: the numbers it spans, and the pixels they fall on.</summary>
internal sealed class Axis
{
    /// <summary>Beyond this a difference of two numbers may overflow, so such data count as infinite.</summary>
    private const double Largest = 1e300;

    private readonly double _from;
    private readonly double _to;

    private Axis(double low, double high, bool logarithmic, double from, double to)
    {
        (Low, High, Logarithmic, _from, _to) = (low, high, logarithmic, from, to);
    }

    public double Low { get; }
    public double High { get; }
    public bool Logarithmic { get; }

    /// <summary>Whether a number has a place: NaN and infinities have none, zero and below none on a logarithmic axis.</summary>
    public static bool Shows(double value, bool logarithmic) => Math.Abs(value) <= Largest && (!logarithmic || value >= 1 / Largest);

    /// <summary>The range of the data with some air at its ends. No data give 0 to 1 (or 1 to 10), one value a range around it.</summary>
    public static (double Low, double High) Range(IEnumerable<double> data, bool logarithmic, double air)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in data)
        {
            if (!Shows(value, logarithmic)) { continue; }
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high) { return logarithmic ? (1, 10) : (0, 1); }
        if (logarithmic)
        {
            var factor = high / low < 1.01 ? 2 : Math.Pow(high / low, air);
            return (Math.Max(low / factor, 1 / Largest / 10), Math.Min(high * factor, Largest * 10));
        }

        // Labels could not tell the ends of a narrower range apart.
        var narrowest = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9, 1e-290);
        var margin = high - low > narrowest ? (high - low) * air : low == 0 && high == 0 ? 1 : Math.Max(Math.Abs(high) * 0.1, narrowest);
        return (low - margin, high + margin);
    }

    /// <summary>An axis whose range begins at pixel <paramref name="from"/> and ends at <paramref name="to"/>.</summary>
    public static Axis Over((double Low, double High) range, bool logarithmic, double from, double to) =>
        new(range.Low, range.High, logarithmic, from, to);

    /// <summary>Whether a number is within the range.</summary>
    public bool Holds(double value) => value >= Low && value <= High;

    /// <summary>The pixel of a number; far outside the axis it is held at a distance that every viewer can take.</summary>
    public double Pixel(double value)
    {
        var part = Logarithmic
            ? value <= 0 ? -10 : (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value - Low) / (High - Low);
        return _from + Math.Clamp(part, -10, 10) * (_to - _from);
    }

    /// <summary>As many marks as have room, each about <paramref name="room"/> pixels and never less than its label is wide.</summary>
    public Ticks Ticks(double room, Func<string, double> width)
    {
        var length = Math.Abs(_to - _from);
        for (var most = Math.Max(2, (int)(length / room)); ; most--)
        {
            var ticks = Logarithmic ? Examples.Ticks.Logarithmic(Low, High, most) : Examples.Ticks.Linear(Low, High, most);
            if (most <= 1 || Fits(ticks, width)) { return ticks; }
        }
    }

    private bool Fits(Ticks ticks, Func<string, double> width)
    {
        const double Gap = 10;
        for (var i = 1; i < ticks.Values.Count; i++)
        {
            var needed = (width(ticks.Labels[i - 1]) + width(ticks.Labels[i])) / 2 + Gap;
            if (Math.Abs(Pixel(ticks.Values[i]) - Pixel(ticks.Values[i - 1])) < needed) { return false; }
        }

        return true;
    }
}
