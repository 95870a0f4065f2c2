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
                default: svg.Path(Curve(layout, series.X, series.Y), series.Shape == Shape.Line ? "line" : "dashes"); break;
            }

            svg.Close("g");
        }

        foreach (var marker in _markers)
        {
            var axis = marker.Upright ? layout.X.Axis : layout.Y.Axis;
            if (!Visible(axis, marker.At)) { continue; }
            var pixel = axis.Pixel(marker.At);
            if (marker.Upright) { svg.Line(pixel, layout.Top, pixel, layout.Bottom, "mark"); }
            else { svg.Line(layout.Left, pixel, layout.Right, pixel, "mark"); }
        }

        svg.Close("svg");
        foreach (var marker in _markers.Where(marker => !marker.Upright && Visible(layout.Y.Axis, marker.At)))
        {
            svg.Text(layout.Right + 6, layout.Y.Axis.Pixel(marker.At) + 4, marker.Label, "note");
        }
    }

    private static void DrawDots(Svg svg, Layout layout, Series series)
    {
        var radius = series.X.Length > 400 ? 2.5 : 3.5;
        for (var i = 0; i < series.X.Length; i++)
        {
            if (Visible(layout.X.Axis, series.X[i]) && Visible(layout.Y.Axis, series.Y[i]))
            {
                svg.Circle(layout.X.Axis.Pixel(series.X[i]), layout.Y.Axis.Pixel(series.Y[i]), radius, "area");
            }
        }
    }

    private static void DrawBars(Svg svg, Layout layout, Series series)
    {
        var half = BarWidth(series) / 2;
        var floor = layout.Y.Axis.Pixel(layout.Y.Axis.Logarithmic ? layout.Y.Axis.Low : Math.Clamp(0, layout.Y.Axis.Low, layout.Y.Axis.High));
        for (var i = 0; i < series.X.Length; i++)
        {
            if (!Shown(layout, series.X[i], series.Y[i])) { continue; }

            var (left, right) = (layout.X.Axis.Pixel(series.X[i] - half), layout.X.Axis.Pixel(series.X[i] + half));
            var top = layout.Y.Axis.Pixel(series.Y[i]);
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
                && Shown(layout, series.X[end], series.Y[end]) && Shown(layout, series.X[end], series.High[end])) { end++; }

            for (var i = start; i < end; i++) { Append(outline, i == start ? 'M' : 'L', layout, series.X[i], series.High[i]); }
            for (var i = end - 1; i >= start; i--) { Append(outline, 'L', layout, series.X[i], series.Y[i]); }
            if (end > start) { outline.Append('Z'); }
            start = end + 1;
        }

        svg.Path(outline.ToString(), "area");
    }

    /// <summary>The path through the points: broken where one has no place, a dot where one is alone, no step too small to see.</summary>
    private static string Curve(Layout layout, double[] xs, double[] ys)
    {
        var path = new StringBuilder();
        for (var start = 0; start < xs.Length;)
        {
            var end = start;
            var (lastX, lastY) = (double.NaN, double.NaN);
            for (; end < xs.Length && Shown(layout, xs[end], ys[end]); end++)
            {
                var (x, y) = (layout.X.Axis.Pixel(xs[end]), layout.Y.Axis.Pixel(ys[end]));
                if (end > start && Math.Abs(x - lastX) < 0.3 && Math.Abs(y - lastY) < 0.3) { continue; }

                Append(path, end == start ? 'M' : 'L', layout, xs[end], ys[end]);
                (lastX, lastY) = (x, y);
            }

            if (end == start + 1) { path.Append("h0"); }
            start = end + 1;
        }

        return path.ToString();
    }

    private static bool Shown(Layout layout, double x, double y) =>
        Axis.Shows(x, layout.X.Axis.Logarithmic) && Axis.Shows(y, layout.Y.Axis.Logarithmic);

    private static void Append(StringBuilder path, char command, Layout layout, double x, double y) =>
        path.Append(command).Append(Svg.Number(layout.X.Axis.Pixel(x))).Append(' ').Append(Svg.Number(layout.Y.Axis.Pixel(y)));
}
