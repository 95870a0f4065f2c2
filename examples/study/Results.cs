namespace Examples.Study;

/// <summary>The runs so far, and their medians over the seeds.</summary>
internal sealed class Results
{
    private readonly ILookup<(string, int, bool), Run> _runs;

    public Results(Plan plan, int seeds, IEnumerable<Run> runs)
    {
        (Plan, Seeds) = (plan, seeds);
        All = [.. runs.OrderBy(run => run.Setting.Problem.Name, StringComparer.Ordinal).ThenBy(run => run.Setting.Noisy)
            .ThenBy(run => run.Setting.Rows).ThenBy(run => run.Seed)];
        _runs = All.ToLookup(run => run.Setting.Key);
    }

    public Plan Plan { get; }
    public int Seeds { get; }
    public IReadOnlyList<Run> All { get; }

    /// <summary>How many there would be had nobody interrupted.</summary>
    public int Planned => Plan.Settings.Count * Seeds;

    public IReadOnlyList<Run> Of(Setting setting) => [.. _runs[setting.Key]];

    public bool Has(Setting setting) => _runs.Contains(setting.Key);

    /// <summary>The median of a number over the setting's seeds.</summary>
    public double Median(Setting setting, Func<Run, double> number) => Numbers.Median(_runs[setting.Key].Select(number));

    public double Regret(Setting setting, Contender contender) => Median(setting, run => run.Regret(contender));

    /// <summary>The settings of one main table that have a run.</summary>
    public IReadOnlyList<Setting> Table(int rows, bool noisy) =>
        [.. Plan.Main.Where(setting => setting.Rows == rows && setting.Noisy == noisy && Has(setting))];

    /// <summary>The main tables that have a run: without noise first, from few rows to many.</summary>
    public IReadOnlyList<(int Rows, bool Noisy)> Tables =>
        [.. Plan.Main.Where(Has).Select(setting => (setting.Rows, setting.Noisy)).Distinct()];

    /// <summary>
    /// Makes the runs, many at once. A seed is done for all settings before the next, so that an interruption leaves whole tables.
    /// </summary>
    public static Results Make(Plan plan, int seeds, int threads, Action finished, CancellationToken cancellation)
    {
        var jobs = from seed in Enumerable.Range(1, seeds) from setting in plan.Settings select (setting, seed: (ulong)seed);
        return new Results(
            plan, seeds, Jobs.Make(jobs, threads, job => Run.Of(job.setting, job.seed, cancellation), finished, cancellation));
    }
}
