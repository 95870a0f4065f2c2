using System.Globalization;

namespace Examples.Study;

/// <summary>The study's tables as words, for the terminal and for the page.</summary>
internal static class Tables
{
    public sealed record Text(string Title, string Note, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows);

    /// <summary>Every problem at one number of rows.</summary>
    public static Text OfProblems(Results results, int rows, bool noisy)
    {
        var settings = results.Table(rows, noisy);
        return new Text(
            $"N = {rows}, {(noisy ? $"noise {Numbers.Percent(Setting.NoiseShare)} of σ" : "no noise")}",
            "Median regret in σ, the truth's deviation over the box; * beats the best row. Optimism: how much too good the claim is, in σ, "
            + "Extremal's and the careful one's. R² over the box, the network's and the Gaussian process's. Last, the truth in its own unit. "
            + OfRuns(results, settings),
            ["problem", "d", .. Contenders.All.Select(contender => contender.Short()), "optimism", "careful", "R²", "GP's R²",
                "best row", "careful", "optimum"],
            [.. settings.Select(setting => Row(results, setting))]);
    }

    /// <summary>One function at several numbers of inputs.</summary>
    public static Text OfFamily(Results results, Plan.Family family) => new(
        $"{family.Name} from {family.Fixed[0].Problem.Inputs} to {family.Fixed[^1].Problem.Inputs} inputs, no noise",
        "Median regret in σ; missing: the share of the way from the box's mean to its optimum that is missing at the answer.",
        ["d", "N", "best row", "quadratic", "GP", "Extremal", "careful", "optimism", "R²", "GP's R²", "missing: best row", "GP", "Extremal",
            "careful"],
        [
            .. family.Fixed.Concat(family.Growing).Where(results.Has).DistinctBy(setting => setting.Key).Select(setting => (string[])
            [
                $"{setting.Problem.Inputs}", $"{setting.Rows}",
                Regret(results, setting, Contender.BestRow), Regret(results, setting, Contender.Quadratic),
                Regret(results, setting, Contender.GaussianProcess),
                Regret(results, setting, Contender.Extremal), Regret(results, setting, Contender.Careful),
                Numbers.Show(results.Median(setting, run => run.Optimism(Contender.Extremal)), 2),
                Numbers.Show(results.Median(setting, run => run.Explained), 3),
                Numbers.Show(results.Median(setting, run => run.ExplainedByProcess), 3),
                Numbers.Percent(results.Median(setting, run => run.Missing(Contender.BestRow))),
                Numbers.Percent(results.Median(setting, run => run.Missing(Contender.GaussianProcess))),
                Numbers.Percent(results.Median(setting, run => run.Missing(Contender.Extremal))),
                Numbers.Percent(results.Median(setting, run => run.Missing(Contender.Careful))),
            ]),
        ]);

    /// <summary>The searches of the network alone: whether they find its extremum, whatever that is worth.</summary>
    public static Text Searches(Results results) => new(
        "The search alone: one network, three searches",
        "Found: the best that any of the three found on the network, to a millionth of σ. Medians over all runs.",
        ["search", "found", "evaluations", "ms"],
        [
            .. Contenders.Searches.Select(search => (string[])
            [
                search.Short(), $"{results.All.Count(run => run.Reached(search))} of {results.All.Count}",
                Numbers.Show(Numbers.Median(results.All.Select(run => (double)run[search].Evaluations)), 4),
                Numbers.Show(Numbers.Median(results.All.Select(run => run[search].Time.TotalMilliseconds)), 2),
            ]),
        ]);

    /// <summary>Whether the samples are as good as others' samples of the same size.</summary>
    public static Text? Published(Results results)
    {
        var settings = results.Plan.Settings
            .Where(setting => !setting.Noisy && setting.Problem.PublishedBest.ContainsKey(setting.Rows) && results.Has(setting)).ToList();
        return settings.Count == 0 ? null : new Text(
            "The best row beside the published one",
            "The value of the best of N Latin-hypercube points: median here, and of 51 runs in De Ath, Everson, Rahat, Fieldsend (2021); "
            + "and the truth at the answers of the Gaussian process, of Extremal and of the careful one.",
            ["problem", "N", "best row", "published", "GP", "Extremal", "careful", "optimum"],
            [
                .. settings.Select(setting => (string[])
                [
                    setting.Problem.Name, $"{setting.Rows}", Truth(results, setting, Contender.BestRow),
                    Numbers.Show(setting.Problem.PublishedBest[setting.Rows], 4), Truth(results, setting, Contender.GaussianProcess),
                    Truth(results, setting, Contender.Extremal), Truth(results, setting, Contender.Careful),
                    Numbers.Show(setting.Problem.Optimum, 4),
                ]),
            ]);
    }

    public static Text Checks(IReadOnlyList<Check> checks) => new(
        "What should hold", "", ["claim", "", "count"],
        [.. checks.Select(check => (string[])[check.Claim, check.Word, check.Count])]);

    private static string[] Row(Results results, Setting setting) =>
    [
        setting.Problem.Name, $"{setting.Problem.Inputs}",
        .. Contenders.All.Select(contender => Regret(results, setting, contender)),
        Numbers.Show(results.Median(setting, run => run.Optimism(Contender.Extremal)), 2),
        Numbers.Show(results.Median(setting, run => run.Optimism(Contender.Careful)), 2),
        Numbers.Show(results.Median(setting, run => run.Explained), 3),
        Numbers.Show(results.Median(setting, run => run.ExplainedByProcess), 3),
        Truth(results, setting, Contender.BestRow), Truth(results, setting, Contender.Careful), Numbers.Show(setting.Problem.Optimum, 4),
    ];

    /// <summary>With a star where it is less than the best row's.</summary>
    private static string Regret(Results results, Setting setting, Contender contender)
    {
        var regret = results.Regret(setting, contender);
        var text = (Math.Round(regret, 3) + 0.0).ToString(regret < 10 ? "0.000" : "0.0", CultureInfo.InvariantCulture);
        return contender == Contender.BestRow ? text : text + (regret < results.Regret(setting, Contender.BestRow) ? "*" : " ");
    }

    private static string Truth(Results results, Setting setting, Contender contender) =>
        Numbers.Show(results.Median(setting, run => setting.Problem.Truth(run[contender].Point)), 4);

    private static string OfRuns(Results results, IReadOnlyList<Setting> settings)
    {
        int[] counts = [.. settings.Select(setting => results.Of(setting).Count)];
        var (least, most) = (counts.Min(), counts.Max());
        return least == most ? $"{Numbers.Count(most, "seed")}." : $"{least} to {most} seeds.";
    }
}
