using System.Security.Cryptography;
using System.Text;

namespace Extremal.Formats;

/// <summary>
/// A file on its way to a path in the same folder, for a move is one step only within a volume. It is locked as long as its writer lives,
/// so that whoever writes to the same path later tells an abandoned one from one that another thread or process is writing.
/// </summary>
internal sealed class TemporaryFile : IDisposable
{
    private const string Ending = ".extremal.tmp";
    private const int MarkLength = 16;

    // A file system allows 255 bytes of a name.
    private const int MostNameBytes = 200;

    // Who asks whether a file is abandoned locks it for a moment; were its writer to move it to its place in that moment, a reader would be
    // refused. A writer that lives writes every other moment, so younger files are let be.
    private static readonly TimeSpan LeastAge = TimeSpan.FromSeconds(2);

    // One is lost only to another writer's cleaning, between its creation and its lock.
    private const int MostAttempts = 10;

    // A lock that readers share, for it is held until after the move: who reads the path then must not be refused. Windows moves and deletes
    // an open file only if that is shared too.
    private const FileShare Shared = FileShare.Read | FileShare.Delete;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly UnixFileMode? _mode;
    private bool _isMoved;

    private TemporaryFile(string path, FileStream file, UnixFileMode? mode)
    {
        (_path, _file, _mode) = (path, file, mode);
        Content = new WrittenStream(file);
    }

    /// <summary>Where the content goes, from its first byte on. What the disk refuses is an <see cref="IOException"/>.</summary>
    public Stream Content { get; }

    /// <summary>Creates one for a path, and removes the abandoned ones.</summary>
    /// <exception cref="IOException">There is no such folder, or no file can be created in it.</exception>
    /// <exception cref="UnauthorizedAccessException">That is not allowed.</exception>
    public static TemporaryFile Beside(string target)
    {
        string folder = Path.GetDirectoryName(target) ?? target, name = ShortName(Path.GetFileName(target));
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        for (int attempt = 1; ; attempt++)
        {
            string path = Path.Combine(folder, $"{name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MarkLength / 2))}{Ending}");
            try
            {
                FileStream file = Create(path, mode);
                if (File.Exists(path))
                {
                    RemoveAbandoned(folder, name, path);
                    return new TemporaryFile(path, file, mode);
                }

                file.Dispose();
            }
            catch (IOException) when (attempt < MostAttempts && Directory.Exists(folder))
            {
            }
        }
    }

    /// <summary>Puts the file, once it is on the disk, in the place of what is at the path.</summary>
    public void MoveTo(string target)
    {
        _file.Flush(flushToDisk: true);
        if (_mode is { } mode && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_file.SafeFileHandle, mode);
        }

        File.Move(_path, target, overwrite: true);
        _isMoved = true;
    }

    /// <summary>Removes the file unless it was moved. A failure that led here is the one to be told; a second one must not hide it.</summary>
    public void Dispose()
    {
        if (!_isMoved)
        {
            Quietly(() => File.Delete(_path));
        }

        Quietly(_file.Dispose);
    }

    // A file that replaces one is nobody else's to read until it has that one's mode; a new one has what the process gives to new files.
    private static FileStream Create(string path, UnixFileMode? mode)
    {
        // Without a buffer of its own nothing is left to be written, and to fail, when it is closed.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = Shared, BufferSize = 0 };
        if (mode is not null && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    // Some file systems know no locks, and a process can switch them off. There, nothing tells which files are abandoned.
    private static void RemoveAbandoned(string folder, string name, string own)
    {
        if (!IsLocked(own))
        {
            return;
        }

        Quietly(() =>
        {
            DateTime latest = File.GetLastWriteTimeUtc(own) - LeastAge; // by the clock of the file system
            foreach (string path in Directory.EnumerateFiles(folder, "*" + Ending).Where(path => path != own && IsOf(name, path)))
            {
                Quietly(() => RemoveAbandoned(path, latest));
            }
        });
    }

    private static void RemoveAbandoned(string path, DateTime latest)
    {
        if (File.GetLastWriteTimeUtc(path) <= latest)
        {
            using FileStream held = OpenAlone(path);
            File.Delete(path);
        }
    }

    private static bool IsOf(string name, string path)
    {
        ReadOnlySpan<char> file = Path.GetFileName(path.AsSpan());
        return file.Length == name.Length + 1 + MarkLength + Ending.Length
            && file.StartsWith(name + ".", StringComparison.Ordinal)
            && !file.Slice(name.Length + 1, MarkLength).ContainsAnyExcept("0123456789abcdef");
    }

    private static bool IsLocked(string path)
    {
        try
        {
            OpenAlone(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    // Fails while its writer lives.
    private static FileStream OpenAlone(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);

    private static string ShortName(string name)
    {
        int length = name.Length;
        while (Encoding.UTF8.GetByteCount(name.AsSpan(0, length)) > MostNameBytes)
        {
            length -= length > 1 && char.IsLowSurrogate(name[length - 1]) ? 2 : 1;
        }

        return name[..length];
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
