using System.Globalization;

namespace Examples.Study;

/// <summary>What is asked of the study. A mistake is one line on standard error and exit code 2.</summary>
internal sealed record Request
{
    public const string Usage = """
        study.cs [--seeds N] [--problems A,B] [--sizes N,N] [--trust] [--quick] [--out FOLDER] [--threads N]

          --seeds N         samples and networks for each median (11); with --trust, data sets of each function (10)
          --problems A,B    these problems, or families for the part on dimensions (all)
          --sizes N,N       rows to learn from in the main part (50,100,250)
          --trust           how often answers beat the best row where noisy rows cover a part of the box, on seven functions
          --quick           a few seconds' worth: four problems, one family, few seeds and rows
          --out FOLDER      where the page, the drawings and the runs go (artifacts/study)
          --threads N       runs side by side (as many as there are processors)
        """;

    private static readonly string[] Options = ["--seeds", "--problems", "--sizes", "--trust", "--quick", "--out", "--threads", "--help"];
    private static readonly string[] Flags = ["--trust", "--quick"];
    private static readonly string[] QuickTrustProblems = ["beale-2", "peaks-2"];
    private static readonly string[] QuickProblems = ["Branin", "diet", "Hartmann-3", "OTL circuit", "Levy"];

    /// <summary>Whether the trust protocol is asked for, in place of the study.</summary>
    public required bool Trust { get; init; }

    public required int Seeds { get; init; }
    public required IReadOnlyList<Problem> Problems { get; init; }
    public required IReadOnlyList<(string Name, Func<int, Problem> Of)> Families { get; init; }
    public required IReadOnlyList<int> Dimensions { get; init; }
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>Rows of every problem of the part on dimensions; beside it, <see cref="RowsPerInput"/> times the inputs.</summary>
    public required int Rows { get; init; }

    public required int RowsPerInput { get; init; }
    public required string Folder { get; init; }
    public required int Threads { get; init; }

    /// <summary>Reads the request; null if help was asked for.</summary>
    /// <exception cref="InputException">The message says which argument is wrong, and what is wanted.</exception>
    public static Request? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Any(argument => argument is "--help" or "-h")) { return null; }
        var given = Collect(arguments);
        var (quick, trust) = (given.ContainsKey("--quick"), given.ContainsKey("--trust"));
        if (trust && given.ContainsKey("--sizes")) { throw new InputException("--sizes has no part in --trust: its rows are as published"); }
        string[] names = given.TryGetValue("--problems", out var list) ? Split(list, "--problems")
            : !quick ? [] : trust ? QuickTrustProblems : QuickProblems;
        var (problems, families) = trust ? Find(names, TrustProblems.All, []) : Find(names, Study.Problems.Main, Study.Problems.Families);
        return new Request
        {
            Trust = trust,
            Seeds = given.TryGetValue("--seeds", out var seeds) ? Whole(seeds, "--seeds", 1, 1000)
                : trust ? (quick ? 1 : 10) : quick ? 3 : 11,
            Problems = problems,
            Families = families,
            Dimensions = quick ? [2, 4] : Study.Problems.Dimensions,
            Sizes = given.TryGetValue("--sizes", out var sizes) ? ReadSizes(sizes) : quick ? [50, 100] : [50, 100, 250],
            Rows = quick ? 100 : 250,
            RowsPerInput = quick ? 20 : 50,
            Folder = given.GetValueOrDefault("--out", Path.Combine("artifacts", "study")),
            Threads = given.TryGetValue("--threads", out var threads) ? Whole(threads, "--threads", 1, 1024) : Environment.ProcessorCount,
        };
    }

    private static Dictionary<string, string> Collect(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (!Options.Contains(option))
            {
                var near = Names.Nearest(option, Options);
                throw new InputException(
                    $"there is no option '{option}'; {(near is null ? "--help lists them" : $"did you mean '{near}'?")}");
            }

            var value = Flags.Contains(option) ? "" : ++i < arguments.Count ? arguments[i] : "";
            if (!Flags.Contains(option) && (value.Trim().Length == 0 || value.StartsWith("--", StringComparison.Ordinal)))
            {
                throw new InputException($"{option} wants a value; --help says which");
            }

            if (!given.TryAdd(option, value)) { throw new InputException($"{option} is given twice"); }
        }

        return given;
    }

    private static (IReadOnlyList<Problem>, IReadOnlyList<(string, Func<int, Problem>)>) Find(
        string[] names, IReadOnlyList<Problem> problems, IReadOnlyList<(string Name, Func<int, Problem> Of)> families)
    {
        if (names.Length == 0) { return (problems, families); }
        string[] known = [.. problems.Select(problem => problem.Name), .. families.Select(family => family.Name)];
        foreach (var name in names)
        {
            if (known.Contains(name, StringComparer.OrdinalIgnoreCase)) { continue; }
            var near = Names.Nearest(name, known);
            var hint = near is null ? $"there are {string.Join(", ", known)}" : $"did you mean '{near}'?";
            throw new InputException($"--problems: there is no '{name}'; {hint}");
        }

        return (
            [.. problems.Where(problem => names.Contains(problem.Name, StringComparer.OrdinalIgnoreCase))],
            [.. families.Where(family => names.Contains(family.Name, StringComparer.OrdinalIgnoreCase))]);
    }

    private static int[] ReadSizes(string text) =>
        [.. Split(text, "--sizes").Select(size => Whole(size, "--sizes", 10, 10_000)).Distinct().Order()];

    private static string[] Split(string text, string option)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.All(part => part.Length > 0)
            ? parts : throw new InputException($"{option}: '{text}' is not a list with commas between its parts");
    }

    private static int Whole(string text, string option, int least, int greatest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= greatest
            ? number
            : throw new InputException($"{option}: '{text}' is not a whole number from {least} to {greatest}");
}
