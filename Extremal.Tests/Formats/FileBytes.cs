using System.Buffers.Binary;
using System.Text;

namespace Extremal.Tests.Formats;

/// <summary>Files put together byte by byte, well-formed or not, without any of the code under test.</summary>
internal static class FileBytes
{
    internal static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    internal static byte[] Of(byte[] header, params byte[] data) => WithLength((ulong)header.Length, [.. header, .. data]);

    internal static byte[] WithLength(ulong headerLength, params byte[] rest)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, headerLength);
        return [.. length, .. rest];
    }
}
