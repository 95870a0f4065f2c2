namespace Examples;

internal sealed partial class Chart
{
    private const double Edge = 16;
    private const double LegendRow = 18;
    private const double MarkRow = 15;

    /// <summary>Where everything goes. All rows of text stand above the plot, so that none of them ever covers data.</summary>
    private sealed record Layout(
        IReadOnlyList<string> Title,
        double SubtitleTop,
        IReadOnlyList<(Series Series, double X, double Y)> Legend,
        double YLabelTop,
        IReadOnlyList<(Marker Marker, double X, double Y)> Marks,
        (Axis Axis, Ticks Ticks) X,
        (Axis Axis, Ticks Ticks) Y,
        double Left,
        double Top,
        double Right,
        double Bottom)
    {
        public (double X, double Y) Pixel(double x, double y) => (X.Axis.Pixel(x), Y.Axis.Pixel(y));

        /// <summary>Whether the point has a place, if perhaps outside of the plot.</summary>
        public bool Shows(double x, double y) => Axis.Shows(x, X.Axis.Logarithmic) && Axis.Shows(y, Y.Axis.Logarithmic);

        /// <summary>Whether the point is within the plot.</summary>
        public bool Holds(double x, double y) => X.Axis.Holds(x) && Y.Axis.Holds(y);
    }

    private Layout Arrange()
    {
        var title = Wrap(Title, TitleSize * 1.15, Width - 2 * Edge);
        var top = Edge + title.Count * (TitleSize + 4) - 2;
        var subtitleTop = top;
        if (Subtitle.Length > 0) { top += TextSize + 6; }

        var legend = PlaceLegend(ref top);
        var yLabelTop = top;
        if (YLabel.Length > 0) { top += TextSize + 8; }

        var (xRange, yRange) = Ranges();
        var right = Width - Edge - LevelWidth(yRange);
        var bottom = Height - Edge - TickSize - 4 - (XLabel.Length > 0 ? TextSize + 6 : 0);

        // The labels of y decide how far to the right x begins; those of x decide nothing for y.
        var rows = _markers.Any(marker => marker is { Upright: true, Label.Length: > 0 }) ? 1 : 0;
        while (true)
        {
            var plotTop = Math.Min(top + 8 + rows * MarkRow, bottom - 20);
            var y = Axis.Over(yRange, LogY, bottom, plotTop);
            var yTicks = y.Ticks(room: 30, _ => TickSize - 4);
            var left = Math.Min(Edge + yTicks.Labels.Append("").Max(label => Svg.Width(label, TickSize)) + 8, right - 40);
            var x = Axis.Over(xRange, LogX, left, right);
            var marks = PlaceMarks(x, top + MarkRow - 2, out var needed);
            if (needed <= rows)
            {
                var xTicks = x.Ticks(room: 45, label => Svg.Width(label, TickSize));
                return new Layout(title, subtitleTop, legend, yLabelTop, marks, (x, xTicks), (y, yTicks), left, plotTop, right, bottom);
            }

            rows = needed;
        }
    }

    private ((double Low, double High) X, (double Low, double High) Y) Ranges()
    {
        var bands = _series.Where(series => series.Shape == Shape.Band).SelectMany(series => series.X);
        var drawn = _series.Where(series => series.Shape != Shape.Band).ToList();
        var bars = drawn.Where(series => series.Shape == Shape.Bars).ToList();
        var xs = drawn.SelectMany(series => series.X).Concat(bars.SelectMany(BarEnds)).Concat(bands)
            .Concat(_points.Select(point => point.X)).Concat(_markers.Where(marker => marker.Upright).Select(marker => marker.At));
        var ys = drawn.SelectMany(series => series.Y.Concat(series.High)).Concat(bars.Count > 0 && !LogY ? [0.0] : [])
            .Concat(_points.Select(point => point.Y)).Concat(_markers.Where(marker => !marker.Upright).Select(marker => marker.At));

        if (_sameRange)
        {
            var both = Axis.Range(xs.Concat(ys), LogX || LogY, air: 0.03);
            return (Given(XRange, LogX) ?? both, Given(YRange, LogY) ?? both);
        }

        var y = Given(YRange, LogY) ?? Axis.Range(ys, LogY, air: 0.06);
        if (bars.Count > 0 && !LogY && YRange is null)
        {
            // Bars stand on the axis, without air below.
            y = (bars.SelectMany(series => series.Y).All(height => !(height < 0)) ? 0 : y.Low, y.High);
        }

        return (Given(XRange, LogX) ?? Axis.Range(xs, LogX, air: 0.02), y);
    }

