using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Examples;

/// <summary>The options, and how a request is read from them.</summary>
internal static class CommandLine
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
    private static readonly Option<string[]> Ignore = Many("--ignore", "COLUMN", "Leave this column out. May be repeated.");
    private static readonly Option<string[]> Fix = Many("--fix", "COLUMN=VALUE", "Hold this input at this value. May be repeated.");
    private static readonly Option<string[]> Range = Many("--range", "COLUMN=LOW:HIGH",
        "Keep this input between these numbers instead of its range in the data. May be repeated.");
    private static readonly Option<string?> Sum = One("--sum", "A,B,C=LOW:HIGH",
        "Keep the sum of these inputs between these numbers (either may be left out); =data for the least and greatest sum of a row.");
    private static readonly Option<string?> Within = One("--within", "data|SIGMAS",
        "Keep inputs without a --range within what was observed (data, the default), or within so many standard deviations of their mean.");
    private static readonly Option<string?> Group = One("--group", "COLUMN,…",
        "Rows that agree in these columns belong together: the network is also scored on groups of which it saw no row.");
    private static readonly Option<bool> DropMissing =
        new("--drop-missing") { Description = "Leave out rows with an empty cell, NaN or NA." };
    private static readonly Option<string?> Hidden = One("--hidden", "64,64", "Widths of the network's hidden layers.");
    private static readonly Option<string?> Seed =
        One("--seed", "N", "Another number draws other held-out rows, first weights and starts (default 1).");
    private static readonly Option<string?> Seeds =
        One("--seeds", "COUNT", "Score on so many draws of held-out rows, and tell the medians (default 1).");
    private static readonly Option<string?> Out =
        One("--out", "FOLDER", "Where the report is written (default: out, in the current folder).");

    private static readonly Option[] All =
        [Maximize, Minimize, Reach, Ignore, Fix, Range, Sum, Within, Group, DropMissing, Hidden, Seed, Seeds, Out];

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

    private const string Examples = """
        Examples:
          dotnet run -c Release examples/extremize.cs
          dotnet run -c Release examples/extremize.cs -- --fix age=7 --range cement=100:400
          dotnet run -c Release examples/extremize.cs -- wine.csv --reach alcohol=12 --ignore id --within 2

        A name with a comma or an equals sign in it is written as it is, and in double quotes inside of a list.
        """;

    /// <summary>The library's complaints, worded like ours; an unknown option may also hide where the file should be.</summary>
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
        var bare = All.FirstOrDefault(option => option is not Option<bool> && result.GetResult(option) is { Tokens.Count: 0 });
        if (bare is not null) { throw new InputException($"{bare.Name} wants {bare.HelpName} after it"); }
        if (result.Errors.Count > 0) { throw new InputException(result.Errors[0].Message); }
    }

    private static Request Read(ParseResult result)
    {
        var given = All[..3].Where(option => result.GetResult(option) is not null).Select(option => option.Name).ToArray();
        if (given.Length > 1) { throw new InputException($"{string.Join(" and ", given)} contradict each other; one of them is wanted"); }
        var file = result.GetValue(File);
        if (given.Length == 0 && file is not null)
        {
            throw new InputException("what is wanted of the file? --maximize COLUMN, --minimize COLUMN or --reach COLUMN=VALUE");
        }

        var reached = result.GetValue(Reach) is { } reach ? Assignment(reach, "--reach") : default;
        return new Request
        {
            File = file,
            Aim = given is [var aim] ? (Aim)Array.FindIndex(All, option => option.Name == aim) : null,
            Column = result.GetValue(Maximize) ?? result.GetValue(Minimize) ?? reached.Column ?? "",
            Value = given is ["--reach"] ? Numbers.Read(reached.Value, "--reach") : 0,
            Ignore = result.GetValue(Ignore) ?? [],
            Fix = [.. (result.GetValue(Fix) ?? []).Select(text => Assignment(text, "--fix")).Select(fix =>
                (fix.Column, Numbers.Read(fix.Value, "--fix")))],
            Ranges = [.. (result.GetValue(Range) ?? []).Select(ReadRange)],
            Sum = result.GetValue(Sum) is { } sum ? ReadSum(sum) : null,
            Deviations = result.GetValue(Within) is { } within and not "data" ? ReadDeviations(within) : null,
            Groups = result.GetValue(Group) is { } groups ? Names.Split(groups, "--group") : [],
            DropMissing = result.GetValue(DropMissing),
            Hidden = result.GetValue(Hidden) is { } hidden
                ? [.. hidden.Split(',').Select(width => (int)Whole(width, "--hidden", 1, 4096))] : [64, 64],
            Seed = result.GetValue(Seed) is { } seed ? Whole(seed, "--seed", 0, ulong.MaxValue) : 1,
            Seeds = result.GetValue(Seeds) is { } seeds ? (int)Whole(seeds, "--seeds", 1, 1000) : 1,
            Out = result.GetValue(Out) ?? "out",
        };
    }

    private static (string Column, string Value) Assignment(string text, string option)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && at < text.Length - 1
            ? (text[..at].Trim(), text[(at + 1)..].Trim())
            : throw new InputException($"{option}: '{text}' has to be of the form {All.First(one => one.Name == option).HelpName}");
    }

    private static (string Column, double Low, double High) ReadRange(string text)
    {
        var (column, value) = Assignment(text, "--range");
        var (low, high) = Limits(value, text, "--range", openEnds: false);
        return (column, low, high);
    }

    private static Request.Band ReadSum(string text)
    {
        var (columns, value) = Assignment(text, "--sum");
        return new Request.Band(Names.Split(columns, "--sum"), value == "data" ? null : Limits(value, text, "--sum", openEnds: true));
    }

    private static (double Low, double High) Limits(string value, string text, string option, bool openEnds)
    {
        var ends = value.Split(':');
        if (ends.Length != 2 || ends.Count(end => end.Trim().Length == 0) > (openEnds ? 1 : 0))
        {
            throw new InputException($"{option}: '{text}' has to be of the form {All.First(one => one.Name == option).HelpName}");
        }

        var low = ends[0].Trim().Length == 0 ? double.NegativeInfinity : Numbers.Read(ends[0], option);
        var high = ends[1].Trim().Length == 0 ? double.PositiveInfinity : Numbers.Read(ends[1], option);
        return low <= high
            ? (low, high)
            : throw new InputException($"{option}: in '{text}' low, {Numbers.Show(low)}, is above high, {Numbers.Show(high)}");
    }

    private static double ReadDeviations(string text) =>
        Numbers.TryRead(text, out var count) && count is > 0 and <= 1e6
            ? count
            : throw new InputException($"--within: '{text}' is neither 'data' nor a positive number of standard deviations");

    private static ulong Whole(string text, string option, ulong least, ulong greatest) =>
        ulong.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= greatest
            ? value
            : throw new InputException($"{option}: '{text}' is not a whole number from {least} to {greatest}");

    private static Option<string?> One(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description };

    private static Option<string[]> Many(string name, string form, string description) =>
        new(name) { HelpName = form, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
