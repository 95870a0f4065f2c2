using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Examples;

/// <summary>From the words of the command line to a request: numbers are numbers, and forms are kept.</summary>
internal static partial class CommandLine
{
    /// <summary>"COLUMN=VALUE" at its last equals sign.</summary>
    public static (string Column, string Value) Assignment(string text, string option)
    {
        var at = text.LastIndexOf('=');
        return at > 0 && at < text.Length - 1 ? (text[..at].Trim(), text[(at + 1)..].Trim()) : throw Malformed(text, option);
    }

    /// <summary>"LOW:HIGH" or "LOW..HIGH"; an end may be left out where that makes sense.</summary>
    public static (double Low, double High) Limits(string value, string text, string option, bool openEnds)
    {
        var ends = value.Contains("..") ? value.Split("..", 2) : value.Split(':');
        if (ends.Length != 2 || ends.Count(end => end.Trim().Length == 0) > (openEnds ? 1 : 0)) { throw Malformed(text, option); }

        var low = ends[0].Trim().Length == 0 ? double.NegativeInfinity : Numbers.Read(ends[0], option);
        var high = ends[1].Trim().Length == 0 ? double.PositiveInfinity : Numbers.Read(ends[1], option);
        return low <= high
            ? (low, high)
            : throw new InputException($"{option}: in '{text}' low, {Numbers.Show(low)}, is above high, {Numbers.Show(high)}");
    }

    private static InputException Malformed(string text, string option) =>
        new($"{option}: '{text}' has to be of the form {All.First(one => one.Name == option).HelpName}");

    private static Request Read(ParseResult result)
    {
        var file = result.GetValue(File);
        var given = Wanted(result, file);
        var reached = result.GetValue(Reach) is { } reach ? Assignment(reach, "--reach") : default;
        return new Request
        {
            File = file,
            Aim = given is [var aim] ? (Aim)Array.FindIndex(All, option => option.Name == aim) : null,
            Column = result.GetValue(Maximize) ?? result.GetValue(Minimize) ?? reached.Column ?? "",
            Value = given is ["--reach"] ? Numbers.Read(reached.Value, "--reach") : 0,
            Also = result.GetValue(Also) ?? [],
            Ignore = result.GetValue(Ignore) ?? [],
            Fix = [.. (result.GetValue(Fix) ?? []).Select(text => Assignment(text, "--fix"))],
            Ranges = [.. (result.GetValue(Range) ?? []).Select(ReadRange)],
            AtLeast = ReadNumbers(result, AtLeast),
            AtMost = ReadNumbers(result, AtMost),
            Integers = result.GetValue(Integer) ?? [],
            Grids = ReadSteps(result),
            Categories = result.GetValue(Categorical) ?? [],
            Sums = [.. (result.GetValue(Sum) ?? []).Select(TotalReader.Read)],
            NoSum = result.GetValue(NoSum),
            Deviations = result.GetValue(Within) is { } within and not "data" ? ReadDeviations(within) : null,
            Inside = result.GetValue(Inside) is { } inside ? ReadShare(inside) : null,
            Groups = result.GetValue(Group) is { } groups ? Names.Split(groups, "--group") : [],
            DropMissing = result.GetValue(DropMissing),
            Hidden = result.GetValue(Hidden) is { } hidden
                ? [.. hidden.Split(',').Select(width => (int)Whole(width, "--hidden", 1, 4096))] : null,
            Members = result.GetValue(Ensemble) is { } members ? (int)Whole(members, "--ensemble", 1, 100) : 1,
            Seed = result.GetValue(Seed) is { } seed ? Whole(seed, "--seed", 0, ulong.MaxValue) : 1,
            Seeds = result.GetValue(Seeds) is { } seeds ? (int)Whole(seeds, "--seeds", 1, 1000) : 1,
            Out = result.GetValue(Out) ?? "out",
            Certify = ReadSeconds(result, given),
            Gap = result.GetValue(Gap) is { } gap ? ReadGap(gap) : 0.01,
        };
    }

    /// <summary>Which of the three aims was given, if any.</summary>
    private static string[] Wanted(ParseResult result, string? file)
    {
        string[] given = [.. All[..3].Where(option => result.GetResult(option) is not null).Select(option => option.Name)];
        if (given.Length > 1) { throw new InputException($"{string.Join(" and ", given)} contradict each other; one of them is wanted"); }
        if (given.Length == 0 && file is not null)
        {
            throw new InputException("what is wanted of the file? --maximize COLUMN, --minimize COLUMN or --reach COLUMN=VALUE");
        }

        if (result.GetValue(NoSum) && (file is not null || given.Length > 0))
        {
            throw new InputException("--no-sum removes the limit of the default question on the mass; here there is no such sum");
        }

        return result.GetValue(NoSum) && result.GetValue(Sum) is { Length: > 0 }
            ? throw new InputException("--sum and --no-sum contradict each other; one of them is wanted")
            : given;
    }

    private static (string Column, double Value)[] ReadNumbers(ParseResult result, Option<string[]> option) =>
        [.. (result.GetValue(option) ?? []).Select(text => Assignment(text, option.Name))
            .Select(limit => (limit.Column, Numbers.Read(limit.Value, option.Name)))];

    private static (string Column, double Step)[] ReadSteps(ParseResult result)
    {
        var steps = ReadNumbers(result, Grid);
        var bad = steps.FirstOrDefault(grid => grid.Value <= 0);
        return bad.Column is null ? steps
            : throw new InputException($"--grid: the step {Numbers.Show(bad.Value)} of '{bad.Column}' is not positive");
    }

    private static (string Column, double Low, double High) ReadRange(string text)
    {
        var (column, value) = Assignment(text, "--range");
        var (low, high) = Limits(value, text, "--range", openEnds: false);
        return (column, low, high);
    }

    private static double ReadDeviations(string text) =>
        Numbers.TryRead(text, out var count) && count is > 0 and <= 1e6
            ? count
            : throw new InputException($"--within: '{text}' is neither 'data' nor a positive number of standard deviations");

    /// <summary>How long a proof may take, if one is asked for, and of what it can be given.</summary>
    private static double? ReadSeconds(ParseResult result, string[] given)
    {
        if (result.GetResult(Certify) is null)
        {
            return result.GetResult(Gap) is null ? null
                : throw new InputException("--gap sets when a proof ends; without --certify nothing is proven");
        }

        if (given is ["--reach"])
        {
            throw new InputException("--certify proves the greatest or the least value of a column, and --reach asks for neither");
        }

        return result.GetValue(Certify) is not { } text ? 60
            : Numbers.TryRead(text, out var seconds) && seconds is > 0 and <= 1e6 ? seconds
            : throw new InputException($"--certify: '{text}' is not a number of seconds, above 0 and up to 1e6; the file's name comes before --certify");
    }

    private static double ReadGap(string text) =>
        Numbers.TryRead(text, out var percent) && percent is > 0 and <= 1e6
            ? percent / 100
            : throw new InputException($"--gap: '{text}' is not a number of per cent, above 0 and up to 1e6");

    private static double ReadShare(string text) =>
        Numbers.TryRead(text, out var share) && share is > 0 and <= 1
            ? share
            : throw new InputException($"--inside: '{text}' is not a share of the rows, above 0 and up to 1");

    private static ulong Whole(string text, string option, ulong least, ulong greatest) =>
        ulong.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value)
        && value >= least && value <= greatest
            ? value
            : throw new InputException($"{option}: '{text}' is not a whole number from {least} to {greatest}");
}
