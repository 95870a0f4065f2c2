using System.Numerics;
using System.Runtime.CompilerServices;

namespace Extremal.Kernels.Lanes;

/// <summary>One lane: the plain scalar meaning of the vocabulary, which every wider form must equal bit for bit.</summary>
internal struct Lanes1<T>(T value) : ILanes<Lanes1<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _value = value;

    private static T AllBits => typeof(T) == typeof(float)
        ? T.CreateTruncating(BitConverter.UInt32BitsToSingle(uint.MaxValue))
        : T.CreateTruncating(BitConverter.UInt64BitsToDouble(ulong.MaxValue));

    /// <summary>The number itself, for a caller with only one.</summary>
    public T Value => _value;

    public static int Count => 1;

    public static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Of(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Of(double constant) => new(T.CreateTruncating(constant));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Load(ref readonly T source, nint offset) => new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> LoadFirst(ref readonly T source, nint offset, int count) =>
        count == 0 ? default : Load(in source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, int count)
    {
        if (count > 0)
        {
            Store(ref destination, offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator +(Lanes1<T> x, Lanes1<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator -(Lanes1<T> x, Lanes1<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator *(Lanes1<T> x, Lanes1<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator /(Lanes1<T> x, Lanes1<T> y) => new(x._value / y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> operator -(Lanes1<T> x) => new(-x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> MultiplyAdd(Lanes1<T> x, Lanes1<T> y, Lanes1<T> addend) =>
        new(T.FusedMultiplyAdd(x._value, y._value, addend._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(Lanes1<T> x, Lanes1<T> y) => _value = T.FusedMultiplyAdd(x._value, y._value, _value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Max(Lanes1<T> x, Lanes1<T> y) => new(T.Max(x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Min(Lanes1<T> x, Lanes1<T> y) => new(T.Min(x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Abs(Lanes1<T> x) => new(T.Abs(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Sqrt(Lanes1<T> x) => new(T.Sqrt(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Round(Lanes1<T> x) => new(T.Round(x._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> CopySign(Lanes1<T> magnitude, Lanes1<T> sign) => new(T.CopySign(magnitude._value, sign._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> LessThan(Lanes1<T> x, Lanes1<T> y) => new(x._value < y._value ? AllBits : T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> LessThanOrEqual(Lanes1<T> x, Lanes1<T> y) => new(x._value <= y._value ? AllBits : T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> AreEqual(Lanes1<T> x, Lanes1<T> y) => new(x._value == y._value ? AllBits : T.Zero);

    // A mask is zero or a NaN with every bit set.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Select(Lanes1<T> mask, Lanes1<T> yes, Lanes1<T> no) => T.IsNaN(mask._value) ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> SelectLess(Lanes1<T> x, Lanes1<T> y, Lanes1<T> yes, Lanes1<T> no) => x._value < y._value ? yes : no;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> PowerOfTwo(Lanes1<T> n) => new(T.ScaleB(T.One, int.CreateTruncating(n._value)));

    // Rounded by the same sum as in a vector, so that a product near a half goes the same way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> RoundedProduct(Lanes1<T> x, Lanes1<T> y, out Lanes1<T> power)
    {
        Lanes1<T> shift = Of(IsSingle ? 12582912.0 + 127 : 6755399441055744.0 + 1023);
        Lanes1<T> n = MultiplyAdd(x, y, shift) - shift;
        power = PowerOfTwo(n);
        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Exponent(Lanes1<T> x) => new(T.CreateTruncating(T.ILogB(x._value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1<T> Mantissa(Lanes1<T> x) => new(T.ScaleB(x._value, -T.ILogB(x._value)));
}
