using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>
/// sin x and cos x. The argument is reduced to r = x − n·π/2, |r| ≤ π/4, by fused multiply-adds with π/2 in three parts of full precision
/// (Cody and Waite's method; the fused product needs no trailing zeros); then sin r = r + r³·S(r²), cos r = 1 − ½r² + r⁴·C(r²), with S and
/// C interpolated at Chebyshev points. Beyond |x| = 4·10⁶ in float and 10¹⁴ in double neighbouring numbers lie too far apart for x to carry
/// a phase: there, and for ±∞, the result is NaN.
/// The roundings add up to 1.30 ulp (1.32 in float), in the cosine, of two sums and of r²; to less in the sine.
/// That bound holds for |x| ≤ 10⁵ in float and 10⁹ in double (found: float 1.29, double 1.30). From there to the end of the
/// range it holds for most x, and the absolute error stays below 2⁻²² and 2⁻⁵¹; right at a zero of the function a float was 16 ulp off.
/// </summary>
internal static class Trigonometric
{
    private const double TwoOverPi = 0.6366197723675814;

    /// <summary>sin x; at most 1.32 ulp from the true value for |x| up to 10⁵ in float, 10⁹ in double. It keeps the sign of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Quadrant<V, T>(x, out V sine, out V cosine, out V quadrant, out V odd);
        V y = V.Select(odd, cosine * quadrant, sine * (V.Of(1.0) - V.Abs(quadrant)));
        return V.Select(V.AreEqual(x, V.Of(0.0)), x, y);
    }

    /// <summary>cos x; at most 1.32 ulp from the true value for |x| up to 10⁵ in float, 10⁹ in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V, T>(V x) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Quadrant<V, T>(x, out V sine, out V cosine, out V quadrant, out V odd);
        return V.Select(odd, -(sine * quadrant), cosine * (V.Of(1.0) - V.Abs(quadrant)));
    }

    // sin r and cos r, and the quadrant n mod 4 as −2, −1, 0, 1 or 2 (−2 and 2 are the same one).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quadrant<V, T>(V x, out V sine, out V cosine, out V quadrant, out V odd)
        where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V inRange = V.LessThanOrEqual(V.Abs(x), V.Of(V.IsSingle ? 4e6 : 1e14));
        x = V.Select(inRange, x, V.Of(double.NaN));
        V n = V.Round(x * V.Of(TwoOverPi));

        V r = Reduce<V, T>(x, n, out V rest);
        V z = r * r;
        sine = r + V.MultiplyAdd(r * z, SineTail<V, T>(z), rest);
        V most = V.MultiplyAdd(z, V.Of(-0.5), V.Of(1.0));
        cosine = most + V.MultiplyAdd(z * z, CosineTail<V, T>(z), -(r * rest));
        quadrant = V.MultiplyAdd(V.Round(n * V.Of(0.25)), V.Of(-4.0), n);
        odd = V.AreEqual(V.Abs(quadrant), V.Of(1.0));
    }

    // x = n·π/2 + r + rest. The first difference is exact; what rounding the others loses is kept (D. E. Knuth's sum of two numbers), for
    // r may be tiny.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Reduce<V, T>(V x, V n, out V rest) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V second = V.Of(V.IsSingle ? 4.371138828673793e-8 : -6.123233995736766e-17);
        V third = V.Of(V.IsSingle ? 1.7151245100058819e-15 : 1.4973849048591698e-33);
        V high = V.MultiplyAdd(n, V.Of(V.IsSingle ? -1.5707963705062866 : -1.5707963267948966), x);

        V product = n * second;
        V middle = high + product;
        V added = middle - high;
        V lost = high - (middle - added) + (product - added) + V.MultiplyAdd(n, second, -product);
        V low = V.MultiplyAdd(n, third, lost);
        V r = middle + low;
        rest = low - (r - middle);
        return r;
    }

    // S(z) = (sin r − r) / r³ with z = r².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SineTail<V, T>(V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(2.72437819e-6);
            single = V.MultiplyAdd(single, z, V.Of(-0.00019840039));
            single = V.MultiplyAdd(single, z, V.Of(0.00833333191));
            return V.MultiplyAdd(single, z, V.Of(-0.166666672));
        }

        V p = V.Of(-7.585486485235938e-13);
        p = V.MultiplyAdd(p, z, V.Of(1.6058510875319195e-10));
        p = V.MultiplyAdd(p, z, V.Of(-2.505210610025599e-8));
        p = V.MultiplyAdd(p, z, V.Of(2.7557319218954762e-6));
        p = V.MultiplyAdd(p, z, V.Of(-0.00019841269841264567));
        p = V.MultiplyAdd(p, z, V.Of(0.008333333333333331));
        return V.MultiplyAdd(p, z, V.Of(-0.16666666666666666));
    }

    // C(z) = (cos r − 1 + ½z) / z² with z = r².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V CosineTail<V, T>(V z) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (V.IsSingle)
        {
            V single = V.Of(2.4542871e-5);
            single = V.MultiplyAdd(single, z, V.Of(-0.00138882792));
            return V.MultiplyAdd(single, z, V.Of(0.0416666642));
        }

        V p = V.Of(-1.1380868171449914e-11);
        p = V.MultiplyAdd(p, z, V.Of(2.0876121534608454e-9));
        p = V.MultiplyAdd(p, z, V.Of(-2.7557317151858866e-7));
        p = V.MultiplyAdd(p, z, V.Of(2.480158729853226e-5));
        p = V.MultiplyAdd(p, z, V.Of(-0.0013888888888887241));
        return V.MultiplyAdd(p, z, V.Of(0.041666666666666664));
    }
}
