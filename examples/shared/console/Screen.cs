using Extremal.Formats;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Examples;

/// <summary>What a program prints on: with colours and a moving bar on a terminal, plain text into a file or a pipe.</summary>
internal static class Screen
{
    /// <param name="widthInFiles">Columns of a file or a pipe, which has no width of its own.</param>
    public static IAnsiConsole Open(int widthInFiles)
    {
        var plain = Console.IsOutputRedirected;
        var console = Open(new AnsiConsoleSettings
        {
            Out = new StandardOutput(),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain) { console.Profile.Width = widthInFiles; }
        return console;
    }

    /// <summary>A console on which texts are printable, whatever they are made of; only its own codes act on the terminal.</summary>
    public static IAnsiConsole Open(AnsiConsoleSettings settings)
    {
        var console = AnsiConsole.Create(settings);
        console.Profile.Capabilities.Unicode = true;
        console.Pipeline.Attach(new PrintableTexts());
        return console;
    }

    /// <summary>The line that stands above everything.</summary>
    public static void Headline(this IAnsiConsole console, string text) => console.Write(
        new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = Style.Parse("blue") });

    private sealed class StandardOutput : IAnsiConsoleOutput
    {
        private readonly AnsiConsoleOutput _size = new(Console.Out);

        public TextWriter Writer => StandardStreams.Styled;

        public bool IsTerminal => !Console.IsOutputRedirected;

        public int Width => _size.Width;

        public int Height => _size.Height;

        public void SetEncoding(System.Text.Encoding encoding) => _size.SetEncoding(encoding);
    }

    /// <summary>Whatever is drawn passes through here last, when its texts and its codes are still apart.</summary>
    private sealed class PrintableTexts : IRenderHook
    {
        public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
            renderables.Select(renderable => new PrintableText(renderable));
    }

    private sealed class PrintableText(IRenderable inner) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => inner.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => inner.Render(options, maxWidth).Select(segment =>
            segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(Printable.Of(segment.Text), segment.Style));
    }
}
