using System.Numerics;
using Extremal.Memory;

namespace Extremal.Tests.SameBits;

/// <summary>
/// A 64-bit hash of the bits of numbers: FNV-1a (G. Fowler, L. C. Noll and K.-P. Vo), in which one changed byte always changes the result.
/// All NaNs count as one value, because IEEE 754 leaves their sign and payload open; −0 and 0 are two.
/// </summary>
internal sealed class NumberHash
{
    private const ulong Basis = 0xcbf29ce484222325, Prime = 0x100000001b3, NotANumber = 0x7ff8_0000_0000_0000;

    private ulong _hash = Basis;

    /// <summary>NaNs so far.</summary>
    public int NaNs { get; private set; }

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override string ToString() => _hash.ToString("x16");

    /// <summary>Takes in numbers; a float has the hash of the double that equals it.</summary>
    public void Add<T>(ReadOnlySpan<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T number in numbers)
        {
            NaNs += T.IsNaN(number) ? 1 : 0;
            Add(T.IsNaN(number) ? NotANumber : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(number)));
        }
    }

    /// <inheritdoc cref="Add{T}(ReadOnlySpan{T})"/>
    public void Add<T>(IEnumerable<T> numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Add<T>([.. numbers]);

    /// <summary>Takes in a matrix, row after row.</summary>
    public void Add<T>(ReadOnlyMatrix<T> matrix) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            Add(matrix.Row(i));
        }
    }

    /// <summary>Takes in a count or another whole number.</summary>
    public void Add(long number) => Add((ulong)number);

    /// <summary>Takes in characters.</summary>
    public void Add(string text)
    {
        foreach (char character in text)
        {
            Add(character);
        }
    }

    private void Add(ulong bits)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            _hash = (_hash ^ (bits >> shift & 0xff)) * Prime;
        }
    }
}
