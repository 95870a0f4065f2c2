namespace Extremal.Tests.Readme;

/// <summary>Makes an empty folder the current one, and takes both back at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("extremal");

    public TemporaryFolder() => Environment.CurrentDirectory = _folder.FullName;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Delete(recursive: true);
    }
}
