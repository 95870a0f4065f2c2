using Extremal.Tests.SameBits;

namespace Extremal.Tests.Laws;

/// <summary>
/// The law of bits: two hundred training steps of every optimiser, activation and loss, extrema, predictions and overflows give one recorded hash
/// each, whatever the width of a vector, the number of threads, the size of tiles, the build and the instructions that are switched off.
/// </summary>
[Parallelizable(ParallelScope.Children)]
internal sealed class OneHashTests
{
    /// <summary>How many threads share the work; a training run has one.</summary>
    private static readonly string[] Threads = ["1"];

    private static readonly Dictionary<string, string> Nothing = [];

    [Test]
    public void InRelease([Values(1, 128, 256, 512)] int bits, [Values("", "tiny")] string tiles)
    {
        var variables = new Dictionary<string, string> { ["EXTREMAL_VECTOR_BITS"] = $"{bits}", ["EXTREMAL_TILES"] = tiles };
        string[] lines = SameBitsProgram.Run("Release", variables, ["run", .. Threads]);
        Assert.That(lines[0], Does.StartWith($"# Release, {bits} bits, "));
        Assert.That(lines[0].Contains(" 3 rows a tile"), Is.EqualTo(tiles == "tiny"), lines[0]);
        AssertRecorded(lines);
    }

    /// <summary>Builds that the compiler does not optimise, and processors that lack instructions.</summary>
    [Test]
    public void OnLesserMachines(
        [Values("Debug", "Release")] string build,
        [Values("", "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic")] string without)
    {
        Dictionary<string, string> variables = without.Length == 0 ? Nothing : new() { [without] = "0" };
        string[] lines = SameBitsProgram.Run(build, variables, "run", "1");
        Assert.That(lines[0], Does.StartWith($"# {build}, "));
        string accelerated = lines[0][(lines[0].IndexOf(':') + 1)..];
        Assert.That(accelerated, Does.Not.Contain(without switch
        {
            "DOTNET_EnableAVX512" => "512",
            "DOTNET_EnableAVX2" => "256",
            "DOTNET_EnableHWIntrinsic" => "128",
            _ => "nothing",
        }), lines[0]);
        AssertRecorded(lines);
    }

    [TestCase("EXTREMAL_VECTOR_BITS", "64")]
    [TestCase("EXTREMAL_TILES", "huge")]
    public void AnUnknownSwitchIsRefused(string variable, string value)
    {
        (int code, string _, string error) = SameBitsProgram.Start("Release", new Dictionary<string, string> { [variable] = value }, "run", "1");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain($"{variable} is '{value}'"));
    }

    /// <summary>Half a run, its state in files, and the other half in another process, perhaps of another kind.</summary>
    [TestCase("", "", 60)]
    [TestCase("512", "128", 105)]
    [TestCase("1", "256", 159)]
    public void StoppedAndResumedInAnotherProcess(string firstBits, string thenBits, int losses)
    {
        string folder = Directory.CreateTempSubdirectory("extremal").FullName;
        try
        {
            Dictionary<string, string> first = new() { ["EXTREMAL_VECTOR_BITS"] = firstBits }, then = new() { ["EXTREMAL_VECTOR_BITS"] = thenBits };
            SameBitsProgram.Run("Release", first, "stop", $"{losses}", folder);
            RecordedHash[] resumed = [.. SameBitsProgram.Hashes(SameBitsProgram.Run("Release", then, "resume", folder))];
            Assert.That(resumed, Has.Length.EqualTo(12));
            Assert.That(resumed, Is.SubsetOf(RecordedHash.Read(SameBitsProgram.Record).Parts), "Never stopped, they are others.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Bits do not change in silence.</summary>
    [Test]
    public void TheChangelogNamesTheRecordedHash()
    {
        (IReadOnlyList<RecordedHash> parts, RecordedHash together) = RecordedHash.Read(SameBitsProgram.Record);
        Assert.That(together, Is.EqualTo(RecordedHash.Of(parts)), "Golden/same-bits.txt was edited by hand.");
        Assert.That(File.ReadAllText(Path.Combine(SameBitsProgram.Root, "CHANGELOG.md")), Does.Contain(together.Hash),
            "The bits of results have changed; a line of the changelog has to say why, and to name their hash.");
    }

    private static void AssertRecorded(string[] lines)
    {
        IReadOnlyList<RecordedHash> recorded = RecordedHash.Read(SameBitsProgram.Record).Parts;
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("# threads", StringComparison.Ordinal)), lines.Length];
        foreach ((int start, int end) in starts.Zip(starts.Skip(1)))
        {
            RecordedHash[] got = [.. SameBitsProgram.Hashes(lines[start..end])];
            IEnumerable<string> differences = got.Except(recorded).Select(
                part => $"'{part.Name}' gave {part.Hash}; recorded is {recorded.FirstOrDefault(other => other.Name == part.Name)?.Hash ?? "nothing"}");
            Assert.That(differences, Is.Empty, $"{lines[0]}, {lines[start]}. {SameBitsProgram.HowToRecord}");
            Assert.That(got.Select(part => part.Name), Is.EqualTo(recorded.Select(part => part.Name)), SameBitsProgram.HowToRecord);
        }
    }
}
