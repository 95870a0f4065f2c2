namespace Examples;

internal sealed partial class Chart
{
    /// <summary>The finished drawing: without scripts, fonts or anything else from outside, and of any size its page gives it.</summary>
    public string ToSvg()
    {
        var layout = Arrange();
        var svg = new Svg();
        svg.Open("svg", $"xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {Svg.Number(Width)} {Svg.Number(Height)}\" "
            + $"width=\"{Svg.Number(Width)}\" height=\"{Svg.Number(Height)}\" role=\"img\" aria-label=\"{Svg.Escape(Title)}\"");
        svg.Raw($"<style>\n{Style.ReplaceLineEndings("\n").TrimEnd()}\n</style>\n");
        svg.Rectangle(0, 0, Width, Height, "paper");
        DrawHeading(svg, layout);
        DrawAxes(svg, layout);
        DrawData(svg, layout);
        DrawMarks(svg, layout);
        foreach (var (x, y, label) in _points.Where(point => layout.Holds(point.X, point.Y)))
        {
            DrawPoint(svg, layout, layout.Pixel(x, y), label);
        }

        return svg.Close("svg").ToString();
    }

    private void DrawHeading(Svg svg, Layout layout)
    {
        for (var i = 0; i < layout.Title.Count; i++)
        {
            svg.Text(Edge, Edge + TitleSize - 3 + i * (TitleSize + 4), layout.Title[i], "title");
        }

        if (Subtitle.Length > 0) { svg.Text(Edge, layout.SubtitleTop + TextSize + 1, Subtitle, "label"); }
        foreach (var (series, x, y) in layout.Legend)
        {
            DrawSwatch(svg, series, x, y + 4);
            svg.Text(x + 22, y + 8, series.Name, "label");
        }

        if (YLabel.Length > 0) { svg.Text(Edge, layout.YLabelTop + TextSize + 4, WithPower(YLabel, layout.Y.Ticks), "label"); }
        if (XLabel.Length > 0) { svg.Text(layout.Right, Height - Edge + 2, WithPower(XLabel, layout.X.Ticks), "label", "end"); }
    }

    private static void DrawSwatch(Svg svg, Series series, double x, double y)
    {
        svg.Open("g", $"class=\"c{series.Color}\"");
        switch (series.Shape)
        {
            case Shape.Line or Shape.Dashes:
                svg.Path($"M{Svg.Number(x)} {Svg.Number(y)}h16", series.Shape == Shape.Line ? "line" : "dashes");
                break;
            case Shape.Dots:
                svg.Circle(x + 8, y, 4, "area");
                break;
            default:
                svg.Open("g", $"fill-opacity=\"{Svg.Number(series.Shape == Shape.Bars ? series.Opacity : 0.3)}\"");
                svg.Rectangle(x, y - 5, 16, 10, "area", corner: 2).Close("g");
                break;
        }

        svg.Close("g");
    }

    private void DrawAxes(Svg svg, Layout layout)
    {
        foreach (var band in _series.Where(series => series.Shape == Shape.Band)) { DrawBand(svg, layout, band); }

        var (x, y) = (layout.X.Axis, layout.Y.Axis);
        for (var i = 0; i < layout.Y.Ticks.Values.Count; i++)
        {
            var pixel = y.Pixel(layout.Y.Ticks.Values[i]);
            svg.Line(layout.Left, pixel, layout.Right, pixel, "grid");
            svg.Text(layout.Left - 8, pixel + 4, Labelled(layout.Y.Ticks, i, YLabel), "tick", "end");
        }

        for (var i = 0; i < layout.X.Ticks.Values.Count; i++)
        {
            var pixel = x.Pixel(layout.X.Ticks.Values[i]);
            svg.Line(pixel, layout.Top, pixel, layout.Bottom, "grid");
            svg.Line(pixel, layout.Bottom, pixel, layout.Bottom + 4, "axis");
            svg.Text(pixel, layout.Bottom + 5 + TickSize, Labelled(layout.X.Ticks, i, XLabel), "tick", "middle");
        }

        svg.Line(layout.Left, layout.Bottom, layout.Right, layout.Bottom, "axis");
        if (_sameRange)
        {
            var (low, high) = (Math.Max(x.Low, y.Low), Math.Min(x.High, y.High));
            if (low < high) { svg.Line(x.Pixel(low), y.Pixel(low), x.Pixel(high), y.Pixel(high), "identity"); }
        }
    }

