using System.Numerics;

namespace Extremal.Kernels.Lanes;

/// <summary>
/// The vocabulary of one vector register. Every function and every loop is written once over it and compiled for float and double, and for
/// 1, 128, 256 and 512 bits. Each operation rounds once, as IEEE 754 says, and never mixes lanes, so that the bits do not depend on the
/// width.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">One lane: <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILanes<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>Whether a lane is a <see cref="float"/>; the compiler folds it, so that a polynomial can be chosen by precision.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>The number in every lane.</summary>
    static abstract V Of(T value);

    /// <summary>The constant, rounded to <typeparamref name="T"/>, in every lane.</summary>
    static abstract V Of(double constant);

    /// <summary>The lanes at <paramref name="source"/>, <paramref name="offset"/> elements on.</summary>
    static abstract V Load(ref readonly T source, nint offset);

    /// <summary>The first <paramref name="count"/> lanes from memory, zeros behind them; nothing beyond them is read.</summary>
    static abstract V LoadFirst(ref readonly T source, nint offset, int count);

    /// <summary>Writes the lanes to <paramref name="destination"/>, <paramref name="offset"/> elements on.</summary>
    void Store(ref T destination, nint offset);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing beyond them.</summary>
    void StoreFirst(ref T destination, nint offset, int count);

    /// <summary>x + y.</summary>
    static abstract V operator +(V x, V y);

    /// <summary>x − y.</summary>
    static abstract V operator -(V x, V y);

    /// <summary>x · y.</summary>
    static abstract V operator *(V x, V y);

    /// <summary>x / y.</summary>
    static abstract V operator /(V x, V y);

    /// <summary>−x: the sign bit changed, also of zeros and NaNs.</summary>
    static abstract V operator -(V x);

    /// <summary>x · y + addend, rounded once.</summary>
    static abstract V MultiplyAdd(V x, V y, V addend);

    /// <summary>Adds x · y to this vector, rounded once: a sum that stays in its register.</summary>
    void Accumulate(V x, V y);

    /// <summary>The greater; NaN if either is NaN; +0 is greater than −0.</summary>
    static abstract V Max(V x, V y);

    /// <summary>The lesser; NaN if either is NaN; −0 is less than +0.</summary>
    static abstract V Min(V x, V y);

    /// <summary>|x|.</summary>
    static abstract V Abs(V x);

    /// <summary>√x.</summary>
    static abstract V Sqrt(V x);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract V Round(V x);

    /// <summary>|magnitude| with the sign of <paramref name="sign"/>.</summary>
    static abstract V CopySign(V magnitude, V sign);

    /// <summary>A mask, all bits set where x &lt; y.</summary>
    static abstract V LessThan(V x, V y);

    /// <summary>A mask, all bits set where x ≤ y.</summary>
    static abstract V LessThanOrEqual(V x, V y);

    /// <summary>A mask, all bits set where x = y; never where either is NaN.</summary>
    static abstract V AreEqual(V x, V y);

    /// <summary><paramref name="yes"/> where the mask is set, <paramref name="no"/> elsewhere.</summary>
    static abstract V Select(V mask, V yes, V no);

    /// <summary>
    /// <paramref name="yes"/> where x &lt; y, <paramref name="no"/> elsewhere, so also where either is NaN. Cheaper than a mask made
    /// first; and as SelectLess(bound, x, bound, x) cheaper than <see cref="Min"/>, which has to look for NaN and −0.
    /// </summary>
    static abstract V SelectLess(V x, V y, V yes, V no);

    /// <summary>
    /// 2ⁿ for whole n in every lane, made from exponent bits: exact for normal results (n in [−126, 127] or [−1022, 1023]), else undefined.
    /// </summary>
    static abstract V PowerOfTwo(V n);

    /// <summary>
    /// The whole number n nearest to x · y, and <paramref name="power"/> = 2ⁿ for n in [−126, 127] or [−1022, 1023]; else undefined.
    /// Cheaper than <see cref="Round"/> and <see cref="PowerOfTwo"/>; a product halfway between two goes to the odd one.
    /// </summary>
    static abstract V RoundedProduct(V x, V y, out V power);

    /// <summary>The exponent of a positive normal number, as a number: the n with 2ⁿ ≤ x &lt; 2ⁿ⁺¹. Undefined for other x.</summary>
    static abstract V Exponent(V x);

    /// <summary>
    /// x · 2⁻ⁿ of a positive normal number with that n = <see cref="Exponent"/>(x): in [1, 2), exact. Undefined for other x.
    /// </summary>
    static abstract V Mantissa(V x);
}
