using System.Runtime.Versioning;
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
            Throws.TypeOf<MalformedFileException>().With.Property("Location").EqualTo($"byte {whole.Length - 3}"));
    }

    [UnsupportedOSPlatform("windows")]
    [TestCase("600")]
    [TestCase("644")]
    [TestCase("750")]
    [TestCase("400")]
    public void AFileKeepsItsMode(string octal)
    {
        var mode = (UnixFileMode)Convert.ToInt32(octal, 8);
        Content(1).Write(Target);
        File.SetUnixFileMode(Target, mode);
        AtomicFile.Write(Target, stream =>
        {
            string half = Directory.GetFiles(_folder).Single(path => path != Target);
            Assert.That(File.GetUnixFileMode(half), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), "nobody else reads it on the way");
            Content(2).Write(stream);
        });
        Assert.That(File.GetUnixFileMode(Target), Is.EqualTo(mode));
        Assert.That(Safetensors.Read(Target).Get<double>("x", [])[0], Is.EqualTo(2));
    }

    [UnsupportedOSPlatform("windows")]
    [Test]
    public void ANewFileHasTheModeOfAnyNewFile()
    {
        Content(1).Write(Target);
        File.WriteAllText(Target + "-another", "");
        Assert.That(File.GetUnixFileMode(Target), Is.EqualTo(File.GetUnixFileMode(Target + "-another")));
    }

    [Platform(Exclude = "Win", Reason = "There a link wants a right that few have.")]
    [Test]
    public void ALinkStaysAndItsFileIsReplaced()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "models")).FullName, file = Path.Combine(folder, "third");
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(Target, "link");
        File.CreateSymbolicLink(link, Path.Combine("models", "third"));
        for (int value = 1; value <= 2; value++)
        {
            Content(value).Write(Target);
            Assert.That(new FileInfo(Target).LinkTarget, Is.EqualTo("link"), "it led nowhere at first");
            Assert.That(new FileInfo(file).LinkTarget, Is.Null);
            Assert.That(Safetensors.Read(file).Get<double>("x", [])[0], Is.EqualTo(value));
            Assert.That(Directory.GetFiles(folder), Is.EqualTo([file]));
        }

        File.Delete(link);
        File.CreateSymbolicLink(link, "model.safetensors");
        Assert.That(() => Content(3).Write(Target), Throws.InstanceOf<IOException>(), "the links lead in a circle");
        Assert.That(Names(), Is.EquivalentTo(["link", "model.safetensors", "models"]));
    }

    [Test]
    public void OnlyWhatASaveToThePathHasLeftIsRemoved()
    {
        string mark = new('0', 16);
        string[] kept =
        [
            "model.safetensors.tmp", "model.safetensors.backup.extremal.tmp", $"model.safetensors.2.{mark}.extremal.tmp",
            $"model.{mark}.extremal.tmp", $"model.safetensors.{mark[1..]}x.extremal.tmp", $"xmodel.safetensors.{mark}.extremal.tmp",
        ];
        foreach (string name in (string[])[.. kept, $"model.safetensors.{mark}.extremal.tmp"])
        {
            File.WriteAllText(Path.Combine(_folder, name), "");
            File.SetLastWriteTimeUtc(Path.Combine(_folder, name), DateTime.UtcNow.AddMinutes(-1));
        }

        string young = $"model.safetensors.{mark[1..]}1.extremal.tmp";
        File.WriteAllText(Path.Combine(_folder, young), "");
        kept = [.. kept, young];
        Content(1).Write(Target);
        Assert.That(Names(), Is.EquivalentTo([.. kept, "model.safetensors"]));
    }

    [Test]
    public void ANameMayBeAsLongAsTheFileSystemAllows()
    {
        foreach (string name in (string[])[new('n', 255), string.Concat(Enumerable.Repeat("😀", 63))])
        {
            string path = Path.Combine(_folder, name);
            Content(1).Write(path);
            Assert.That(Safetensors.Read(path).Get<double>("x", [])[0], Is.EqualTo(1));
        }
    }

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path))];

    private static Safetensors Content(double value)
    {
        var content = new Safetensors();
        content.Add<double>("x", [], [value]);
        return content;
    }
}
