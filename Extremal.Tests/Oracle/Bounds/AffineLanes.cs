using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Oracle;

/// <summary>
/// One lane that carries, beside the number that a function computes, what it would be without rounding, and how each rounding on its way
/// moves it at most: affine arithmetic (L. H. de Figueiredo and J. Stolfi, "Affine arithmetic: concepts and applications", Numerical
/// Algorithms 37, 2004). Run over it, a function's own text gives the sum of the worst of its roundings, to first order: what was lost and
/// is added again cancels, and an exact step counts for nothing.
/// </summary>
/// <remarks>
/// A rounding moves its result by half a unit in the last place at most; by a quarter from within just below a power of two, and a sum by no more than its smaller term. Where all
/// operands are constants or whole numbers that the argument only selects, the rounding is one known number, and is taken as it is.
/// </remarks>
internal struct AffineLanes<T> : ILanes<AffineLanes<T>, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Errors are in units of 2⁻⁴⁰, so that half of the least subnormal is a double, and half a unit of the greatest number too.
    private const int Unit = -40;

    [ThreadStatic]
    private static int _roundings;

    private readonly T _value;
    private readonly WideNumber _exact;
    private readonly bool _isFree;
    private readonly double _known;
    private readonly double[]? _most;

    private AffineLanes(T value, WideNumber exact, bool isFree, double known, double[]? most) =>
        (_value, _exact, _isFree, _known, _most) = (value, exact, isFree, known, most);

    /// <summary>The argument of a function: begins anew.</summary>
    public static AffineLanes<T> Argument(T x)
    {
        _roundings = 0;
        return Another(x);
    }

    /// <summary>A further argument.</summary>
    public static AffineLanes<T> Another(T x) => new(x, double.CreateChecked(x), isFree: true, 0, null);

    /// <summary>The number that was computed.</summary>
    public readonly T Value => _value;

    /// <summary>The most by which such a number can be off the true one: the function's own error, and the worst of all roundings.</summary>
    public readonly double MostErrorInUnitsOf(int exponent, WideNumber truth)
    {
        double sum = 0;
        foreach (double most in _most ?? [])
        {
            sum += Math.Abs(most);
        }

        double own = Math.Abs((_exact - truth).InUnitsOf(exponent) + Math.ScaleB(_known, Unit - exponent));
        return own + Math.ScaleB(sum, Unit - exponent);
    }

    public static int Count => 1;

    public static bool IsSingle => typeof(T) == typeof(float);

    public static AffineLanes<T> Of(T value) => new(value, T.IsFinite(value) ? double.CreateChecked(value) : 0, isFree: false, 0, null);

    public static AffineLanes<T> Of(double constant) => Of(T.CreateTruncating(constant));

    public static AffineLanes<T> Load(ref readonly T source, nint offset) => throw new NotSupportedException();

    public static AffineLanes<T> LoadFirst(ref readonly T source, nint offset, int count) => throw new NotSupportedException();

    public readonly void Store(ref T destination, nint offset) => throw new NotSupportedException();

    public readonly void StoreFirst(ref T destination, nint offset, int count) => throw new NotSupportedException();

    public static AffineLanes<T> operator +(AffineLanes<T> x, AffineLanes<T> y) =>
        Rounded(x._value + y._value, x.Number + y.Number, Lesser(x.Number, y.Number), x._exact + y._exact, (x, 1), (y, 1));

    public static AffineLanes<T> operator -(AffineLanes<T> x, AffineLanes<T> y) => x + -y;

    public static AffineLanes<T> operator *(AffineLanes<T> x, AffineLanes<T> y) =>
        Rounded(x._value * y._value, x.Number * y.Number, null, x._exact * y._exact, (x, y._exact), (y, x._exact));

    public static AffineLanes<T> operator /(AffineLanes<T> x, AffineLanes<T> y)
    {
        WideNumber quotient = x._exact / y._exact;
        return Rounded(x._value / y._value, x.Number / y.Number, null, quotient, (x, (WideNumber)1 / y._exact), (y, -quotient / y._exact));
    }

    public static AffineLanes<T> operator -(AffineLanes<T> x) => new(-x._value, -x._exact, x._isFree, -x._known, Sum((x, -1)));

    public static AffineLanes<T> MultiplyAdd(AffineLanes<T> x, AffineLanes<T> y, AffineLanes<T> addend) => Rounded(
        T.FusedMultiplyAdd(x._value, y._value, addend._value), x.Number * y.Number + addend.Number, x.Number * y.Number,
        x._exact * y._exact + addend._exact,
        (x, y._exact), (y, x._exact), (addend, 1));

    public void Accumulate(AffineLanes<T> x, AffineLanes<T> y) => this = MultiplyAdd(x, y, this);

    public static AffineLanes<T> Max(AffineLanes<T> x, AffineLanes<T> y) => x._value >= y._value ? x : y;

    public static AffineLanes<T> Min(AffineLanes<T> x, AffineLanes<T> y) => x._value <= y._value ? x : y;

    public static AffineLanes<T> Abs(AffineLanes<T> x) => T.IsNegative(x._value) ? -x : x;

    public static AffineLanes<T> Sqrt(AffineLanes<T> x)
    {
        WideNumber exact = WideNumber.Sqrt(x._exact);
        return x._value == T.Zero ? x : Rounded(T.Sqrt(x._value), WideNumber.Sqrt(x.Number), null, exact, (x, (WideNumber)0.5 / exact));
    }

    public static AffineLanes<T> Round(AffineLanes<T> x) => Of(T.Round(x._value));

    public static AffineLanes<T> CopySign(AffineLanes<T> magnitude, AffineLanes<T> sign) =>
        T.IsNegative(magnitude._value) == T.IsNegative(sign._value) ? magnitude : -magnitude;

    public static AffineLanes<T> LessThan(AffineLanes<T> x, AffineLanes<T> y) => Mask(x._value < y._value);

    public static AffineLanes<T> LessThanOrEqual(AffineLanes<T> x, AffineLanes<T> y) => Mask(x._value <= y._value);

    public static AffineLanes<T> AreEqual(AffineLanes<T> x, AffineLanes<T> y) => Mask(x._value == y._value);

    public static AffineLanes<T> Select(AffineLanes<T> mask, AffineLanes<T> yes, AffineLanes<T> no) => T.IsNaN(mask._value) ? yes : no;

    public static AffineLanes<T> SelectLess(AffineLanes<T> x, AffineLanes<T> y, AffineLanes<T> yes, AffineLanes<T> no) =>
        x._value < y._value ? yes : no;

    public static AffineLanes<T> PowerOfTwo(AffineLanes<T> n) => Of(Lanes1<T>.PowerOfTwo(new(n._value)).Value);

    public static AffineLanes<T> RoundedProduct(AffineLanes<T> x, AffineLanes<T> y, out AffineLanes<T> power)
    {
        Lanes1<T> n = Lanes1<T>.RoundedProduct(new(x._value), new(y._value), out Lanes1<T> two);
        power = Of(two.Value);
        return Of(n.Value);
    }

    public static AffineLanes<T> Exponent(AffineLanes<T> x) => Of(Lanes1<T>.Exponent(new(x._value)).Value);

    public static AffineLanes<T> Mantissa(AffineLanes<T> x)
    {
        int n = -T.ILogB(x._value);
        WideNumber scale = ((WideNumber)1).TimesPowerOfTwo(n);
        return new(T.ScaleB(x._value, n), x._exact * scale, x._isFree, Math.ScaleB(x._known, n), Sum((x, scale)));
    }

    private readonly WideNumber Number => T.IsFinite(_value) ? double.CreateChecked(_value) : 0;

    private static WideNumber Lesser(WideNumber x, WideNumber y) => (x.Magnitude - y.Magnitude).Sign < 0 ? x : y;

    private static AffineLanes<T> Mask(bool isSet) => Of(isSet ? T.NaN : T.Zero);

    // value is unrounded, rounded, which moves it by less than what was added to a number of this type; each operand moves the result by
    // its own error times its factor.
    private static AffineLanes<T> Rounded(
        T value, WideNumber unrounded, WideNumber? added, WideNumber exact, params ReadOnlySpan<(AffineLanes<T> Operand, WideNumber Factor)> operands)
    {
        (bool isFree, double known) = (false, 0);
        foreach ((AffineLanes<T> operand, WideNumber factor) in operands)
        {
            isFree |= operand._isFree;
            known += operand._known == 0 ? 0 : operand._known * factor.InUnitsOf(0);
        }

        double[]? most = Sum(operands);
        WideNumber rest = T.IsFinite(value) ? unrounded - double.CreateChecked(value) : 0;
        if (rest.IsZero || !isFree)
        {
            return new(value, exact, isFree, known - rest.InUnitsOf(Unit), most);
        }

        double[] more = new double[++_roundings];
        most?.CopyTo(more, 0);
        more[^1] = Math.Min(HalfUnit(value, rest), added?.Magnitude.InUnitsOf(Unit) ?? double.PositiveInfinity);
        return new(value, exact, isFree, known, more);
    }

    private static double HalfUnit(T value, WideNumber rest)
    {
        (int least, int bits) = IsSingle ? (-126, 24) : (-1022, 53);
        int exponent = value == T.Zero ? least : Math.Max(least, T.ILogB(value));
        bool isInside = exponent > least && T.ScaleB(T.One, exponent) == T.Abs(value) && rest.Sign != T.Sign(value);
        return Math.ScaleB(1, exponent - bits - (isInside ? 1 : 0) - Unit);
    }

    private static double[]? Sum(params ReadOnlySpan<(AffineLanes<T> Operand, WideNumber Factor)> operands)
    {
        int length = 0;
        foreach ((AffineLanes<T> operand, _) in operands)
        {
            length = Math.Max(length, operand._most?.Length ?? 0);
        }

        double[]? sum = length == 0 ? null : new double[length];
        foreach ((AffineLanes<T> operand, WideNumber factor) in operands)
        {
            double times = operand._most is null ? 0 : factor.InUnitsOf(0);
            for (int i = 0; i < operand._most?.Length; i++)
            {
                sum![i] += times * operand._most[i];
            }
        }

        return sum;
    }
}
