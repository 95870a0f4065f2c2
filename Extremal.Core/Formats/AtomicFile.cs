namespace Extremal.Formats;

/// <summary>Files that are replaced whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a new file beside <paramref name="path"/>, has it flushed to the disk, and only then moves it over. After any failure
    /// what stood at the path is untouched and the new file is gone.
    /// </summary>
    internal static void Write(string path, Action<Stream> write)
    {
        try
        {
            Replace(path, write);
        }
        catch (Exception failure) when (FileFailure.IsHidden(failure))
        {
            throw FileFailure.Printed(failure);
        }
    }

    private static void Replace(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        // The same folder: a move is one step only within a volume.
        string temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $"{Path.GetRandomFileName()}.tmp");
        var created = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (created)
            {
                write(created);
                created.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            DeleteQuietly(temporary);
            throw;
        }
    }

    /// <summary>The failure that led here is the one to be told; a second one must not hide it.</summary>
    private static void DeleteQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
