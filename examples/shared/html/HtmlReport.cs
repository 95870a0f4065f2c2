namespace Examples;

/// <summary>
/// One HTML page that holds everything it shows, without scripts: for the screen, light or dark, wide or narrow, and for paper.
/// Every text given to it is escaped. The parts appear in the order they were added.
/// </summary>
internal sealed class HtmlReport(string title, string lead = "")
{
    private readonly Svg _body = new();
    private bool _inSection;

    /// <summary>A heading; what follows belongs to it until the next.</summary>
    public HtmlReport Section(string heading, params ReadOnlySpan<string> paragraphs)
    {
        EndSection();
        _inSection = true;
        _body.Open("section").Raw($"<h2>{Svg.Escape(heading)}</h2>\n");
        foreach (var paragraph in paragraphs) { Paragraph(paragraph); }
        return this;
    }

    public HtmlReport Paragraph(string text)
    {
        _body.Raw($"<p>{Svg.Escape(text)}</p>\n");
        return this;
    }

    /// <summary>Text as it stands, line by line in a typewriter's letters: what a program printed.</summary>
    public HtmlReport Listing(string text)
    {
        _body.Raw($"<pre>{Svg.Escape(text)}</pre>\n");
        return this;
    }

    /// <summary>The few numbers that matter, large, each under its name and above a remark (which may be empty).</summary>
    public HtmlReport Cards(params ReadOnlySpan<(string Name, string Value, string Remark)> cards)
    {
        _body.Open("div", "class=\"cards\"");
        foreach (var (name, value, remark) in cards)
        {
            var below = remark.Length > 0 ? $"<div class=\"remark\">{Svg.Escape(remark)}</div>" : "";
            _body.Raw($"<div class=\"card\"><div class=\"name\">{Svg.Escape(name)}</div>"
                + $"<div class=\"value\">{Svg.Escape(value)}</div>{below}</div>\n");
        }

        _body.Close("div");
        return this;
    }

    /// <summary>Charts side by side as far as there is room, each with its caption below (which may be empty).</summary>
    public HtmlReport Figures(params ReadOnlySpan<(Chart Chart, string Caption)> figures)
    {
        _body.Open("div", "class=\"figures\"");
        foreach (var (chart, caption) in figures)
        {
            _body.Open("figure").Raw(chart.ToSvg());
            if (caption.Length > 0) { _body.Raw($"<figcaption>{Svg.Escape(caption)}</figcaption>\n"); }
            _body.Close("figure");
        }

        _body.Close("div");
        return this;
    }

    public HtmlReport Table(HtmlTable table)
    {
        table.WriteTo(_body);
        return this;
    }

    /// <summary>Parts that stay folded away until the reader asks for them.</summary>
    public HtmlReport Details(string summary, Action<HtmlReport> parts, bool open = false)
    {
        var folded = new HtmlReport(summary);
        parts(folded);
        folded.EndSection();
        _body.Open("details", open ? "open" : "").Raw($"<summary>{Svg.Escape(summary)}</summary>\n");
        _body.Raw(folded._body.ToString()).Close("details");
        return this;
    }

    /// <summary>The finished page.</summary>
    public string ToHtml()
    {
        var page = new Svg();
        page.Raw("<!DOCTYPE html>\n").Open("html", "lang=\"en\"").Open("head").Raw("<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Raw($"<title>{Svg.Escape(title)}</title>\n<style>\n{HtmlStyle.Rules.ReplaceLineEndings("\n")}</style>\n").Close("head")
            .Open("body").Open("main").Raw($"<header>\n<h1>{Svg.Escape(title)}</h1>\n");
        if (lead.Length > 0) { page.Raw($"<p class=\"lead\">{Svg.Escape(lead)}</p>\n"); }
        return page.Close("header").Raw(_body.ToString()).Raw(_inSection ? "</section>\n" : "")
            .Close("main").Close("body").Close("html").ToString();
    }

    private void EndSection()
    {
        if (_inSection) { _body.Close("section"); }
        _inSection = false;
    }
}
