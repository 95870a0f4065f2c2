using Spectre.Console;

namespace Examples;

/// <summary>What a program prints on: with colours and a moving bar on a terminal, plain text into a file or a pipe.</summary>
internal static class Screen
{
    /// <param name="widthInFiles">Columns of a file or a pipe, which has no width of its own.</param>
    public static IAnsiConsole Open(int widthInFiles)
    {
        var plain = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain) { console.Profile.Width = widthInFiles; }
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>The line that stands above everything.</summary>
    public static void Headline(this IAnsiConsole console, string text) => console.Write(
        new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = Style.Parse("blue") });
}
