namespace Examples.Study;

/// <summary>The study's charts.</summary>
internal static class Drawings
{
    /// <summary>A logarithmic axis has no place for an answer that is exact; such are drawn here.</summary>
    private const double Floor = 1e-4;

    /// <summary>Room for the names of the worst.</summary>
    private const double Ceiling = 100;

    /// <summary>Two dots a problem, the careful answer named, and the Gaussian process; below the line they beat the best row.</summary>
    public static Chart Problems(Results results, int rows, bool noisy)
    {
        var settings = results.Table(rows, noisy);
        var chart = new Chart($"Regret in σ, N = {rows}, {(noisy ? "with" : "without")} noise", 640, 560)
        {
            Subtitle = "named: the careful answer; beside it the Gaussian process's; median over seeds; below the line better than the best row",
            XLabel = "regret of the best row",
            YLabel = "regret of the answer",
            LogX = true,
            LogY = true,
            XRange = (Floor / 2, Ceiling),
            YRange = (Floor / 2, Ceiling),
        };
        chart.Identity();
        chart.Scatter(
            settings.Select(setting => At(setting, Contender.BestRow)), settings.Select(setting => At(setting, Contender.GaussianProcess)),
            "Gaussian process", opacity: 0.85);
        foreach (var setting in settings)
        {
            chart.Point(At(setting, Contender.BestRow), At(setting, Contender.Careful), setting.Problem.Name);
        }

        return chart;

        double At(Setting setting, Contender contender) => Math.Max(Floor, results.Regret(setting, contender));
    }

    /// <summary>What is missing of the way from the box's mean to its optimum, by the number of inputs.</summary>
    public static Chart Dimensions(Results results, bool growing)
    {
        var chart = new Chart(growing ? "Rows in proportion to the inputs" : "As many rows at any number of inputs", 560, 400)
        {
            Subtitle = "solid: Extremal's answer; dots: the Gaussian process's; dashed: the best row; no noise, medians",
            XLabel = "inputs",
            YLabel = "missing of the way from mean to optimum, %",
        };
        foreach (var (family, color) in results.Plan.Families.Select((family, color) => (family, color)))
        {
            Setting[] settings = [.. (growing ? family.Growing : family.Fixed).Where(results.Has)];
            if (settings.Length == 0) { continue; }
            double[] inputs = [.. settings.Select(setting => (double)setting.Problem.Inputs)];
            chart.Line(inputs, settings.Select(setting => Missing(setting, Contender.Extremal)), family.Name, color: color);
            chart.Scatter(inputs, settings.Select(setting => Missing(setting, Contender.GaussianProcess)), opacity: 0.85, color: color);
            chart.Line(inputs, settings.Select(setting => Missing(setting, Contender.BestRow)), dashed: true, color: color);
        }

        return chart;

        double Missing(Setting setting, Contender contender) => 100 * results.Median(setting, run => run.Missing(contender));
    }
}
