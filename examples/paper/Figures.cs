using Extremal.Extrema;
using Extremal.Results;

namespace Examples.Paper;

/// <summary>The paper's figures 1, 2 and 3, and the way of the search: each an SVG file, and all in one page.</summary>
internal static class Figures
{
    private const double Width = 460, Height = 320;

    public static void Write(CaseStudy study, Extremum printed, Extremum proper, string folder, string listing)
    {
        Figure[] losses =
        [
            new("figure-1a", MaximizationLoss(), "Its slope is -κ₂ below 0 and nothing at 0 from above, where a search nearly stops."),
            new("figure-1b", ExtrapolationLoss(study), "It is flat at its own bound, so any pull, however weak, leads past it."),
        ];
        Figure[] data = [.. CaseStudy.Names.Select((_, i) => new Figure($"figure-2-x{i}", Data(study, i)))];
        Figure[] slices = [.. CaseStudy.Names.Select((_, i) => new Figure($"figure-3-x{i}", Slice(study, i)))];
        Figure[] search =
        [
            new("path", SearchPath(study, printed, proper, zoomed: false), "Every dot is a step of the printed equations."),
            new("path-corner", SearchPath(study, printed, proper, zoomed: true), "They come to rest outside; the hard box does not."),
            new("path-loss", LossAlong(study, printed), "Fast until f is positive; then little is left to gain."),
        ];

        foreach (var figure in (Figure[])[.. losses, .. data, .. slices, .. search])
        {
            TextFile.Write(Path.Combine(folder, figure.Name + ".svg"), figure.Chart.ToSvg());
        }

        var page = new HtmlReport("Extremal learning, section 3", "The paper's case study, and the same question asked properly.")
            .Section("What was found").Listing(listing)
            .Section("Figure 1: the losses").Figures(Shown(losses))
            .Section("Figure 2: the data").Figures(Shown(data))
            .Section("Figure 3: the network on the data", "Slices along each input, the other three at 0.").Figures(Shown(slices))
            .Section("The search").Figures(Shown(search));
        TextFile.Write(Path.Combine(folder, "paper.html"), page.ToHtml());
    }

    private static Chart MaximizationLoss()
    {
        double[] ys = Range(-1, 4);
        return new Chart("Maximization loss (2.7)", Width, Height) { Subtitle = "κ₂ = 10, κ̂ = 1", XLabel = "y", YLabel = "loss" }
            .Line(ys, ys.Select(y => Equations.Maximization(y)));
    }

    private static Chart ExtrapolationLoss(CaseStudy study)
    {
        var column = study.Data.InputColumns[0];
        var bounds = Box.Around([column.Mean], [column.StandardDeviation], 2);
        double[] xs = Range(-2.5, 2.5);
        return new Chart("Extrapolation loss (2.6)", Width, Height) { Subtitle = "κ₁ = 1, c = 2", XLabel = "x0", YLabel = "loss" }
            .Line(xs, xs.Select(x => Equations.Extrapolation([x], bounds, kappa1: 1)))
            .Mark(bounds.Lower[0], "μ - 2σ").Mark(bounds.Upper[0], "μ + 2σ");
    }

    private static Chart Data(CaseStudy study, int input) =>
        new Chart($"x{input}, {CaseStudy.Names[input]}", Width, Height) { XLabel = $"x{input}", YLabel = "health y" }
            .Scatter(Measured(study, input), Health(study), opacity: 0.5);

    private static Chart Slice(CaseStudy study, int input)
    {
        double[] xs = Range(-1.2, 1.2);
        double[][] points = [.. xs.Select(x => Enumerable.Range(0, 4).Select(i => i == input ? x : 0).ToArray())];
        return new Chart($"x{input}, {CaseStudy.Names[input]}", Width, Height) { XLabel = $"x{input}", YLabel = "health y" }
            .Scatter(Measured(study, input), Health(study), "data", opacity: 0.3, color: 5)
            .Line(xs, points.Select(point => study.Model.Predict(point)), "network", color: 0)
            .Line(xs, points.Select(point => Equations.Truth(point)), "truth", dashed: true, color: 1);
    }

    private static Chart SearchPath(CaseStudy study, Extremum printed, Extremum proper, bool zoomed)
    {
        var box = Box.Of(study.TwoDeviations);
        double[] x2 = [.. printed.Path.Select(x => x[2])], x3 = [.. printed.Path.Select(x => x[3])];
        double[] corners2 = [box.Lower[2], box.Upper[2]], corners3 = [box.Lower[3], box.Upper[3]];
        var chart = new Chart(zoomed ? "Where it ends" : "The way of the search", Width, Height)
        {
            XLabel = "x2, cake",
            YLabel = "x3, candy",
            XRange = zoomed ? Around(box.Lower[2], printed.Point[2]) : null,
            YRange = zoomed ? Around(box.Lower[3], printed.Point[3]) : null,
        };
        chart.Line(Outline(corners2, [0, 1, 1, 0, 0]), Outline(corners3, [0, 0, 1, 1, 0]), "μ ± 2σ", dashed: true, color: 5)
            .Line(x2, x3, "(2.4) on (3.2)", color: 0)
            .Scatter(x2, x3, opacity: 0.5, color: 0);
        return zoomed
            ? chart.Point(printed.Point[2], printed.Point[3], "as printed").Point(proper.Point[2], proper.Point[3], "hard box")
            : chart.Point(x2[0], x3[0], "start").Point(printed.Point[2], printed.Point[3]);
    }

    private static Chart LossAlong(CaseStudy study, Extremum printed)
    {
        var box = Box.Of(study.TwoDeviations);
        double[] outputs = [.. printed.Path.Select(x => study.Model.Predict([.. x]))];
        double[] points = [.. printed.Path.Select((_, step) => step + 1.0)];
        var losses = printed.Path.Zip(outputs, (x, y) => Equations.Maximization(y) + Equations.Extrapolation([.. x], box, kappa1: 0.5));
        return new Chart("Along the steps", Width, Height) { XLabel = "point of the path", LogX = true }
            .Line(points, losses, "loss (3.2)").Line(points, outputs, "f(x)");
    }

    private static (double, double) Around(double bound, double end)
    {
        var reach = Math.Max(0.1, 1.6 * Math.Abs(bound - end));
        return (bound - reach, bound + reach);
    }

    private static IEnumerable<double> Outline(double[] ends, int[] corners) => corners.Select(corner => ends[corner]);
    private static double[] Range(double from, double to) => [.. Enumerable.Range(0, 401).Select(i => from + (to - from) * i / 400)];
    private static double[] Measured(CaseStudy study, int input) => Rows(study, row => study.Data.Inputs[row, input]);
    private static double[] Health(CaseStudy study) => Rows(study, row => study.Data.Targets[row, 0]);
    private static double[] Rows(CaseStudy study, Func<int, double> cell) => [.. Enumerable.Range(0, study.Data.RowCount).Select(cell)];
    private static (Chart, string)[] Shown(Figure[] figures) => [.. figures.Select(figure => (figure.Chart, figure.Caption))];

    private sealed record Figure(string Name, Chart Chart, string Caption = "");
}
