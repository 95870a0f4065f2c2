using System.Text;
using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>The bytes of files, written out by hand from the format's description.</summary>
public sealed class SafetensorsBytesTests
{
    private static readonly byte[] ByHand =
    [
        // 224 bytes of header: 220 of text, padded with 4 spaces.
        0xe0, 0, 0, 0, 0, 0, 0, 0,
        .. """{"__metadata__":{"format":"x\"\u0001\n","unit":"N/mm²"},"z":"""u8,
        .. """{"dtype":"F64","shape":[],"data_offsets":[0,8]},"b":"""u8,
        .. """{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"c":"""u8,
        .. """{"dtype":"F32","shape":[0],"data_offsets":[16,16]}}"""u8,
        .. "    "u8,
        // 1.0 in binary64; −2.0 and the smallest subnormal in binary32.
        0, 0, 0, 0, 0, 0, 0xf0, 0x3f,
        0, 0, 0, 0xc0,
        1, 0, 0, 0,
    ];

    [Test]
    public void TheFileWrittenIsTheOneWrittenByHand()
    {
        var content = new Safetensors();
        content.Add<float>("c", [0], []);
        content.Add<float>("b", [1, 2], [-2f, float.Epsilon]);
        content.Add<double>("z", [], [1.0]);
        content.AddMetadata("unit", "N/mm²");
        content.AddMetadata("format", "x\"\u0001\n");

        byte[] written = SafetensorsTests.Write(content);

        Assert.That(Encoding.UTF8.GetString(written), Is.EqualTo(Encoding.UTF8.GetString(ByHand)), "as text");
        Assert.That(written, Is.EqualTo(ByHand));
    }

    [Test]
    public void TheFileWrittenByHandIsRead()
    {
        Safetensors read = Safetensors.Read(new MemoryStream(ByHand));

        Assert.That(read.Metadata, Is.EqualTo(new Dictionary<string, string> { ["format"] = "x\"\u0001\n", ["unit"] = "N/mm²" }));
        Assert.That(read.Names, Is.EqualTo(["z", "b", "c"]));
        Assert.That(read.Get<double>("z", []).ToArray(), Is.EqualTo([1.0]));
        Assert.That(read.Get<float>("b", [1, 2]).ToArray(), Is.EqualTo([-2f, float.Epsilon]));
        Assert.That(read.Get<float>("c", [0]).Length, Is.Zero);
    }

    [Test]
    public void AnEmptyContentIsSixteenBytes()
    {
        byte[] written = SafetensorsTests.Write(new Safetensors());
        Assert.That(written, Is.EqualTo(FileBytes.Of("{}      ")));
        Assert.That(Safetensors.Read(new MemoryStream(written)).Names, Is.Empty);
    }

    [Test]
    public void OtherWritersOrderSpaceAndEscapesAreRead()
    {
        // Unpadded and indented; data in another order than the header's; names and fields escaped; the metadata last and empty.
        byte[] file = FileBytes.Of("""
            { "w\u00e9" : {"data_offsets":[4, 8], "sh\u0061pe":[ ], "dtype":"F\u00332"},
              "v": {"shape":[1],"dtype":"F32","data_offsets":[0,4]},
              "__metadata__": {} }
            """, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40);
        Safetensors read = Safetensors.Read(new MemoryStream(file));
        Assert.That(read.Names, Is.EqualTo(["v", "wé"]));
        Assert.That(read.Get<float>("v", [1])[0], Is.EqualTo(1f));
        Assert.That(read.Get<float>("wé", [])[0], Is.EqualTo(2f));
    }

    [Test]
    public void DataAlwaysBeginAtAMultipleOfEight()
    {
        for (int length = 0; length < 24; length++)
        {
            var content = new Safetensors();
            content.AddMetadata("k", new string('x', length));
            content.Add<double>("d", [1], [1.0]);
            byte[] written = SafetensorsTests.Write(content);
            Assert.That(written.Length % 8, Is.Zero, $"{length} characters");
            Assert.That(BitConverter.ToUInt64(written), Is.EqualTo((ulong)(written.Length - 16)), $"{length} characters");
        }
    }

    [Test]
    public void ReversingBytesTurnsEachValueAround()
    {
        uint[] words = [0x01020304, 0xfffefdfc, 5];
        ulong[] longs = [0x0102030405060708, 9];
        byte[] bytes = [1, 2, 3];
        LittleEndian.ReverseBytes<uint>(words);
        LittleEndian.ReverseBytes<ulong>(longs);
        LittleEndian.ReverseBytes<byte>(bytes);
        Assert.That(words, Is.EqualTo([0x04030201u, 0xfcfdfeffu, 0x05000000u]));
        Assert.That(longs, Is.EqualTo([0x0807060504030201ul, 0x0900000000000000ul]));
        Assert.That(bytes, Is.EqualTo([(byte)1, (byte)2, (byte)3]));
    }
}
