namespace Examples.Study;

/// <summary>A sentence that should hold, whether it does, and the count behind it.</summary>
/// <param name="Claim">What should hold.</param>
/// <param name="Holds">Null if there is nothing to tell it by.</param>
/// <param name="Count">How often it holds, or why it cannot be told.</param>
internal sealed record Check(string Claim, bool? Holds, string Count)
{
    private const double EnoughProblems = 0.8, EnoughCovered = 0.8;

    public string Word => Holds switch { true => "holds", false => "does not hold", null => "not measured" };

    public static IReadOnlyList<Check> Of(Results results) =>
    [
        BeatsBestRow(results),
        Covers(results),
        ErrorGrows(results),
        .. results.Plan.Families.Select(family => Overcomes(results, family)),
    ];

    private static Check BeatsBestRow(Results results)
    {
        const int Rows = 100;
        var settings = results.Table(Rows, noisy: false);
        var won = settings.Where(setting =>
            results.Regret(setting, Contender.Extremal) < results.Regret(setting, Contender.BestRow)).ToList();
        var claim = $"At N = {Rows} without noise the median truth at the answer beats the best row's on eight problems of ten";
        return settings.Count == 0
            ? new Check(claim, null, $"no problem was run at N = {Rows} without noise")
            : new Check(claim, won.Count >= EnoughProblems * settings.Count, $"{won.Count} of {settings.Count}"
                + (won.Count < settings.Count ? $"; not on {string.Join(", ", settings.Except(won).Select(lost => lost.Problem))}" : ""));
    }

    private static Check Covers(Results results)
    {
        var inside = results.All.Where(run => run.Certainty?.Place == Place.Inside).ToList();
        var covered = inside.Count(run => run.Setting.Problem.Truth(run[Contender.Extremal].Point) is var truth
            && truth >= run.Certainty!.Low && truth <= run.Certainty.High);
        var claim = $"The {100 * Certainty.Level} % interval covers the truth in 80 % of the answers judged inside the data";
        return inside.Count == 0
            ? new Check(claim, null, "no answer was judged")
            : new Check(claim, covered >= EnoughCovered * inside.Count, $"{covered} of {inside.Count}");
    }

    private static Check ErrorGrows(Results results)
    {
        var byPlace = results.All.Where(run => run.Certainty is not null).ToLookup(run => run.Certainty!.Place);
        var places = Enum.GetValues<Place>().Where(byPlace.Contains).ToList();
        var medians = places
            .Select(place => Numbers.Median(byPlace[place].Select(run => Math.Abs(run.Optimism(Contender.Extremal))))).ToList();
        const string Claim = "The median error |f(x̂) - truth| grows from inside the data to their edge to beyond";
        return places.Count < 2
            ? new Check(Claim, null, "no answer was judged")
            : new Check(Claim, medians.SequenceEqual(medians.Order()), string.Join(", ", places.Select((place, i) =>
                $"{place}: {Numbers.Show(medians[i], 3)} σ in {byPlace[place].Count()} runs")));
    }

    /// <summary>
    /// The curse is that exponentially more rows are needed. It is overcome if rows in proportion to the inputs suffice to come about as
    /// near to the optimum with many inputs as with few.
    /// </summary>
    private static Check Overcomes(Results results, Plan.Family family)
    {
        var claim = $"{family.Name}: rows in proportion to the inputs suffice, from the fewest inputs to the most";
        if (!results.Has(family.Growing[0]) || !results.Has(family.Growing[^1]))
        {
            return new Check(claim, null, "not all runs were made");
        }

        var (few, many) = (Missing(family.Growing[0]), Missing(family.Growing[^1]));
        return new Check(claim, many <= 1.5 * few + 0.01,
            $"missing of the way from mean to optimum: {Numbers.Percent(few)} at {Inputs(family.Growing[0])}, "
            + $"{Numbers.Percent(many)} at {Inputs(family.Growing[^1])}");

        double Missing(Setting setting) => results.Median(setting, run => run.Missing(Contender.Extremal));
        static string Inputs(Setting setting) => $"{setting.Problem.Inputs} inputs and {setting.Rows} rows";
    }
}
