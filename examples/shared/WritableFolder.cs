namespace Examples;

/// <summary>Where a program's files go.</summary>
internal static class WritableFolder
{
    /// <summary>Makes the folder of the option --out and proves that it can be written, before any time is spent.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="InputException">There can be no such folder, or nothing can be written there.</exception>
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
}
