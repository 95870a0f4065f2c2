using Extremal.Problems;

namespace Examples.Study;

/// <summary>A sentence that should hold, whether it does, and the count behind it.</summary>
/// <param name="Claim">What should hold.</param>
/// <param name="Holds">Null if there is nothing to tell it by.</param>
/// <param name="Count">How often it holds, or why it cannot be told.</param>
internal sealed record Check(string Claim, bool? Holds, string Count)
{
    /// <summary>What is promised of answers is promised of this many rows, without noise.</summary>
    public const int Rows = 100;

    /// <summary>The share of problems, or of runs, that is most of them.</summary>
    public const double Enough = 0.8;

    public string Word => Holds switch { true => "holds", false => "does not hold", null => "not measured" };

    public static IReadOnlyList<Check> Of(Results results) =>
    [
        .. TableChecks.Of(results),
        .. Contenders.Judged.Select(contender => BeatsBestRow(results, contender)),
        .. Contenders.Judged.Select(contender => Covers(results, contender)),
        .. Contenders.Judged.Select(contender => ErrorGrows(results, contender)),
        .. results.Plan.Families.Select(family => Overcomes(results, family)),
    ];

    private static Check BeatsBestRow(Results results, Contender contender)
    {
        var settings = results.Table(Rows, noisy: false);
        var won = settings.Where(setting => results.Regret(setting, contender) < results.Regret(setting, Contender.BestRow)).ToList();
        var claim = $"At N = {Rows} without noise the median truth at the answer beats the best row's on eight problems of ten: "
            + contender.Short();
        return settings.Count == 0
            ? new Check(claim, null, $"no problem was run at N = {Rows} without noise")
            : new Check(claim, won.Count >= Enough * settings.Count, $"{won.Count} of {settings.Count}"
                + (won.Count < settings.Count ? $"; not on {string.Join(", ", settings.Except(won).Select(lost => lost.Problem))}" : ""));
    }

    private static Check Covers(Results results, Contender contender)
    {
        var byPlace = results.Plan.Main.Where(setting => setting.Rows == Rows && !setting.Noisy).SelectMany(results.Of)
            .ToLookup(run => run.Certainties[contender].Place, IsCovered);
        var (covered, inside) = (byPlace[Verdict.Inside].Count(holds => holds), byPlace[Verdict.Inside].Count());
        var others = byPlace.Where(place => place.Key != Verdict.Inside).OrderBy(place => place.Key)
            .Select(place => $"; {Certainty.Word(place.Key)}: {place.Count(holds => holds)} of {place.Count()}");
        var claim = $"There the {100 * Certainty.Level} % interval covers the truth in 80 % of the answers judged inside the data: "
            + contender.Short();
        return inside == 0
            ? new Check(claim, null, "no answer lies inside the data")
            : new Check(claim, covered >= Enough * inside, $"{covered} of {inside}{string.Concat(others)}");

        bool IsCovered(Run run) => run.Certainties[contender].Interval.Contains(run.Setting.Problem.Truth(run[contender].Point));
    }

    private static Check ErrorGrows(Results results, Contender contender)
    {
        var byPlace = results.All.ToLookup(run => run.Certainties[contender].Place, run => Math.Abs(run.Optimism(contender)));
        var places = Enum.GetValues<Verdict>().Where(byPlace.Contains).ToList();
        var medians = places.Select(place => Numbers.Median(byPlace[place])).ToList();
        var claim = $"The median error |f(x̂) - truth| grows from inside the data to their edge to beyond: {contender.Short()}";
        return places.Count < 2
            ? new Check(claim, null, "all answers lie alike")
            : new Check(claim, medians.SequenceEqual(medians.Order()), string.Join(", ", places.Select((place, i) =>
                $"{Certainty.Word(place)}: {Numbers.Show(medians[i], 3)} σ in {byPlace[place].Count()} runs")));
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
