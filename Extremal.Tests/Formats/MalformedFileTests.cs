using System.Text;
using Extremal.Formats;
using Extremal.Memory;

namespace Extremal.Tests.Formats;

/// <summary>One file for each way of being malformed; every one is refused with where and why, from every kind of stream.</summary>
public sealed class MalformedFileTests
{
    private const string X = "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    [TestCaseSource(nameof(Lengths))]
    [TestCaseSource(nameof(Jsons))]
    [TestCaseSource(nameof(Fields))]
    [TestCaseSource(nameof(Numbers))]
    [TestCaseSource(nameof(Layouts))]
    public void IsRefused(byte[] file, string where, string why)
    {
        foreach (bool canSeek in new[] { true, false })
        {
            foreach (int atOnce in new[] { 1, int.MaxValue })
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                MalformedFileException? e = Assert.Throws<MalformedFileException>(
                    () => Safetensors.Read(new OddStream(file, canSeek, atOnce)));
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

                Assert.That(e!.Location, Is.EqualTo(where), $"seek {canSeek}, at once {atOnce}");
                Assert.That(e.Reason, Does.Contain(why), $"seek {canSeek}, at once {atOnce}");
                Assert.That(e.Message, Does.Contain(e.Location).And.Contain(e.Reason));
                Assert.That(allocated, Is.LessThan(2_000_000), "bytes allocated for a file of a few");
            }
        }
    }

    [Test]
    public void WhatTheStreamDoesIsNotTheFilesFault()
    {
        byte[] file = FileBytes.Of($"{{{X}}}", new byte[4]);
        for (int failsAfter = 0; failsAfter < file.Length; failsAfter++)
        {
            Assert.That(() => Safetensors.Read(new OddStream(file, false, 1, failsAfter)),
                Throws.TypeOf<IOException>().With.Message.EqualTo("The pipe broke."), $"after {failsAfter} bytes");
        }
    }

    [Test]
    public void EveryCutIsRefusedAtItsEndOrBefore()
    {
        byte[] file = FileBytes.Of($"{{{X}}}", new byte[4]);
        Assert.That(Safetensors.Read(new MemoryStream(file)).Names, Is.EqualTo(["x"]));
        for (int length = 0; length < file.Length; length++)
        {
            Assert.That(() => Safetensors.Read(new MemoryStream(file, 0, length)),
                Throws.TypeOf<MalformedFileException>().With.Property("Location").EqualTo($"byte {length}"));
            Assert.That(() => Safetensors.Read(new OddStream(file[..length], false)),
                Throws.TypeOf<MalformedFileException>().With.Property("Location").EqualTo($"byte {length}"));
        }
    }

    [Test]
    public void APlaceAndAReasonAreCutInTheMiddle()
    {
        string where = new('a', 10_000), why = new('b', 10_000);
        var inner = new FormatException("short", new FormatException(new string('c', 10_000)));
        var e = new MalformedFileException(where + "z", why + "z", inner);
        Assert.That(e.Location, Has.Length.EqualTo(200).And.EndsWith("az").And.Contain("a…a"));
        Assert.That(e.Reason, Has.Length.EqualTo(400).And.EndsWith("bz"));
        Assert.That(e.ToString(), Has.Length.LessThan(1000), "the inner exception repeats more than the message");
        Assert.That(new MalformedFileException("a", "b", new FormatException("c")).InnerException!.Message, Is.EqualTo("c"));
    }

    [Test]
    public void AnExcerptHalvesNoCharacter()
    {
        foreach (int length in Enumerable.Range(0, 12))
        {
            string text = new string('x', length) + string.Concat(Enumerable.Repeat("😀", 100)), excerpt = Excerpt.Of(text);
            Assert.That(excerpt, Has.Length.LessThanOrEqualTo(80).And.Length.GreaterThan(76));
            Assert.That(excerpt.EnumerateRunes(), Has.None.EqualTo(Rune.ReplacementChar));
        }
    }

    private static IEnumerable<TestCaseData> Lengths()
    {
        yield return Case("nothing", [], "byte 0", "ends within the header's length");
        yield return Case("seven bytes", new byte[7], "byte 7", "ends within the header's length");
        yield return Case("length above the limit", FileBytes.WithLength(100_000_001, new byte[50]), "byte 0", "above the limit");
        yield return Case("length of all ones", FileBytes.WithLength(ulong.MaxValue, new byte[50]), "byte 0", "18446744073709551615");
        yield return Case("length that is negative if signed", FileBytes.WithLength(1ul << 63), "byte 0", "above the limit");
        yield return Case("length at the limit, a lie", FileBytes.WithLength(100_000_000, (byte)'{'), "byte 9", "ends within the header");
        yield return Case("length one too long", FileBytes.WithLength(3, "{}"u8.ToArray()), "byte 10", "ends within the header");
        yield return Case("no header", FileBytes.WithLength(0), "byte 8", "begin with '{'");
        yield return Case("data cut", FileBytes.Of($"{{{X}}}", 1, 2, 3), $"byte {8 + X.Length + 2 + 3}", "within the data of tensor \"x\"");
        yield return Case("data missing", FileBytes.Of($"{{{X}}}"), $"byte {8 + X.Length + 2}", "within the data of tensor \"x\"");
        yield return Case("data one byte too long", FileBytes.Of($"{{{X}}}", new byte[5]), $"byte {8 + X.Length + 2 + 4}", "more byte");
        yield return Case("data of no tensor", FileBytes.Of("{}", 0), "byte 10", "more byte");
        yield return Case("gigabytes claimed", FileBytes.Of(Tensor("[2000000000]", "[0,16000000000]", "F64"), new byte[9]),
            $"byte {8 + Tensor("[2000000000]", "[0,16000000000]", "F64").Length + 9}", "within the data of tensor \"x\"");
    }

    private static IEnumerable<TestCaseData> Jsons()
    {
        yield return Header("space before the object", $" {{{X}}}", "byte 8", "begin with '{'");
        yield return Header("a byte order mark", $"\ufeff{{{X}}}", "byte 8", "begin with '{'");
        yield return Header("an array", "[]", "byte 8", "begin with '{'");
        yield return Case("not UTF-8", FileBytes.Of([.. "{\"a"u8, 0xff, .. "\":1}"u8]), "byte 11", "not UTF-8");
        yield return Case("overlong UTF-8", FileBytes.Of([.. "{\""u8, 0xc0, 0x80, .. "\":1}"u8]), "byte 10", "not UTF-8");
        yield return Case("a surrogate in UTF-8", FileBytes.Of([.. "{\""u8, 0xed, 0xa0, 0x80, .. "\":1}"u8]), "byte 10", "not UTF-8");
        yield return Case("UTF-8 cut off", FileBytes.Of([.. "{\""u8, 0xe6, 0xbc]), "byte 10", "not UTF-8");
        yield return Header("half a surrogate pair escaped", "{\"\\ud800\":{}}", "header", "the text at byte 9 is not Unicode");
        yield return Header("half a pair in a value", "{\"__metadata__\":{\"k\":\"\\udc00\"}}", "__metadata__, \"k\"", "not Unicode");
        yield return Header("an object cut off", "{", "byte 9", "not JSON");
        yield return Header("a second object", "{}{}", "byte 10", "not JSON");
        yield return Header("padding with zeros", "{}\0\0\0\0\0\0", "byte 10", "not JSON");
        yield return Header("a comma at the end", $"{{{X},}}", $"byte {8 + X.Length + 2}", "not JSON");
        yield return Header("a comment", "{/*x*/}", "byte 9", "not JSON");
        yield return Header("a bare name", "{x:1}", "byte 9", "not JSON");
        yield return Header("not a number", "{\"x\":NaN}", "byte 13", "not JSON");
        yield return Header("a line break within a text", "{\"a\nb\":{}}", "byte 9", "not JSON");
        yield return Header("deep nesting", "{\"x\":{\"shape\":" + new string('[', 100_000), "tensor \"x\", shape[0]", "not an array");
        yield return Header("deep metadata", "{\"__metadata__\":" + Repeat("{\"a\":", 9_999), "__metadata__, \"a\"", "an object");
        yield return Header("a tensor twice", $"{{{X},{X}}}", "tensor \"x\"", "twice");
        yield return Header("a tensor twice, once escaped", $"{{{X},\"\\u0078\":{{}}}}", "tensor \"x\"", "twice");
        yield return Header("metadata twice", "{\"__metadata__\":{},\"__metadata__\":{}}", "__metadata__", "twice");
        yield return Header("a key twice", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"1\"}}", "__metadata__, \"k\"", "twice");
        foreach (string value in new[] { "1", "null", "true", "[]", "{}", "1.5" })
        {
            yield return Header($"metadata of {value}", $"{{\"__metadata__\":{{\"k\":{value}}}}}", "__metadata__, \"k\"", "be a string");
        }
        yield return Header("metadata null", "{\"__metadata__\":null}", "__metadata__", "an object, not \"null\"");
        yield return Header("metadata a text", "{\"__metadata__\":\"x\"}", "__metadata__", "an object, not a string");
    }

    private static IEnumerable<TestCaseData> Fields()
    {
        foreach (string value in new[] { "1", "null", "[]", "\"x\"" })
        {
            yield return Header($"tensor of {value}", $"{{\"x\":{value}}}", "tensor \"x\"", "must be an object");
        }
        yield return Field("no dtype", "\"shape\":[1],\"data_offsets\":[0,4]", "", "no dtype");
        yield return Field("no shape", "\"dtype\":\"F32\",\"data_offsets\":[0,4]", "", "no shape");
        yield return Field("no offsets", "\"dtype\":\"F32\",\"shape\":[1]", "", "no data_offsets");
        yield return Field("nothing at all", "", "", "no dtype");
        yield return Field("unknown field", "\"stride\":[1]", ", \"stride\"", "no such field");
        yield return Field("field in capitals", "\"Shape\":[1]", ", \"Shape\"", "no such field");
        yield return Field("dtype twice", "\"dtype\":\"F32\",\"dtype\":\"F32\"", ", dtype", "twice");
        yield return Field("shape twice", "\"shape\":[1],\"shape\":[1]", ", shape", "twice");
        yield return Field("offsets twice", "\"data_offsets\":[0,4],\"data_offsets\":[0,4]", ", data_offsets", "twice");
        foreach (string type in new[] { "F16", "BF16", "I64", "I32", "U8", "BOOL", "F8_E4M3", "f32", "", " F32" })
        {
            yield return Field($"dtype '{type}'", $"\"dtype\":\"{type}\"", ", dtype", $"element type \"{type}\" is not one");
        }
        yield return Field("dtype a number", "\"dtype\":32", ", dtype", "must be a string, not \"32\"");
        yield return Field("shape a number", "\"shape\":4", ", shape", "must be an array of numbers, not \"4\"");
        yield return Field("shape null", "\"shape\":null", ", shape", "must be an array of numbers, not \"null\"");
        yield return Field("offsets an object", "\"data_offsets\":{}", ", data_offsets", "must be an array of numbers, not an object");
        yield return Field("one offset", "\"data_offsets\":[0]", ", data_offsets", "must be two numbers");
        yield return Field("no offset", "\"data_offsets\":[]", ", data_offsets", "must be two numbers");
        yield return Field("three offsets", "\"data_offsets\":[0,4,8]", ", data_offsets", "must be two numbers");
    }

    private static IEnumerable<TestCaseData> Numbers()
    {
        string[] wrong = ["-1", "-0", "1.0", "1.5", "1e0", "1E2", "9223372036854775808", "99999999999999999999999999", "\"1\"", "null",
            "true", "[1]", "{}"];
        foreach (string number in wrong)
        {
            yield return Field($"dimension {number}", $"\"shape\":[1,{number}]", ", shape[1]", "must be a whole number from 0");
            yield return Field($"offset {number}", $"\"data_offsets\":[0,{number}]", ", data_offsets[1]", "must be a whole number from 0");
        }
        yield return Field("dimension of 2³¹", "\"shape\":[2147483648]", ", shape[0]", "must be a whole number from 0 to 2147483647");
        yield return Header("dimension with a zero before", "{\"x\":{\"shape\":[01]}}", "byte 23", "not JSON");
        yield return Size("product over 2⁶³", "[2147483647,2147483647,2147483647]", "[0,4]", "shape", "more elements than one array");
        yield return Size("product that wraps to 0", "[65536,65536,65536,65536]", "[0,0]", "shape", "more elements than one array");
        yield return Size("product that wraps to 1 in 32 bits", "[65537,65535,2]", "[0,4]", "shape", "more elements than one array");
        yield return Size("end before begin", "[1]", "[4,0]", "data_offsets", "its end 0 is before its begin 4");
        yield return Size("too few bytes", "[2]", "[0,4]", "data_offsets", "spans 4 bytes, but F32 of shape [2] takes 8");
        yield return Size("too many bytes", "[1,1]", "[0,8]", "data_offsets", "spans 8 bytes, but F32 of shape [1, 1] takes 4");
        yield return Size("bytes for no element", "[3,0]", "[0,4]", "data_offsets", "takes 0");
        yield return Size("no bytes for a scalar", "[]", "[0,0]", "data_offsets", "takes 4");
        yield return Size("greatest offsets", "[1]", "[9223372036854775803,9223372036854775807]", "data_offsets", "hole");
    }

    private static IEnumerable<TestCaseData> Layouts()
    {
        yield return Layout("hole at the start", Tensor("a", 4, 8), "\"a\"", "beginning at 4, it leaves a hole");
        yield return Layout("hole between", $"{Tensor("a", 0, 4)},{Tensor("b", 8, 12)}", "\"b\"", "leaves a hole");
        yield return Layout("hole of one byte", $"{Tensor("a", 0, 4)},{Tensor("b", 5, 9)}", "\"b\"", "the data so far end at 4");
        yield return Layout("overlap", $"{Tensor("a", 0, 8)},{Tensor("b", 4, 8)}", "\"b\"", "overlaps the tensor before it");
        yield return Layout("shared data", $"{Tensor("a", 0, 4)},{Tensor("b", 0, 4)}", "\"b\"", "overlaps");
        yield return Layout("empty within another", $"{Tensor("a", 0, 8)},{Tensor("b", 4, 4)}", "\"b\"", "overlaps");
        yield return Layout("empty beyond the end", $"{Tensor("a", 0, 4)},{Tensor("b", 8, 8)}", "\"b\"", "leaves a hole");
        string name = new('n', 1000);
        yield return Layout("a long name in the message", Tensor(name, 4, 8), $"\"{name[..40]}…{name[..39]}\"", "leaves a hole");
        yield return Layout("a control character in the message", Tensor("a\\u001bb", 4, 8), "\"a\\u001bb\"", "leaves a hole");
        string ones = string.Concat(Enumerable.Repeat("1,", 1_000));
        yield return Size("a long shape", $"[{ones}2]", "[0,4]", "data_offsets", "shape [1, 1, 1, 1, 1, 1, 1, 1, …] takes 8");
    }

    private static string Tensor(string name, int begin, int end) =>
        $"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[{(end - begin) / 4}],\"data_offsets\":[{begin},{end}]}}";

    private static string Tensor(string shape, string offsets, string type) =>
        $"{{\"x\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}}}";

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static TestCaseData Layout(string name, string tensors, string where, string why) =>
        Header(name, $"{{{tensors}}}", $"tensor {where}, data_offsets", why);

    private static TestCaseData Size(string name, string shape, string offsets, string field, string why) =>
        Header(name, Tensor(shape, offsets, "F32"), $"tensor \"x\", {field}", why);

    private static TestCaseData Field(string name, string fields, string where, string why) =>
        Header(name, $"{{\"x\":{{{fields}}}}}", $"tensor \"x\"{where}", why);

    private static TestCaseData Header(string name, string header, string where, string why) =>
        Case(name, FileBytes.Of(header, new byte[12]), where, why);

    private static TestCaseData Case(string name, byte[] file, string where, string why) =>
        new TestCaseData(file, where, why).SetName($"{{m}}({name})");
}
