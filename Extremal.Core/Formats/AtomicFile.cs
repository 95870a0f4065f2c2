namespace Extremal.Formats;

/// <summary>Files that are replaced whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a new file beside <paramref name="path"/>, has it flushed to the disk, and only then moves it over. After any failure
    /// what stood at the path is untouched and the new file is gone; what a killed process left there, the next save removes. The file
    /// keeps the mode of the one that it replaces. A link at the path stays, and the file that it leads to is replaced.
    /// </summary>
    internal static void Write(string path, Action<Stream> write)
    {
        try
        {
            string target = Followed(Path.GetFullPath(path));
            using var temporary = TemporaryFile.Beside(target);
            write(temporary.Content);
            temporary.MoveTo(target);
        }
        catch (Exception failure) when (FileFailure.IsHidden(failure))
        {
            throw FileFailure.Printed(failure);
        }
    }

    private static string Followed(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }
}