    private static (double Low, double High)? Given((double Low, double High)? range, bool logarithmic) =>
        range is var (low, high) && low < high && Axis.Shows(low, logarithmic) && Axis.Shows(high, logarithmic)
            ? Axis.Range([low, high], logarithmic, air: 0)
            : null;

    private static IEnumerable<double> BarEnds(Series bars)
    {
        var half = BarWidth(bars) / 2;
        return bars.X.SelectMany(x => (double[])[x - half, x + half]);
    }

    /// <summary>The narrowest distance of two bars, less a gap.</summary>
    private static double BarWidth(Series bars)
    {
        var xs = bars.X.Where(x => Axis.Shows(x, logarithmic: false)).Distinct().Order().ToArray();
        return xs.Length < 2 ? 0.8 : 0.88 * xs.Zip(xs.Skip(1), (a, b) => b - a).Min();
    }

    private List<(Series Series, double X, double Y)> PlaceLegend(ref double top)
    {
        List<(Series, double, double)> placed = [];
        var x = Edge;
        foreach (var series in _series.Where(series => series.Name.Length > 0))
        {
            var width = 22 + Svg.Width(series.Name, TextSize) + 16;
            if (placed.Count > 0 && x + width > Width - Edge + 16)
            {
                x = Edge;
                top += LegendRow;
            }

            placed.Add((series, x, top + 8));
            x += width;
        }

        top += placed.Count > 0 ? LegendRow + 2 : 0;
        return placed;
    }

    /// <summary>The labels of upright marks, above the plot; one that would run into another goes a row higher.</summary>
    private List<(Marker Marker, double X, double Y)> PlaceMarks(Axis axis, double firstBaseline, out int rows)
    {
        List<(Marker, double, double)> placed = [];
        List<double> ends = [];
        var labelled = _markers.Where(marker => marker is { Upright: true, Label.Length: > 0 } && axis.Holds(marker.At));
        foreach (var marker in labelled.OrderBy(marker => marker.At))
        {
            var half = Svg.Width(marker.Label, TickSize) / 2;
            var centre = Math.Clamp(axis.Pixel(marker.At), Edge + half, Math.Max(Edge + half, Width - Edge - half));
            var row = ends.FindIndex(end => end + 8 < centre - half);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = centre + half;
            placed.Add((marker, centre, row));
        }

        rows = ends.Count;
        var last = Math.Max(0, rows - 1);
        return [.. placed.Select(mark => (mark.Item1, mark.Item2, firstBaseline + (last - mark.Item3) * MarkRow))];
    }

    /// <summary>The room to the right of the plot for the labels of its levels.</summary>
    private double LevelWidth((double Low, double High) range) =>
        _markers.Where(marker => marker is { Upright: false, Label.Length: > 0 } && marker.At >= range.Low && marker.At <= range.High)
            .Select(marker => Math.Min(Svg.Width(marker.Label, TickSize) + 6, Width / 3)).DefaultIfEmpty(0).Max();

    /// <summary>The text in lines no wider than there is room for; a single long word stays whole.</summary>
    private static List<string> Wrap(string text, double size, double width)
    {
        List<string> lines = [];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Svg.Width($"{lines[^1]} {word}", size) <= width) { lines[^1] += $" {word}"; }
            else { lines.Add(word); }
        }

        return lines;
    }
}
