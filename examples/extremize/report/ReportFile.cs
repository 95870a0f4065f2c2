namespace Examples;

/// <summary>Where the report goes.</summary>
internal static class ReportFile
{
    /// <summary>Writes the page, named after file and question; an earlier one of that name is replaced.</summary>
    public static string Write(string folder, Answer answer)
    {
        var question = answer.Question;
        var name = Path.GetFileNameWithoutExtension(question.FileName) + "-" + question.Aim.ToString().ToLowerInvariant() + "-"
            + question.Target;
        var path = Path.Combine(folder,
            string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_').Take(100)) + ".html");
        TextFile.Write(path, Report.Of(answer));
        return path;
    }
}
