using System.Buffers.Binary;
using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>Damage at random: whatever became of a file, it is read or refused, and costs no more memory than its size allows.</summary>
public sealed class SafetensorsMutationTests
{
    private const int Mutations = 100_000;

    [Test]
    public void AMutatedFileIsReadOrRefused()
    {
        byte[] whole = SafetensorsTests.Write(Original());
        int read = 0;
        int refused = 0;
        for (int seed = 0; seed < Mutations; seed++)
        {
            byte[] file = Mutate(whole, new Random(seed));
            Stream stream = seed % 2 == 0 ? new MemoryStream(file) : new OddStream(file, canSeek: false);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Safetensors? content = ReadOrRefuse(stream, seed);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (allocated > 1_000_000)
            {
                Assert.Fail($"Seed {seed}: {allocated} bytes were allocated for a file of {file.Length}.");
            }
            if (content is null)
            {
                refused++;
                continue;
            }
            read++;
            if (read % 16 == 0)
            {
                Safetensors again = Safetensors.Read(new MemoryStream(SafetensorsTests.Write(content)));
                SafetensorsTests.AssertSame(again, content, $"seed {seed}");
            }
        }
        Assert.That(read, Is.GreaterThan(Mutations / 20), "still read");
        Assert.That(refused, Is.GreaterThan(Mutations / 2), "refused");
    }

    private static Safetensors? ReadOrRefuse(Stream stream, int seed)
    {
        try
        {
            return Safetensors.Read(stream);
        }
        catch (MalformedFileException e)
        {
            return e.Location.Length > 0 && e.Reason.Length > 0 ? null : throw new AssertionException($"Seed {seed}: no reason is given.");
        }
        catch (Exception e)
        {
            throw new AssertionException($"Seed {seed}: {e.GetType().Name} instead of a refusal.", e);
        }
    }

    private static Safetensors Original()
    {
        var content = new Safetensors();
        content.AddMetadata("format", "a \"quoted\" text");
        content.AddMetadata("größe", "😀");
        content.Add<double>("layer.0.weight", [2, 3], [1, 2, 3, 4, 5, 6]);
        content.Add<float>("layer.0.bias", [3], [1, 2, 3]);
        content.Add<float>("empty", [0, 4], []);
        content.Add<double>("scale", [], [0.5]);
        return content;
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> file = [.. whole];
        for (int steps = random.Next(1, 4); steps > 0 && file.Count > 8; steps--)
        {
            int at = random.Next(file.Count);
            int length = random.Next(1, Math.Min(12, file.Count - at) + 1);
            switch (random.Next(7))
            {
                case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: file[at] = (byte)random.Next(256); break;
                case 2: file.RemoveRange(at, length); break;
                case 3: file.InsertRange(at, file.GetRange(random.Next(file.Count - length + 1), length)); break;
                case 4: file.Insert(at, (byte)"0123456789{}[],:\"\\-eE .\0"[random.Next(24)]); break;
                case 5: EditDigit(file, at, random); break;
                default: EditLength(file, random); break;
            }
        }
        return [.. file];
    }

    /// <summary>Changes the next digit, if there is one, so that the header stays JSON and its numbers lie.</summary>
    private static void EditDigit(List<byte> file, int at, Random random)
    {
        int digit = file.FindIndex(at, value => value is >= (byte)'0' and <= (byte)'9');
        if (digit >= 0)
        {
            file[digit] = (byte)('0' + random.Next(10));
        }
    }

    private static void EditLength(List<byte> file, Random random)
    {
        var length = new byte[8];
        long value = BitConverter.ToInt64([.. file.GetRange(0, 8)]);
        BinaryPrimitives.WriteInt64LittleEndian(length, random.Next(3) switch
        {
            0 => value + random.Next(-9, 10),
            1 => random.NextInt64(Header.LongestLength),
            _ => random.NextInt64() << random.Next(2),
        });
        for (int i = 0; i < length.Length; i++)
        {
            file[i] = length[i];
        }
    }
}
