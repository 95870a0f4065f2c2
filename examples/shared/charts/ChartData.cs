using System.Text;

namespace Examples;

internal sealed partial class Chart
{
    /// <summary>Every series in the order it was added, in a viewport of its own that cuts off what lies outside the axes.</summary>
    private void DrawData(Svg svg, Layout layout)
    {
        var (left, top) = (Svg.Number(layout.Left), Svg.Number(layout.Top));
        var (width, height) = (Svg.Number(layout.Right - layout.Left), Svg.Number(layout.Bottom - layout.Top));
        svg.Open("svg", $"x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" viewBox=\"{left} {top} {width} {height}\"");
        foreach (var series in _series.Where(series => series.Shape != Shape.Band))
        {
            svg.Open("g", $"class=\"c{series.Color}\"{(series.Opacity < 1 ? $" fill-opacity=\"{Svg.Number(series.Opacity)}\"" : "")}");
            switch (series.Shape)
            {
                case Shape.Dots: DrawDots(svg, layout, series); break;
                case Shape.Bars: DrawBars(svg, layout, series); break;
                case Shape.Ribbon: DrawRibbon(svg, layout, series); break;
                default: DrawCurve(svg, layout, series); break;
            }

            svg.Close("g");
        }

        foreach (var marker in _markers)
        {
            var axis = marker.Upright ? layout.X.Axis : layout.Y.Axis;
            if (!axis.Holds(marker.At)) { continue; }
            var pixel = axis.Pixel(marker.At);
            if (marker.Upright) { svg.Line(pixel, layout.Top, pixel, layout.Bottom, "mark"); }
            else { svg.Line(layout.Left, pixel, layout.Right, pixel, "mark"); }
        }

        svg.Close("svg");
        foreach (var marker in _markers.Where(marker => !marker.Upright && layout.Y.Axis.Holds(marker.At)))
        {
            svg.Text(layout.Right + 6, layout.Y.Axis.Pixel(marker.At) + 4, marker.Label, "note");
        }
    }

    private static void DrawDots(Svg svg, Layout layout, Series series)
    {
        var radius = series.X.Length > 400 ? 2.5 : 3.5;
        for (var i = 0; i < series.X.Length; i++)
        {
            if (!layout.Holds(series.X[i], series.Y[i])) { continue; }

            var (x, y) = layout.Pixel(series.X[i], series.Y[i]);
            svg.Circle(x, y, radius, "area");
        }
    }

    private static void DrawBars(Svg svg, Layout layout, Series series)
    {
        var half = BarWidth(series) / 2;
        var axis = layout.Y.Axis;
        var floor = axis.Pixel(axis.Logarithmic ? axis.Low : Math.Clamp(0, axis.Low, axis.High));
        for (var i = 0; i < series.X.Length; i++)
        {
            if (!layout.Shows(series.X[i], series.Y[i])) { continue; }

            var (left, right) = (layout.X.Axis.Pixel(series.X[i] - half), layout.X.Axis.Pixel(series.X[i] + half));
            var top = axis.Pixel(series.Y[i]);
            svg.Rectangle(left, Math.Min(top, floor), Math.Max(1, right - left), Math.Abs(floor - top), "area");
        }
    }

    /// <summary>Each unbroken run is outlined along its highs and back along its lows.</summary>
    private static void DrawRibbon(Svg svg, Layout layout, Series series)
    {
        var outline = new StringBuilder();
        for (var start = 0; start < series.X.Length;)
        {
            var end = start;
            while (end < series.X.Length
                && layout.Shows(series.X[end], series.Y[end]) && layout.Shows(series.X[end], series.High[end])) { end++; }

            for (var i = start; i < end; i++) { Append(outline, i == start ? 'M' : 'L', layout.Pixel(series.X[i], series.High[i])); }
            for (var i = end - 1; i >= start; i--) { Append(outline, 'L', layout.Pixel(series.X[i], series.Y[i])); }
            if (end > start) { outline.Append('Z'); }
            start = end + 1;
        }

        svg.Path(outline.ToString(), "area");
    }

    /// <summary>A path through the points: broken where one has no place, a dot where one is alone, no step too small to see.</summary>
    private static void DrawCurve(Svg svg, Layout layout, Series series)
    {
        var path = new StringBuilder();
        for (var start = 0; start < series.X.Length;)
        {
            var end = start;
            var last = (X: double.NaN, Y: double.NaN);
            for (; end < series.X.Length && layout.Shows(series.X[end], series.Y[end]); end++)
            {
                var at = layout.Pixel(series.X[end], series.Y[end]);
                if (Math.Abs(at.X - last.X) < 0.3 && Math.Abs(at.Y - last.Y) < 0.3) { continue; }

                Append(path, end == start ? 'M' : 'L', at);
                last = at;
            }

            if (end == start + 1) { svg.Circle(last.X, last.Y, 2.5, "area"); }
            start = end + 1;
        }

        svg.Path(path.ToString(), series.Shape == Shape.Line ? "line" : "dashes");
    }

    private static void Append(StringBuilder path, char command, (double X, double Y) to) =>
        path.Append(command).Append(Svg.Number(to.X)).Append(' ').Append(Svg.Number(to.Y));
}
