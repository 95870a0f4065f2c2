using System.Runtime.InteropServices;
using Extremal.Formats;

namespace Extremal.Tests.Formats;

/// <summary>What is put in comes out, bit for bit; what the caller gets wrong is refused and changes nothing.</summary>
public sealed class SafetensorsTests
{
    [Test]
    public void RandomContentComesBackBitForBit([Range(1, 40)] int seed)
    {
        Safetensors written = RandomContent(new Random(seed));
        byte[] bytes = Write(written);
        foreach (Stream stream in new Stream[] { new MemoryStream(bytes), new OddStream(bytes, false), new OddStream(bytes, true, 1) })
        {
            AssertSame(Safetensors.Read(stream), written, $"seed {seed}");
        }
    }

    [Test]
    public void EveryKindOfBitPatternSurvives()
    {
        double[] doubles = [-0.0, double.Epsilon, -double.Epsilon, double.NaN, double.PositiveInfinity, double.MaxValue,
            BitConverter.UInt64BitsToDouble(0x7ff0_0000_0000_0001), BitConverter.UInt64BitsToDouble(0xfff8_dead_beef_0123)];
        float[] singles = [-0f, float.Epsilon, float.NaN, float.NegativeInfinity, float.MinValue,
            BitConverter.UInt32BitsToSingle(0x7f80_0001), BitConverter.UInt32BitsToSingle(0xffc0_beef)];
        var written = new Safetensors();
        written.Add<double>("d", [doubles.Length], doubles);
        written.Add<float>("s", [singles.Length], singles);

        Safetensors read = Safetensors.Read(new MemoryStream(Write(written)));

        Assert.That(Bits(read.Get<double>("d", [doubles.Length])), Is.EqualTo(Bits<double>(doubles)));
        Assert.That(Bits(read.Get<float>("s", [singles.Length])), Is.EqualTo(Bits<float>(singles)));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void TensorsLongerThanWhatIsReadAtOnceComeBack(bool canSeek)
    {
        foreach (int count in new[] { ByteSource.Chunk - 1, ByteSource.Chunk, ByteSource.Chunk + 1, (5 * ByteSource.Chunk) + 3 })
        {
            var values = new float[count];
            new Random(count).NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            var written = new Safetensors();
            written.Add<float>("w", [count], values);

            Safetensors read = Safetensors.Read(new OddStream(Write(written), canSeek, atOnce: 4099));

            Assert.That(Bits(read.Get<float>("w", [count])), Is.EqualTo(Bits<float>(values)), $"{count} values");
        }
    }

    [Test]
    public void TheOrderOfAddingChangesNoByte()
    {
        var one = new Safetensors();
        one.AddMetadata("a", "1");
        one.AddMetadata("b", "2");
        one.Add<float>("x", [1], [1f]);
        one.Add<double>("y", [], [2.0]);
        one.Add<float>("w", [0, 7], []);
        var other = new Safetensors();
        other.Add<float>("w", [0, 7], []);
        other.Add<double>("y", [], [2.0]);
        other.Add<float>("x", [1], [1f]);
        other.AddMetadata("b", "2");
        other.AddMetadata("a", "1");

        Assert.That(Write(other), Is.EqualTo(Write(one)));
        Assert.That(one.Names, Is.EqualTo(["x", "y", "w"]));
        Assert.That(Safetensors.Read(new MemoryStream(Write(one))).Names, Is.EqualTo(["y", "w", "x"]));
    }

    [Test]
    public void WhatIsAddedIsCopied()
    {
        double[] values = [1, 2];
        int[] shape = [2];
        var content = new Safetensors();
        content.Add<double>("x", shape, values);
        values[0] = 7;
        shape[0] = 9;
        Assert.That(content.Get<double>("x", [2]).ToArray(), Is.EqualTo([1.0, 2.0]));
    }

    [Test]
    public void ATensorThatIsNotWhatTheCallerNeedsIsMalformed()
    {
        var content = new Safetensors();
        content.Add<float>("w", [2, 1], [1f, 2f]);

        Assert.That(() => content.Get<float>("v", [2, 1]), Malformed("tensor \"v\"", "missing"));
        Assert.That(() => content.ShapeOf("v"), Malformed("tensor \"v\"", "missing"));
        Assert.That(() => content.TypeOf("v"), Malformed("tensor \"v\"", "missing"));
        Assert.That(() => content.Get<double>("w", [2, 1]), Malformed("tensor \"w\"", "elements are F32; F64 are needed"));
        Assert.That(() => content.Get<float>("w", [1, 2]), Malformed("tensor \"w\"", "shape is [2, 1]; [1, 2] is needed"));
        Assert.That(() => content.Get<float>("w", [2]), Malformed("tensor \"w\"", "shape is [2, 1]; [2] is needed"));
        Assert.That(content.TypeOf("w"), Is.EqualTo(ElementType.F32));
        Assert.That(content.ShapeOf("w").ToArray(), Is.EqualTo([2, 1]));
    }

    [Test]
    public void TheCallersMistakesAreRefusedAndChangeNothing()
    {
        var content = new Safetensors();
        content.Add<double>("x", [1], [1.0]);
        content.AddMetadata("k", "v");
        byte[] before = Write(content);

        Assert.That(() => content.Add<double>("x", [1], [2.0]), Throws.ArgumentException.With.Message.Contains("there already"));
        Assert.That(() => content.Add<double>("__metadata__", [1], [2.0]), Throws.ArgumentException.With.Message.Contains("reserved"));
        Assert.That(() => content.Add<double>("y", [2, 3], [2.0]), Throws.ArgumentException.With.Message.Contains("1 values").And
            .Message.Contains("[2, 3]"));
        Assert.That(() => content.Add<double>("y", [-1, -1], [2.0]), Throws.ArgumentException.With.Message.Contains("[-1, -1]"));
        Assert.That(() => content.Add<double>("y", [1 << 30, 1 << 30, 16], []), Throws.ArgumentException);
        Assert.That(() => content.Add<Half>("y", [1], [Half.One]), Throws.ArgumentException.With.Message.Contains("not Half"));
        Assert.That(() => content.Get<Half>("x", [1]), Throws.ArgumentException.With.Message.Contains("not Half"));
        Assert.That(() => content.Add<double>("\ud800", [1], [2.0]), Throws.ArgumentException.With.Message.Contains("surrogate"));
        Assert.That(() => content.Add<double>(null!, [1], [2.0]), Throws.ArgumentNullException);
        Assert.That(() => content.AddMetadata("k", "w"), Throws.ArgumentException.With.Message.Contains("there already"));
        Assert.That(() => content.AddMetadata("l", "a\udc00b"), Throws.ArgumentException.With.Message.Contains("index 1"));
        Assert.That(() => content.AddMetadata("\ud83d\ud83d\ude00", ""), Throws.ArgumentException.With.Message.Contains("index 0"));
        Assert.That(() => content.Write(new MemoryStream(new byte[9], writable: false)), Throws.ArgumentException);

        Assert.That(Write(content), Is.EqualTo(before));
    }

    [Test]
    public void AHeaderThatCouldNotBeReadBackIsNotWritten()
    {
        var content = new Safetensors();
        content.AddMetadata("long", new string('x', Header.LongestLength));
        var stream = new MemoryStream();
        Assert.That(() => content.Write(stream), Throws.InvalidOperationException.With.Message.Contains("100000000"));
        Assert.That(stream.Length, Is.Zero);
    }

    internal static Safetensors RandomContent(Random random)
    {
        var content = new Safetensors();
        for (int i = random.Next(4); i > 0; i--)
        {
            content.AddMetadata(RandomText(random) + i, RandomText(random));
        }
        for (int i = random.Next(6); i > 0; i--)
        {
            int[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(6))];
            int count = shape.Aggregate(1, (product, dimension) => product * dimension);
            if (random.Next(2) == 0)
            {
                var values = new float[count];
                random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
                content.Add<float>(RandomText(random) + i, shape, values);
            }
            else
            {
                var values = new double[count];
                random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
                content.Add<double>(RandomText(random) + i, shape, values);
            }
        }
        return content;
    }

