using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>A save is whole or has not happened.</summary>
public sealed class AtomicFileTests
{
    private string _folder = "";

    private string Target => Path.Combine(_folder, "model.safetensors");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("extremal-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void AFileSavedIsReadAndReplaced()
    {
        Content(1).Write(Target);
        Assert.That(Safetensors.Read(Target).Get<double>("x", [])[0], Is.EqualTo(1));
        Content(2).Write(Target);
        Assert.That(Safetensors.Read(Target).Get<double>("x", [])[0], Is.EqualTo(2));
        Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
    }

    [Test]
    public void ARelativePathIsTakenFromTheCurrentFolder()
    {
        string path = Path.GetRelativePath(Environment.CurrentDirectory, Target);
        Content(3).Write(path);
        Assert.That(Safetensors.Read(path).Get<double>("x", [])[0], Is.EqualTo(3));
    }

    [Test]
    public void AWriteThatFailsMidwayLeavesTheOldFileAlone()
    {
        Content(1).Write(Target);
        byte[] before = File.ReadAllBytes(Target);
        Assert.That(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write(new byte[100_000]);
            stream.Flush();
            Assert.That(Names(), Has.Length.EqualTo(2), "written beside the old file");
            throw new IOException("No space left.");
        }), Throws.TypeOf<IOException>().With.Message.EqualTo("No space left."));
        Assert.That(File.ReadAllBytes(Target), Is.EqualTo(before));
        Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
    }

    [Test]
    public void AFolderAtThePathIsLeftAlone()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "kept.txt"), "kept");
        Assert.That(() => Content(1).Write(Target), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(File.ReadAllText(Path.Combine(Target, "kept.txt")), Is.EqualTo("kept"));
        Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
    }

    [Test]
    public void AFolderThatIsNotThereIsToldAndNotCreated()
    {
        string path = Path.Combine(_folder, "missing", "model.safetensors");
        Assert.That(() => Content(1).Write(path), Throws.TypeOf<DirectoryNotFoundException>());
        Assert.That(() => Safetensors.Read(path), Throws.TypeOf<DirectoryNotFoundException>());
        Assert.That(Names(), Is.Empty);
    }

    [Test]
    public void AFileCutShortIsMalformedAtItsEnd()
    {
        Content(1).Write(Target);
        byte[] whole = File.ReadAllBytes(Target);
        File.WriteAllBytes(Target, whole[..^3]);
        Assert.That(() => Safetensors.Read(Target),
            Throws.TypeOf<MalformedFileException>().With.Property("Where").EqualTo($"byte {whole.Length - 3}"));
    }

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path))];

    private static Safetensors Content(double value)
    {
        var content = new Safetensors();
        content.Add<double>("x", [], [value]);
        return content;
    }
}
