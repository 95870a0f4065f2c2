using System.Numerics;
using Extremal.Tests.SameBits;

namespace Extremal.Tests.Laws;

/// <summary>
/// The law of bits: two hundred training steps of every optimiser, activation and loss, extrema, predictions and overflows give one
/// recorded hash each, whatever the width of a vector, the number of threads, the size of tiles, the build, the instructions switched off.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class OneHashTests
{
    private static readonly IReadOnlyList<RecordedHash> Recorded = RecordedHash.Read(SameBitsProgram.Record).Parts;

    /// <summary>Every width, every size of tiles, every number of threads; one thread with whole tiles has a test below, all that is left
    /// out is in <see cref="InEveryCombination"/>.</summary>
    [TestCase(1, "tiny", "3")]
    [TestCase(128, "", "7")]
    [TestCase(256, "tiny", "2")]
    [TestCase(256, "", "1")]
    [TestCase(512, "", "3")]
    [TestCase(512, "tiny", "1")]
    public void InRelease(int bits, string tiles, params string[] threads)
    {
        var variables = new Dictionary<string, string> { ["EXTREMAL_VECTOR_BITS"] = $"{bits}", ["EXTREMAL_TILES"] = tiles };
        string[] lines = SameBitsProgram.Run("Release", variables, ["run", .. threads]);
        Assert.That(lines[0], Does.StartWith($"# Release, {bits} bits, "));
        Assert.That(lines[0].Contains(" 3 rows a tile"), Is.EqualTo(tiles == "tiny"), lines[0]);
        AssertRecorded(lines, threads);
    }

    /// <summary>Width, tiles and threads three by three.</summary>
    [Test, Explicit("trains nearly four hundred times"), Category("Long")]
    public void InEveryCombination([Values(1, 128, 256, 512)] int bits, [Values("", "tiny")] string tiles) =>
        InRelease(bits, tiles, "1", "2", "3", "7");

    /// <summary>Code that the just-in-time compiler does not optimise, and processors that lack instructions; what lacks nothing is above.</summary>
    [TestCase("DOTNET_JITMinOpts", "1")]
    [TestCase("DOTNET_EnableAVX512", "0")]
    [TestCase("DOTNET_EnableAVX2", "0")]
    [TestCase("DOTNET_EnableHWIntrinsic", "0")]
    public void OnLesserMachines(string variable, string value) => OnLesserMachines("Release", variable, value);

    /// <summary>The same of the Debug build, which takes longer to make than all of the others to run.</summary>
    [Explicit("Release without the compiler's optimisations is always run"), Category("Long")]
    [TestCase("DOTNET_JITMinOpts", "0")]
    [TestCase("DOTNET_EnableAVX512", "0")]
    [TestCase("DOTNET_EnableAVX2", "0")]
    [TestCase("DOTNET_EnableHWIntrinsic", "0")]
    public void InDebug(string variable, string value) => OnLesserMachines("Debug", variable, value);

    private static void OnLesserMachines(string build, string variable, string value)
    {
        string[] lines = SameBitsProgram.Run(build, new Dictionary<string, string> { [variable] = value }, "run", "1");
        Assert.That(lines[0], Does.StartWith($"# {build}, "));
        string accelerated = lines[0][(lines[0].IndexOf(':') + 1)..];
        Assert.That(accelerated, Does.Not.Contain(variable switch
        {
            "DOTNET_EnableAVX512" => "512",
            "DOTNET_EnableAVX2" => "256",
            "DOTNET_EnableHWIntrinsic" => "128",
            _ => "nothing",
        }), lines[0]);
        AssertRecorded(lines, "1");
    }

    [TestCase("EXTREMAL_VECTOR_BITS", "64")]
    [TestCase("EXTREMAL_TILES", "huge")]
    public void AnUnknownSwitchIsRefused(string variable, string value)
    {
        var variables = new Dictionary<string, string> { [variable] = value };
        (int code, string _, string error) = SameBitsProgram.Start("Release", variables, "run", "1");
        Assert.That(code, Is.Not.Zero);
        Assert.That(error, Does.Contain($"{variable} is '{value}'"));
    }

    /// <summary>Half a run, its state in files, and the other half in another process, perhaps of another kind.</summary>
    [TestCase("", "", 61)]
    [TestCase("512", "128", 103)]
    [TestCase("1", "256", 158)]
    public void StoppedAndResumedInAnotherProcess(string firstBits, string thenBits, int steps)
    {
        string folder = Directory.CreateTempSubdirectory("extremal").FullName;
        try
        {
            SameBitsProgram.Run("Release", OfBits(firstBits), "stop", $"{steps}", folder);
            string[] lines = SameBitsProgram.Run("Release", OfBits(thenBits), "resume", folder);
            RecordedHash[] resumed = [.. SameBitsProgram.Hashes(lines)];
            Assert.That(resumed, Has.Length.EqualTo(12));
            Assert.That(Differences(resumed), Is.Empty, $"Stopped at {firstBits} bits after {steps} steps, resumed at {thenBits} bits.");
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

    [Test]
    public void AllNaNsAreOneValueAndTheZerosTwo()
    {
        static string Of<T>(T number) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var hash = new NumberHash();
            hash.Add<T>([T.One, number]);
            return hash.ToString();
        }

        Assert.That(Of(BitConverter.UInt64BitsToDouble(0x7ff0_0000_0000_0001)), Is.EqualTo(Of(double.NaN)));
        Assert.That(Of(BitConverter.UInt32BitsToSingle(0x7fc0_1234)), Is.EqualTo(Of(float.NaN)));
        Assert.That(((double[])[0, -0.0, double.NaN, double.PositiveInfinity, 1, Math.BitIncrement(1.0)]).Select(Of), Is.Unique);
    }

    private static Dictionary<string, string> OfBits(string bits) => new() { ["EXTREMAL_VECTOR_BITS"] = bits };

    private static void AssertRecorded(string[] lines, params string[] threads)
    {
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("# threads", StringComparison.Ordinal))];
        Assert.That(starts.Select(start => lines[start]), Is.EqualTo(threads.Select(count => $"# threads {count}")));
        foreach ((int start, int end) in starts.Zip([.. starts.Skip(1), lines.Length]))
        {
            RecordedHash[] got = [.. SameBitsProgram.Hashes(lines[start..end])];
            Assert.That(Differences(got), Is.Empty, $"{lines[0]}, {lines[start]}. {SameBitsProgram.HowToRecord}");
            Assert.That(got.Select(part => part.Name), Is.EqualTo(Recorded.Select(part => part.Name)), SameBitsProgram.HowToRecord);
        }
    }

    private static IEnumerable<string> Differences(IEnumerable<RecordedHash> got) => got.Except(Recorded).Select(part =>
        $"'{part.Name}' gave {part.Hash}; recorded is {Recorded.FirstOrDefault(other => other.Name == part.Name)?.Hash ?? "nothing"}");
}
