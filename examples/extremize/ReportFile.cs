using System.Text;

namespace Examples;

/// <summary>Where the report goes.</summary>
internal static class ReportFile
{
    /// <summary>Makes the folder and proves that it can be written, before any time is spent.</summary>
    public static string Prepare(string folder)
    {
        if (folder.Trim().Length == 0) { throw new InputException("--out: no folder is named"); }

        try
        {
            var path = Path.GetFullPath(folder);
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, Path.GetRandomFileName());
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return path;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"--out: '{folder}' cannot be written: {denied.Message}");
        }
    }

    /// <summary>Writes the page, named after file and question; an earlier one of that name is replaced.</summary>
    public static string Write(string folder, Answer answer)
    {
        var question = answer.Question;
        var name = Path.GetFileNameWithoutExtension(question.FileName) + "-" + question.Aim.ToString().ToLowerInvariant() + "-"
            + question.Target;
        var path = Path.Combine(folder,
            string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_').Take(100)) + ".html");
        File.WriteAllText(path, Report.Of(answer), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
