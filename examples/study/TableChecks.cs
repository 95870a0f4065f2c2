namespace Examples.Study;

/// <summary>
/// What should hold in every main table, with the counts of each: the network beside the Gaussian process, the careful answer beside the
/// best row.
/// </summary>
internal static class TableChecks
{
    /// <summary>In σ: what of regret does not matter, and what a careful answer may be worse than the best row.</summary>
    private const double NoMatter = 0.002, MostBehind = 0.1;

    /// <summary>What of R² does not matter.</summary>
    private const double NoMatterExplained = 0.01;

    public static IReadOnlyList<Check> Of(Results results) => results.Tables.Count == 0 ? [] :
    [
        OnMost(
            results, $"The network's median regret is at most the Gaussian process's + {Numbers.Show(NoMatter)} σ on eight problems of ten",
            setting => results.Regret(setting, Contender.Extremal) <= results.Regret(setting, Contender.GaussianProcess) + NoMatter),
        OnMost(
            results, $"The network's median R² is at least the Gaussian process's - {Numbers.Show(NoMatterExplained)} on eight problems of ten",
            setting => results.Median(setting, run => run.Explained)
                >= results.Median(setting, run => run.ExplainedByProcess) - NoMatterExplained),
        OnMost(
            results, "The careful answer's median truth beats the best row's on eight problems of ten",
            setting => Behind(results, setting) < 0),
        NowhereFarBehind(results),
        MostRuns(results),
    ];

    private static Check OnMost(Results results, string claim, Func<Setting, bool> holds)
    {
        var tables = results.Tables.Select(table => results.Table(table.Rows, table.Noisy)).ToList();
        return new Check(
            claim, tables.All(settings => settings.Count(holds) >= Check.Enough * settings.Count),
            Counts(tables, settings => $"{settings.Count(holds)} of {settings.Count}"));
    }

    private static Check NowhereFarBehind(Results results)
    {
        var tables = results.Tables.Select(table => results.Table(table.Rows, table.Noisy)).ToList();
        return new Check(
            $"Its median is nowhere worse than the best row's by more than {Numbers.Show(MostBehind)} σ",
            tables.All(settings => settings.All(setting => Behind(results, setting) <= MostBehind)),
            Counts(tables, settings =>
            {
                var worst = settings.MaxBy(setting => Behind(results, setting))!;
                return $"{settings.Count(setting => Behind(results, setting) > MostBehind)} worse, "
                    + $"{Numbers.Show(Behind(results, worst), 2)} σ at most ({worst.Problem})";
            }));
    }

    private static Check MostRuns(Results results)
    {
        var tables = results.Tables.Select(table => results.Table(table.Rows, table.Noisy)).ToList();
        return new Check(
            "In eight runs of ten it does not fall behind the best row", tables.All(settings => Share(settings) >= Check.Enough),
            Counts(tables, settings => Numbers.Percent(Share(settings))));

        double Share(IReadOnlyList<Setting> settings) => settings.SelectMany(results.Of)
            .Average(run => run.RawRegret(Contender.Careful) <= run.RawRegret(Contender.BestRow) ? 1.0 : 0);
    }

    /// <summary>How much worse than the best row the careful answer is, in σ; below 0 it is better.</summary>
    private static double Behind(Results results, Setting setting) =>
        results.Regret(setting, Contender.Careful) - results.Regret(setting, Contender.BestRow);

    private static string Counts(IReadOnlyList<IReadOnlyList<Setting>> tables, Func<IReadOnlyList<Setting>, string> count) =>
        string.Join("; ", tables.Select(settings => $"N = {settings[0].Rows}{(settings[0].Noisy ? " noisy" : "")}: {count(settings)}"));
}
