using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Extremal.Memory;

namespace Extremal.Kernels.Lanes;

/// <summary>128 bits of lanes. Lanes128, Lanes256 and Lanes512 are one text up to the number, and a law holds them so.</summary>
internal struct Lanes128<T>(Vector128<T> vector) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _vector = vector;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    public static bool IsSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Of(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Of(double constant) => typeof(T) == typeof(float)
        ? new(Vector128.Create((float)constant).As<float, T>())
        : new(Vector128.Create(constant).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T source, nint offset) =>
        new(Vector128.LoadUnsafe(in source, (nuint)offset));

    // Not inlined, so that loops stay small; it runs once a span.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Lanes128<T> LoadFirst(ref readonly T source, nint offset, int count)
    {
        Vector128<T> vector = default;
        ref byte from = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset));
        Unsafe.CopyBlockUnaligned(ref Unsafe.As<Vector128<T>, byte>(ref vector), ref from, (uint)(count * Element<T>.Size));
        return new(vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, int count) => StoreFirst(_vector, ref destination, offset, count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreFirst(Vector128<T> vector, ref T destination, nint offset, int count)
    {
        ref byte to = ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, offset));
        Unsafe.CopyBlockUnaligned(ref to, ref Unsafe.As<Vector128<T>, byte>(ref vector), (uint)(count * Element<T>.Size));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y) => new(x._vector + y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y) => new(x._vector - y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y) => new(x._vector * y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y) => new(x._vector / y._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x) => new(x._vector ^ Vector128.Create(T.NegativeZero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> addend) => typeof(T) == typeof(float)
        ? new(Vector128.FusedMultiplyAdd(x._vector.AsSingle(), y._vector.AsSingle(), addend._vector.AsSingle()).As<float, T>())
        : new(Vector128.FusedMultiplyAdd(x._vector.AsDouble(), y._vector.AsDouble(), addend._vector.AsDouble()).As<double, T>());

    // Two statements, not one conditional expression: only so does the JIT see that the sum may stay in its register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accumulate(Lanes128<T> x, Lanes128<T> y)
    {
        if (typeof(T) == typeof(float))
        {
            _vector = Vector128.FusedMultiplyAdd(x._vector.AsSingle(), y._vector.AsSingle(), _vector.AsSingle()).As<float, T>();
        }
        else
        {
            _vector = Vector128.FusedMultiplyAdd(x._vector.AsDouble(), y._vector.AsDouble(), _vector.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(Vector128.Round(x._vector.AsSingle()).As<float, T>())
        : new(Vector128.Round(x._vector.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> CopySign(Lanes128<T> magnitude, Lanes128<T> sign) =>
        new(Vector128.ConditionalSelect(Vector128.Create(T.NegativeZero), sign._vector, magnitude._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThan(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThan(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LessThanOrEqual(Lanes128<T> x, Lanes128<T> y) => new(Vector128.LessThanOrEqual(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AreEqual(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Equals(x._vector, y._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(mask._vector, yes._vector, no._vector));

    // One expression, so that the JIT keeps the mask in a mask register.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SelectLess(Lanes128<T> x, Lanes128<T> y, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(x._vector, y._vector), yes._vector, no._vector));

    // Adding 1.5·2^(mantissa bits) leaves a whole number's two's complement in the low bits; the shift drops the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> PowerOfTwo(Lanes128<T> n) => typeof(T) == typeof(float)
        ? new(((n._vector.AsSingle() + Vector128.Create(12582912f + 127)).AsInt32() << 23).As<int, T>())
        : new(((n._vector.AsDouble() + Vector128.Create(6755399441055744.0 + 1023)).AsInt64() << 52).As<long, T>());

    // The same sum rounds the product and holds n + bias in its low bits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> RoundedProduct(Lanes128<T> x, Lanes128<T> y, out Lanes128<T> power)
    {
        Lanes128<T> shift = Of(IsSingle ? 12582912.0 + 127 : 6755399441055744.0 + 1023);
        Lanes128<T> sum = MultiplyAdd(x, y, shift);
        power = IsSingle ? new((sum._vector.AsInt32() << 23).As<int, T>()) : new((sum._vector.AsInt64() << 52).As<long, T>());
        return sum - shift;
    }

    // The biased exponent is moved to the low bits of a number in [2^mantissa bits, 2^(mantissa bits + 1)) and read off by a subtraction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Exponent(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new((((x._vector.AsInt32() >>> 23) | Vector128.Create(0x4B000000)).AsSingle() - Vector128.Create(8388608f + 127)).As<float, T>())
        : new((((x._vector.AsInt64() >>> 52) | Vector128.Create(0x4330000000000000L)).AsDouble()
            - Vector128.Create(4503599627370496.0 + 1023)).As<double, T>());

    // The mantissa bits below the exponent of one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Mantissa(Lanes128<T> x) => typeof(T) == typeof(float)
        ? new(((x._vector.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).As<int, T>())
        : new(((x._vector.AsInt64() & Vector128.Create(0x000FFFFFFFFFFFFFL)) | Vector128.Create(0x3FF0000000000000L)).As<long, T>());
}
