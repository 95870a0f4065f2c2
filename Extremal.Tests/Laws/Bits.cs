using System.Runtime.InteropServices;

namespace Extremal.Tests.Laws;

/// <summary>Numbers as text that is equal exactly if every bit is.</summary>
internal static class Bits
{
    public static string Of<T>(ReadOnlySpan<T> numbers) where T : unmanaged => Convert.ToHexString(MemoryMarshal.AsBytes(numbers));

    public static string Of<T>(Span<T> numbers) where T : unmanaged => Of((ReadOnlySpan<T>)numbers);

    public static string Of<T>(T[] numbers) where T : unmanaged => Of((ReadOnlySpan<T>)numbers);
}
