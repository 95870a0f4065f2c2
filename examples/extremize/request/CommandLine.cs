using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Examples;

/// <summary>The options, and how a request is read from them.</summary>
internal static partial class CommandLine
{
    private static readonly Argument<string?> File = new("FILE")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Measurements as text: a line of column names, then a line a row, separated by commas, semicolons or tabs. "
            + "Without a file: the concrete of examples/data/concrete.csv.",
    };

    private static readonly Option<string?> Maximize = One("--maximize", "COLUMN", "Find the input where this column is greatest.");
    private static readonly Option<string?> Minimize = One("--minimize", "COLUMN", "Find the input where this column is least.");
    private static readonly Option<string?> Reach = One("--reach", "COLUMN=VALUE", "Find an input where this column has this value.");
    private static readonly Option<string[]> Also = Many("--also", "COLUMN",
        "A further target, which the same network learns: its value at the answer is reported, and --at-least and --at-most can limit it. "
        + "May be repeated.");
    private static readonly Option<string[]> Ignore = Many("--ignore", "COLUMN", "Leave this column out. May be repeated.");
    private static readonly Option<string[]> Fix = Many("--fix", "COLUMN=VALUE",
        "Fix this input at this value, or a category at this label. May be repeated.");
    private static readonly Option<string[]> Range = Many("--range", "COLUMN=LOW:HIGH",
        "Search this input between these numbers instead of its range in the data. May be repeated.");
    private static readonly Option<string[]> AtLeast = Many("--at-least", "COLUMN=VALUE",
        "A lower limit of this input, or further target. May be repeated.");
    private static readonly Option<string[]> AtMost = Many("--at-most", "COLUMN=VALUE",
        "An upper limit of this input, or further target. May be repeated.");
    private static readonly Option<string[]> Sum = Many("--sum", TotalReader.Form,
        "Limit the sum of these inputs to this range, either end of which may be left out; =TOTAL for one number; =data for the range of "
        + "the sum in the data. An input may have a factor: A+2*B. A,B=LOW:HIGH means the same. May be repeated.");
    private static readonly Option<bool> NoSum = new("--no-sum")
    {
        Description = "Without a file: do not limit the mass of the concrete, which otherwise stays in its range in the data.",
    };
    private static readonly Option<string[]> Integer = Many("--integer", "COLUMN", "Whole numbers only for this input. May be repeated.");
    private static readonly Option<string[]> Grid = Many("--grid", "COLUMN=STEP",
        "Multiples of this step only for this input. May be repeated.");
    private static readonly Option<string[]> Categorical = Many("--categorical", "COLUMN",
        "Treat the texts of this input as labels of a category; the answer has one of them. May be repeated.");
    private static readonly Option<string?> Within = One("--within", "data|SIGMAS",
        "The range of inputs without a --range: that of the data (the default), or this many standard deviations around the mean.");
    private static readonly Option<string?> Inside = One("--inside", "SHARE",
        "Limit the answer to the region of the data that contains this share of the rows; 0.95 is usual.");
    private static readonly Option<string?> Group = One("--group", "COLUMN,…",
        "Rows that agree in these columns form a group: the network is also scored on groups of which it saw no row.");
    private static readonly Option<bool> DropMissing =
        new("--drop-missing") { Description = "Leave out rows with an empty cell, NaN or NA." };
    private static readonly Option<string?> Hidden = One("--hidden", "64,64",
        "Train one network with hidden layers of these widths, by batches, instead of several networks by evidence.");
    private static readonly Option<string?> Ensemble = One("--ensemble", "COUNT",
        "Train an ensemble of this many networks by batches, each on a bootstrap sample of the rows: their spread measures the uncertainty.");
    private static readonly Option<string?> Seed =
        One("--seed", "N", "The seed of held-out rows, initial weights and starting points (default 1).");
    private static readonly Option<string?> Seeds =
        One("--seeds", "COUNT", "Score on this many draws of held-out rows, whose errors are pooled (default 1).");
    private static readonly Option<string?> Out = new("--out")
    {
        HelpName = "FOLDER",
        Description = "Where the report is written (default: out, in the current folder).",
    };
    private static readonly Option<string?> Certify = new("--certify")
    {
        HelpName = "SECONDS",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Prove a bound of the best value within the limits, in at most this many seconds (60 without a number). "
            + "Ctrl+C ends the proof with the bound proven by then. The networks are dense alone, without a radial one, which is cheaper to prove.",
    };
    private static readonly Option<string?> Gap = One("--gap", "PERCENT",
        "The proof ends when its bound is this near to the answer, in per cent of the column's standard deviation (default 1).");

    private static readonly Option[] All =
    [
        Maximize, Minimize, Reach, Also, Ignore, Fix, Range, AtLeast, AtMost, Sum, NoSum, Integer, Grid, Categorical, Within, Inside, Group,
        DropMissing, Hidden, Ensemble, Seed, Seeds, Out, Certify, Gap,
    ];

    private const string Examples = """
        Examples:
          dotnet run -c Release examples/extremize.cs
          dotnet run -c Release examples/extremize.cs -- --fix age=7 --range cement=100:400 --inside 0.95 --seeds 5
          dotnet run -c Release examples/extremize.cs -- mixes.csv --maximize strength --hidden 32,32 --certify 300 --gap 2
          dotnet run -c Release examples/extremize.cs -- wine.csv --reach alcohol=12 --ignore id --within 2 --categorical grape
          dotnet run -c Release examples/extremize.cs -- mixes.csv --maximize strength --also cost --at-most cost=80 --sum "a+b+c=1"

        A name that contains a comma, a plus or an equals sign needs double quotes in a list only.
        The exit code is 0 for an answer, 2 for a mistake in the arguments or the file, 3 if no point was found that meets
        every limit or has the wanted value, 130 after Ctrl+C. Ctrl+C ends the assessment at once and the final training
        3 seconds later; the answer of that network is reported. A second Ctrl+C ends the program.
        """;

    /// <summary>Reads the request; null if help was asked for, which is then printed.</summary>
    public static Request? Parse(string[] arguments)
    {
        var root = new RootCommand(
            "Trains a neural network on a table of measurements, and finds the input that extremises one of its columns.") { File };
        foreach (var option in All) { root.Options.Add(option); }
        foreach (var version in root.Options.OfType<VersionOption>().ToArray()) { root.Options.Remove(version); }

        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is HelpAction help)
        {
            help.Invoke(result);
            Console.WriteLine(Examples);
            return null;
        }

        Check(result);
        return Read(result);
    }

    /// <summary>Reports errors of the parser in our words; an unknown option may also be parsed as the file.</summary>
    private static void Check(ParseResult result)
    {
        var unknown = result.UnmatchedTokens.Append(result.GetResult(File)?.Tokens.FirstOrDefault()?.Value ?? "")
            .FirstOrDefault(token => token.StartsWith('-') && !System.IO.File.Exists(token));
        if (unknown is not null)
        {
            var near = Names.Nearest(unknown, All.Select(option => option.Name).Append("--help"));
            throw new InputException($"there is no option '{unknown}'; {(near is null ? "--help lists them" : $"did you mean '{near}'?")}");
        }

        var repeated = All.FirstOrDefault(option => result.GetResult(option) is { IdentifierTokenCount: > 1 } && option is Option<string?>);
        if (repeated is not null) { throw new InputException($"{repeated.Name} is given more than once"); }
        if (result.UnmatchedTokens.Count > 0)
        {
            throw new InputException($"'{result.UnmatchedTokens[0]}' is one word too many; a name with spaces stands in quotes");
        }

        var bare = All.FirstOrDefault(option => option.Arity.MinimumNumberOfValues > 0 && result.GetResult(option) is { Tokens.Count: 0 });
        if (bare is not null) { throw new InputException($"{bare.Name} wants {bare.HelpName} after it"); }
        if (result.Errors.Count > 0) { throw new InputException(result.Errors[0].Message); }
    }

    // Columns and labels are typed as they are printed, or as they stand in the file; a path is only what it is.
    private static Option<string?> One(string name, string form, string description) => new(name)
    {
        HelpName = form,
        Description = description,
        CustomParser = typed => typed.Tokens is [var token] ? Names.Shown(token.Value) : null,
    };

    private static Option<string[]> Many(string name, string form, string description) => new(name)
    {
        HelpName = form,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        CustomParser = typed => [.. typed.Tokens.Select(token => Names.Shown(token.Value))],
    };
}
