using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Extremal.Memory;

namespace Extremal.Kernels.Lanes;

/// <summary>512 bits of lanes. Lanes128, Lanes256 and Lanes512 are one text up to the number, and a law holds them so.</summary>
internal struct Lanes512<T>(Vector512<T> vector) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _vector = vector;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Of(double constant) => typeof(T) == typeof(float)
        ? new(Vector512.Create((float)constant).As<float, T>())
        : new(Vector512.Create(constant).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T source, nint offset) =>
        new(Vector512.LoadUnsafe(in source, (nuint)offset));

    // Not inlined, so that loops stay small; it runs once a span.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes512<T> LoadFirst(ref readonly T source, nint offset, int count)
    {
        Vector512<T> vector = default;
        ref byte from = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset));
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector512<T>, byte>(ref vector), ref from, (uint)(count * Element<T>.Size));
        return new(vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, int count) => StoreFirst(_vector, ref destination, offset, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFirst(Vector512<T> vector, ref T destination, nint offset, int count)
    {
        ref byte to = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, offset));
        Unsafe.CopyBlockUnaligned(ref to, ref Unsafe.As<Vector512<T>, byte>(ref vector), (uint)(count * Element<T>.Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x._vector + y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x._vector - y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x._vector * y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x._vector / y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x) => new(x._vector ^ Vector512.Create(T.NegativeZero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> addend) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x._vector.AsSingle(), y._vector.AsSingle(), addend._vector.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._vector.AsDouble(), y._vector.AsDouble(), addend._vector.AsDouble()).As<double, T>());

    // Two statements, not one conditional expression: only so does the JIT see that the sum may stay in its register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(Lanes512<T> x, Lanes512<T> y)
    {
        if (typeof(T) == typeof(float))
        {
            _vector = Vector512.FusedMultiplyAdd(x._vector.AsSingle(), y._vector.AsSingle(), _vector.AsSingle()).As<float, T>();
        }
        else
        {
            _vector = Vector512.FusedMultiplyAdd(x._vector.AsDouble(), y._vector.AsDouble(), _vector.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(Vector512.Round(x._vector.AsSingle()).As<float, T>())
        : new(Vector512.Round(x._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> CopySign(Lanes512<T> magnitude, Lanes512<T> sign) =>
        new(Vector512.ConditionalSelect(Vector512.Create(T.NegativeZero), sign._vector, magnitude._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThan(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThan(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LessThanOrEqual(Lanes512<T> x, Lanes512<T> y) => new(Vector512.LessThanOrEqual(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AreEqual(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Equals(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(mask._vector, yes._vector, no._vector));

    // One expression, so that the JIT keeps the mask in a mask register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SelectLess(Lanes512<T> x, Lanes512<T> y, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._vector, y._vector), yes._vector, no._vector));

    // Adding 1.5·2^(mantissa bits) leaves a whole number's two's complement in the low bits; the shift drops the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> PowerOfTwo(Lanes512<T> n) => typeof(T) == typeof(float)
        ? new(((n._vector.AsSingle() + Vector512.Create(12582912f + 127)).AsInt32() << 23).As<int, T>())
        : new(((n._vector.AsDouble() + Vector512.Create(6755399441055744.0 + 1023)).AsInt64() << 52).As<long, T>());

    // The same sum rounds the product and holds n + bias in its low bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> RoundedProduct(Lanes512<T> x, Lanes512<T> y, out Lanes512<T> power)
    {
        Lanes512<T> shift = Of(IsSingle ? 12582912.0 + 127 : 6755399441055744.0 + 1023);
        Lanes512<T> sum = MultiplyAdd(x, y, shift);
        power = IsSingle ? new((sum._vector.AsInt32() << 23).As<int, T>()) : new((sum._vector.AsInt64() << 52).As<long, T>());
        return sum - shift;
    }

    // The biased exponent is moved to the low bits of a number in [2^mantissa bits, 2^(mantissa bits + 1)) and read off by a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Exponent(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new((((x._vector.AsInt32() >>> 23) | Vector512.Create(0x4B000000)).AsSingle() - Vector512.Create(8388608f + 127)).As<float, T>())
        : new((((x._vector.AsInt64() >>> 52) | Vector512.Create(0x4330000000000000L)).AsDouble()
            - Vector512.Create(4503599627370496.0 + 1023)).As<double, T>());

    // The mantissa bits below the exponent of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Mantissa(Lanes512<T> x) => typeof(T) == typeof(float)
        ? new(((x._vector.AsInt32() & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).As<int, T>())
        : new(((x._vector.AsInt64() & Vector512.Create(0x000FFFFFFFFFFFFFL)) | Vector512.Create(0x3FF0000000000000L)).As<long, T>());
}
