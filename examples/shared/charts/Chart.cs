namespace Examples;

/// <summary>
/// A plot that becomes one self-contained SVG, light or dark as its reader's screen is. Series come in any number and order;
/// what has no place on an axis (NaN, infinities, zero and below on a logarithmic one) is left out, and breaks a line.
/// </summary>
internal sealed partial class Chart(string title, double width = 560, double height = 360)
{
    private readonly List<Series> _series = [];
    private readonly List<Marker> _markers = [];
    private readonly List<(double X, double Y, string Label)> _points = [];
    private bool _sameRange;

    private enum Shape { Line, Dashes, Dots, Bars, Ribbon, Band }

    public string Title { get; } = title;
    public double Width { get; } = Math.Max(160, width);
    public double Height { get; } = Math.Max(120, height);
    public string Subtitle { get; init; } = "";
    public string XLabel { get; init; } = "";
    public string YLabel { get; init; } = "";
    public bool LogX { get; init; }
    public bool LogY { get; init; }

    /// <summary>Given, it is the axis' range, and what lies outside is cut off; not given, or not a range, the data decide.</summary>
    public (double Low, double High)? XRange { get; init; }

    /// <inheritdoc cref="XRange"/>
    public (double Low, double High)? YRange { get; init; }

    /// <summary>A line through the points in their order.</summary>
    public Chart Line(IEnumerable<double> xs, IEnumerable<double> ys, string name = "", bool dashed = false, int? color = null) =>
        Add(dashed ? Shape.Dashes : Shape.Line, xs, ys, null, name, color, opacity: 1);

    /// <summary>One dot a point. Without an opacity given, many dots are fainter than few.</summary>
    public Chart Scatter(IEnumerable<double> xs, IEnumerable<double> ys, string name = "", double? opacity = null, int? color = null) =>
        Add(Shape.Dots, xs, ys, null, name, color, opacity);

    /// <summary>Bars from zero, centred on xs and as wide as their narrowest distance allows.</summary>
    public Chart Bars(IEnumerable<double> xs, IEnumerable<double> heights, string name = "", int? color = null) =>
        Add(Shape.Bars, xs, heights, null, name, color, opacity: 0.8);

    /// <summary>The area between two curves over the same xs: a spread around a mean.</summary>
    public Chart Ribbon(IEnumerable<double> xs, IEnumerable<double> lows, IEnumerable<double> highs, string name = "", int? color = null) =>
        Add(Shape.Ribbon, xs, lows, highs, name, color, opacity: 0.18);

    /// <summary>The strip between two xs, from the bottom to the top: where the data are, what the bounds allow.</summary>
    public Chart Band(double from, double to, string name = "", int? color = null) =>
        Add(Shape.Band, [from, to], [0, 0], null, name, color, opacity: 0.10);

    /// <summary>A vertical line at x, with its label above the plot.</summary>
    public Chart Mark(double x, string label = "")
    {
        _markers.Add(new Marker(x, label, Upright: true));
        return this;
    }

    /// <summary>A horizontal line at y, with its label at the right.</summary>
    public Chart Level(double y, string label = "")
    {
        _markers.Add(new Marker(y, label, Upright: false));
        return this;
    }

    /// <summary>One point that matters, with its label beside it: the extremum that was found.</summary>
    public Chart Point(double x, double y, string label = "")
    {
        _points.Add((x, y, label));
        return this;
    }

    /// <summary>The line y = x, and one range for both axes: predicted against measured.</summary>
    public Chart Identity()
    {
        _sameRange = true;
        return this;
    }

    private Chart Add(
        Shape shape, IEnumerable<double> xs, IEnumerable<double> ys, IEnumerable<double>? highs, string name, int? color, double? opacity)
    {
        double[] x = [.. xs], y = [.. ys], high = highs is null ? [] : [.. highs];
        if (x.Length != y.Length || (highs is not null && high.Length != x.Length))
        {
            throw new ArgumentException($"{shape} \"{name}\" of chart \"{Title}\" has {x.Length} xs and {y.Length} ys"
                + $"{(highs is null ? "" : $" and {high.Length} highs")}; they have to be as many.", nameof(ys));
        }

        var next = _series.Where(series => series.Shape != Shape.Band).Select(series => series.Color + 1).DefaultIfEmpty(0).Max();
        var faint = Math.Clamp(25.0 / Math.Sqrt(Math.Max(1, x.Length)), 0.25, 0.85);
        _series.Add(new Series(shape, x, y, high, name, (color ?? (shape == Shape.Band ? Colors - 1 : next)) % Colors, opacity ?? faint));
        return this;
    }

    private sealed record Series(Shape Shape, double[] X, double[] Y, double[] High, string Name, int Color, double Opacity);

    private readonly record struct Marker(double At, string Label, bool Upright);
}