    private static void DrawBand(Svg svg, Layout layout, Series band)
    {
        if (!Axis.Shows(band.X[0], layout.X.Axis.Logarithmic) || !Axis.Shows(band.X[1], layout.X.Axis.Logarithmic)) { return; }

        var from = Math.Clamp(layout.X.Axis.Pixel(band.X[0]), layout.Left, layout.Right);
        var to = Math.Clamp(layout.X.Axis.Pixel(band.X[1]), layout.Left, layout.Right);
        svg.Open("g", $"class=\"c{band.Color}\" fill-opacity=\"{Svg.Number(band.Opacity)}\"");
        svg.Rectangle(Math.Min(from, to), layout.Top, Math.Abs(to - from), layout.Bottom - layout.Top, "area").Close("g");
    }

    /// <summary>The power of ten stands with the axis' label, once; an axis without one has it at every mark.</summary>
    private static string Labelled(Ticks ticks, int i, string axisLabel) =>
        ticks.Exponent == 0 || axisLabel.Length > 0 || ticks.Values[i] == 0
            ? ticks.Labels[i]
            : $"{ticks.Labels[i]}·{Ticks.PowerOfTen(ticks.Exponent)}";

    private static string WithPower(string label, Ticks ticks) =>
        ticks.Exponent == 0 ? label : $"{label} (× {Ticks.PowerOfTen(ticks.Exponent)})";

    private static void DrawMarks(Svg svg, Layout layout)
    {
        foreach (var (marker, x, y) in layout.Marks) { svg.Text(x, y, marker.Label, "note", "middle"); }
    }

    private void DrawPoint(Svg svg, Layout layout, (double X, double Y) at, string label)
    {
        svg.Circle(at.X, at.Y, 6, "found");
        if (label.Length == 0) { return; }

        var width = Svg.Width(label, TickSize);
        var sides = from down in (bool[])[false, true]
                    from left in (bool[])[false, true]
                    select (X: left ? at.X - 10 - width : at.X + 10, Y: down ? at.Y + 20 : at.Y - 10);
        var best = sides.MinBy(side => Covered(layout, side.X, side.Y - TickSize, side.X + width, side.Y + 3));
        svg.Text(Math.Clamp(best.X, Edge, Math.Max(Edge, Width - Edge - width)), best.Y, label, "note halo");
    }

    /// <summary>How bad a box is as a label's place: worst across the edge of the plot, then over a mark, then over data.</summary>
    private double Covered(Layout layout, double left, double top, double right, double bottom)
    {
        var outside = left < layout.Left || right > layout.Right || top < layout.Top || bottom > layout.Bottom ? 1000.0 : 0;
        var marks = _markers.Count(marker => marker.Upright
            ? layout.X.Axis.Pixel(marker.At) >= left - 2 && layout.X.Axis.Pixel(marker.At) <= right + 2
            : layout.Y.Axis.Pixel(marker.At) >= top - 2 && layout.Y.Axis.Pixel(marker.At) <= bottom + 2);
        var data = 0.0;
        foreach (var series in _series.Where(series => series.Shape is Shape.Line or Shape.Dashes or Shape.Dots))
        {
            for (var i = 0; i < series.X.Length; i++)
            {
                if (!layout.Shows(series.X[i], series.Y[i])) { continue; }
                var (x, y) = layout.Pixel(series.X[i], series.Y[i]);
                if (x >= left && x <= right && y >= top && y <= bottom) { data += 1; }
            }
        }

        return outside + 40 * marks + Math.Min(data, 100);
    }
}
