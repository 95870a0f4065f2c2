using System.Globalization;

namespace Examples.Paper;

/// <summary>The program's command line. A mistake in it is one line on standard error and exit code 2.</summary>
internal sealed record PaperCommand(ulong Seed, int Seeds, bool Certify, string Folder)
{
    private const int Most = 1_000_000_000;
    private const string Usage = "paper.cs [--seed N] [--seeds COUNT] [--certify] [--out FOLDER]";

    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        if (arguments is ["--help" or "-h"])
        {
            output.WriteLine(Usage);
            return 0;
        }

        try
        {
            var command = Parse(arguments);
            Section3.Tell(command.Seed, command.Certify, command.Folder, output);
            if (command.Seeds > 0) { ManySeeds.Tell(command.Seed, command.Seeds, command.Certify, output); }
            return 0;
        }
        catch (Exception mistake) when (mistake is FormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"paper.cs: {mistake.Message}");
            return 2;
        }
    }

    /// <exception cref="FormatException">The message says which argument is wrong, and what is wanted.</exception>
    public static PaperCommand Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var option = arguments[i];
            if (option is not ("--seed" or "--seeds" or "--out" or "--certify"))
            {
                throw new FormatException($"there is no option '{option}'; the usage is {Usage}");
            }

            var value = option == "--certify" ? "yes" : i + 1 < arguments.Count ? arguments[++i] : "";
            if (value.Length == 0) { throw new FormatException($"{option} wants a value; the usage is {Usage}"); }
            if (!given.TryAdd(option, value)) { throw new FormatException($"{option} was given twice"); }
        }

        var seed = Whole(given, "--seed", orElse: 1, least: 0);
        var seeds = Whole(given, "--seeds", orElse: 0, least: 1);
        return new PaperCommand((ulong)seed, seeds, given.ContainsKey("--certify"),
            given.GetValueOrDefault("--out", Path.Combine("artifacts", "paper")));
    }

    private static int Whole(Dictionary<string, string> given, string option, int orElse, int least)
    {
        if (!given.TryGetValue(option, out var text)) { return orElse; }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Most
            ? number
            : throw new FormatException($"{option} is '{text}' and wants a whole number from {least} to {Most}");
    }
}
