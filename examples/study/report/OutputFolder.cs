using System.Text;

namespace Examples.Study;

/// <summary>What the study leaves behind: the page, the drawings, and every run as a line of a table.</summary>
internal static class OutputFolder
{
    /// <summary>Returns the page's path.</summary>
    public static string Write(string folder, Results results)
    {
        var page = new HtmlReport(
            "How good are the extrema of trained networks?",
            "Functions whose optimum is known, measured at few points; a network trained on them and searched for its extremum; "
            + "the truth there, and at the answers of others: a Gaussian process, a quadratic, the best row.");
        page.Section("What should hold").Table(Html(Tables.Checks(Check.Of(results))));
        if (results.Tables.Count > 0) { ShowProblems(page, results, folder); }
        if (results.Plan.Families.SelectMany(family => family.Fixed.Concat(family.Growing)).Any(results.Has))
        {
            ShowDimensions(page, results, folder);
        }

        page.Section("The search alone").Table(Html(Tables.Searches(results)));
        if (Tables.Published(results) is { } published) { page.Table(Html(published)); }
        TextFile.Write(Path.Combine(folder, "runs.csv"), Csv(results));
        var path = Path.Combine(folder, "study.html");
        TextFile.Write(path, page.ToHtml());
        return path;
    }

    private static void ShowProblems(HtmlReport page, Results results, string folder)
    {
        page.Section("Problems", [.. Contenders.All.Select(contender => $"{contender.Short()}: {contender.Long()}.")]);
        foreach (var (rows, noisy) in results.Tables)
        {
            var chart = Drawings.Problems(results, rows, noisy);
            TextFile.Write(Path.Combine(folder, $"regret-{rows}{(noisy ? "-noisy" : "")}.svg"), chart.ToSvg());
            page.Table(Html(Tables.OfProblems(results, rows, noisy))).Figures((chart, ""));
        }
    }

    private static void ShowDimensions(HtmlReport page, Results results, string folder)
    {
        var (same, growing) = (Drawings.Dimensions(results, growing: false), Drawings.Dimensions(results, growing: true));
        TextFile.Write(Path.Combine(folder, "dimensions.svg"), same.ToSvg());
        TextFile.Write(Path.Combine(folder, "dimensions-growing.svg"), growing.ToSvg());
        page.Section("Dimensions").Figures((same, ""), (growing, ""));
        foreach (var family in results.Plan.Families) { page.Table(Html(Tables.OfFamily(results, family))); }
    }

    private static HtmlTable Html(Tables.Text text)
    {
        var table = new HtmlTable([.. text.Header]) { Caption = text.Note.Length > 0 ? $"{text.Title}. {text.Note}" : text.Title };
        foreach (var row in text.Rows) { table.Row([.. row]); }
        return table;
    }

    /// <summary>No times: the same seeds give the same file.</summary>
    private static string Csv(Results results)
    {
        var text = new StringBuilder(
            "problem,inputs,rows,noisy,seed,explained,explained_gp,deviation,optimum,contender,truth,claim,regret,evaluations,point\n");
        foreach (var run in results.All)
        {
            var setting = run.Setting;
            foreach (var contender in Contenders.All)
            {
                var answer = run[contender];
                text.AppendJoin(',', setting.Problem.Name, setting.Problem.Inputs, setting.Rows, setting.Noisy, run.Seed,
                    Numbers.InFull(run.Explained), Numbers.InFull(run.ExplainedByProcess),
                    Numbers.InFull(setting.Landscape.Deviation), Numbers.InFull(setting.Problem.Optimum),
                    contender.Short(), Numbers.InFull(setting.Problem.Truth(answer.Point)), Numbers.InFull(answer.Claim),
                    Numbers.InFull(run.RawRegret(contender)), answer.Evaluations, string.Join(' ', answer.Point.Select(Numbers.InFull)));
                text.Append('\n');
            }
        }

        return text.ToString();
    }
}
