namespace Examples.Study;

/// <summary>All settings of a study: those of the main tables, and those that ask how regret grows with the number of inputs.</summary>
internal sealed class Plan
{
    private Plan(IReadOnlyList<Setting> main, IReadOnlyList<Family> families) => (Main, Families) = (main, families);

    public IReadOnlyList<Setting> Main { get; }
    public IReadOnlyList<Family> Families { get; }

    /// <summary>Each setting once, though it may stand in a table and among the dimensions.</summary>
    public IReadOnlyList<Setting> Settings =>
        [.. Main.Concat(Families.SelectMany(family => family.Fixed.Concat(family.Growing))).DistinctBy(setting => setting.Key)];

    public static Plan Of(Request request)
    {
        var landscapes = new Dictionary<string, Landscape>();
        Setting[] main =
        [
            .. from noisy in (bool[])[false, true]
               from rows in request.Sizes
               from problem in request.Problems
               select new Setting(Survey(problem), rows, noisy),
        ];
        Family[] families = [.. request.Families.Select(family => new Family(
            family.Name,
            [.. request.Dimensions.Select(inputs => new Setting(Survey(family.Of(inputs)), request.Rows, Noisy: false))],
            [.. request.Dimensions.Select(inputs =>
                new Setting(Survey(family.Of(inputs)), request.RowsPerInput * inputs, Noisy: false))]))];
        return new Plan(main, families);

        Landscape Survey(Problem problem) =>
            landscapes.TryGetValue(problem.Name, out var known) ? known : landscapes[problem.Name] = Landscape.Of(problem);
    }

    /// <summary>One function at several numbers of inputs.</summary>
    /// <param name="Name">The function.</param>
    /// <param name="Fixed">With as many rows at every number of inputs.</param>
    /// <param name="Growing">With as many rows an input.</param>
    internal sealed record Family(string Name, IReadOnlyList<Setting> Fixed, IReadOnlyList<Setting> Growing);
}
