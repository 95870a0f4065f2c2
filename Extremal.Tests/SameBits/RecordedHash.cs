using System.Globalization;
using System.Text;

namespace Extremal.Tests.SameBits;

/// <summary>A part's hash, as a line of Golden/same-bits.txt.</summary>
internal sealed record RecordedHash(string Name, string Hash)
{
    /// <summary>What stands above the lines of the file.</summary>
    private const string Preface = """
        # The bits of Extremal's results: a hash of every number that each part of Extremal.Tests/SameBits computes, the same at every
        # width of a vector, number of threads, size of tiles, in Debug and Release, with instruction sets switched off (OneHashTests).
        # After a deliberate change of bits, record anew and name the last line in CHANGELOG.md:
        #     dotnet run -c Release --project Extremal.Tests/SameBits -- record

        """;

    private const string Together = "all of these";

    /// <summary>The line.</summary>
    public override string ToString() => $"{Hash}  {Name}";

    /// <summary>Reads a line.</summary>
    public static RecordedHash Parse(string line) => new(line[(line.IndexOf(' ') + 2)..], line[..line.IndexOf(' ')]);

    /// <summary>The hash of all hashes, which CHANGELOG.md names.</summary>
    public static RecordedHash Of(IEnumerable<RecordedHash> parts)
    {
        var hash = new NumberHash();
        foreach (RecordedHash part in parts)
        {
            hash.Add(part.ToString());
        }

        return new RecordedHash(Together, hash.ToString());
    }

    /// <summary>The parts of a file, and what its last line says of them together.</summary>
    public static (IReadOnlyList<RecordedHash> Parts, RecordedHash Together) Read(string path)
    {
        RecordedHash[] lines = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];
        return (lines[..^1], lines[^1]);
    }

    /// <summary>Writes a file that <see cref="Read"/> reads.</summary>
    public static void Write(string path, IReadOnlyList<RecordedHash> parts)
    {
        var text = new StringBuilder(Preface);
        foreach (RecordedHash line in (IEnumerable<RecordedHash>)[.. parts, Of(parts)])
        {
            text.Append(CultureInfo.InvariantCulture, $"{line}\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