    internal static byte[] Write(Safetensors content)
    {
        var stream = new MemoryStream();
        content.Write(stream);
        return stream.ToArray();
    }

    internal static void AssertSame(Safetensors actual, Safetensors expected, string message)
    {
        Assert.That(actual.Metadata, Is.EqualTo(expected.Metadata), message);
        Assert.That(actual.Names, Is.EquivalentTo(expected.Names), message);
        foreach (string name in expected.Names)
        {
            Assert.That(actual.TypeOf(name), Is.EqualTo(expected.TypeOf(name)), message);
            ReadOnlySpan<int> shape = expected.ShapeOf(name);
            bool single = expected.TypeOf(name) == ElementType.F32;
            byte[] actualBits = single ? Bits(actual.Get<float>(name, shape)) : Bits(actual.Get<double>(name, shape));
            byte[] expectedBits = single ? Bits(expected.Get<float>(name, shape)) : Bits(expected.Get<double>(name, shape));
            Assert.That(actualBits, Is.EqualTo(expectedBits), message);
        }
    }

    private static byte[] Bits<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static string RandomText(Random random)
    {
        string[] pieces = ["layer", ".", "\"", "\\", "\n", "\0", "\u001f", "\u007f", "é", "\u2028", "漢", "😀", "/", " ", "{", "\ufeff"];
        return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static NUnit.Framework.Constraints.IResolveConstraint Malformed(string where, string why) =>
        Throws.TypeOf<MalformedFileException>().With.Property("Location").EqualTo(where).And.Property("Reason").Contains(why)
            .And.Message.Contains(where).And.Message.Contains(why);
}
