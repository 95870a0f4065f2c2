using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>Saves of several processes and threads to one path, saves that are killed, and saves that the system does not allow.</summary>
public sealed class SavingProcessesTests
{
    private string _folder = "";

    private string Target => Path.Combine(_folder, "model.safetensors");

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("extremal-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void What_killed_saves_leave_the_next_save_removes()
    {
        Program.Content(1000, 1).Write(Target);
        for (int i = 0; i < 2; i++)
        {
            using var killed = new SavingProcess("hold", Target, "2");
            Assert.That(killed.Line(), Is.EqualTo("half"));
            killed.Kill();
        }

        Assert.That(Names(), Has.Length.GreaterThanOrEqualTo(2), "there is something to remove");
        Assert.That(Value(), Is.EqualTo(1), "a killed save has not happened");
        Program.Content(1000, 3).Write(Path.Combine(_folder, "model.safetensors.other"));
        Assert.That(Names(), Has.Length.GreaterThanOrEqualTo(3), "a save to another path leaves them");
        Program.Content(1000, 3).Write(Target);
        Assert.That(Names(), Has.Length.GreaterThanOrEqualTo(3), "so does a save within two seconds, which cannot be sure");
        Array.ForEach(Directory.GetFiles(_folder, "*.tmp"), path => File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddSeconds(-3)));
        Program.Content(1000, 3).Write(Target);
        Assert.That(Names(), Is.EqualTo(["model.safetensors", "model.safetensors.other"]));
    }

    [Test]
    public void A_save_under_way_in_another_process_is_let_be()
    {
        using var other = new SavingProcess("hold", Target, "2");
        Assert.That(other.Line(), Is.EqualTo("half"));
        Program.Content(1000, 1).Write(Target);
        Program.Content(1000, 3).Write(Target);
        Assert.That(Value(), Is.EqualTo(3));
        other.GoOn();
        Assert.That(other.End(), Is.Zero);
        Assert.That(Value(), Is.EqualTo(2), "the last to end");
        Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
    }

    [Test]
    public void Processes_and_threads_save_to_one_path_at_once()
    {
        Program.Content(1000, 0).Write(Target);
        SavingProcess[] others = [.. Enumerable.Range(1, 2).Select(value => new SavingProcess("save", Target, $"{value}", "200"))];
        try
        {
            Thread[] threads = [.. Enumerable.Range(3, 3).Select(value => new Thread(() => Save(value, 200)))];
            Array.ForEach(threads, thread => thread.Start());
            while (threads.Any(thread => thread.IsAlive))
            {
                Assert.That(Value(), Is.InRange(0, 5), "a reader sees a whole file");
            }

            Assert.That(others.Select(other => other.End()), Has.All.Zero);
            Assert.That(_failure, Is.Null);
            Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
        }
        finally
        {
            Array.ForEach(others, other => other.Dispose());
        }
    }

    [Platform("Linux", Reason = "It sets the limit by a function of Linux's.")]
    [TestCase(0)]
    [TestCase(50_000)]
    public void Beyond_the_limit_of_a_files_size_a_save_fails_as_the_disk_does(int bytes)
    {
        Program.Content(1000, 1).Write(Target);
        using var limited = new SavingProcess("limited", Target, $"{bytes}");
        Assert.That(limited.Line(), Does.StartWith($"System.IO.IOException: A file of more than {bytes} bytes is not allowed here"));
        Assert.That(limited.End(), Is.EqualTo(1));
        Assert.That(Value(), Is.EqualTo(1));
        Assert.That(Names(), Is.EqualTo(["model.safetensors"]));
    }

    private Exception? _failure;

    private void Save(double value, int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                Program.Content(1000, value).Write(Target);
            }
        }
        catch (Exception e)
        {
            _failure = e;
        }
    }

    // All numbers of a file are the same.
    private double Value() => Safetensors.Read(Target).Get<double>("x", [1000]).ToArray().Distinct().Single();

    private string[] Names() => [.. Directory.GetFileSystemEntries(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
