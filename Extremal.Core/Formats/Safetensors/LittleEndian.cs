using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Extremal.Formats;

/// <summary>The order of the bytes of a number in a file, which is little-endian on every machine.</summary>
internal static class LittleEndian
{
    /// <summary>Brings values from the file's byte order to the machine's, or back: the same exchange both ways, nothing on most.</summary>
    internal static void Exchange<T>(Span<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
        {
            ReverseBytes(values);
        }
    }

    /// <summary>Turns around the bytes of each value.</summary>
    internal static void ReverseBytes<T>(Span<T> values)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() == sizeof(uint))
        {
            Span<uint> words = MemoryMarshal.Cast<T, uint>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else if (Unsafe.SizeOf<T>() == sizeof(ulong))
        {
            Span<ulong> words = MemoryMarshal.Cast<T, ulong>(values);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
