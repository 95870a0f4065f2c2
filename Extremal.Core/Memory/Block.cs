using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Extremal.Memory;

/// <summary>
/// A fixed run of zeroed numbers that begins at a multiple of 64 bytes: one cache line, one 512-bit vector.
/// It is a pinned managed array, so there is nothing to dispose and nothing to leak.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Block<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Alignment = 64;

    private readonly T[] _array;
    private readonly int _start;

    /// <summary>Allocates <paramref name="length"/> zeros.</summary>
    /// <exception cref="ArgumentException"><paramref name="length"/> is negative, or more than an array holds.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public Block(int length)
    {
        Element<T>.Require();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength - Alignment);
        Length = length;
        int spare = Alignment / Element<T>.Size - 1;
        _array = GC.AllocateArray<T>(length + spare, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)((Alignment - address % Alignment) % Alignment) / Element<T>.Size;
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<T> Span => Range(0, Length);

    /// <summary>Some of the elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Some of them are not there.</exception>
    internal Span<T> Range(int start, int count)
    {
        if ((uint)start > (uint)Length || (uint)count > (uint)(Length - start))
        {
            throw new ArgumentOutOfRangeException(nameof(start), start, $"A block of {Length} elements has not {count} of them from there on.");
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start + start), count);
    }
}
