using System.Numerics;
using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Certificates;

/// <summary>
/// What is added to the offset of a line for the errors of double. With u = 2⁻⁵³, v the greatest |φ| that was computed, a = |slope|, m the
/// greatest |z| of the interval and w its width, each candidate φ(z) − slope·z is computed with
/// <list type="bullet">
/// <item>the error of φ, at most ValueRoundings·u·v;</item>
/// <item>one rounding of a fused multiply-add, at most u·(v + a·m);</item>
/// <item>and, where φ is concave, the difference between the slope and the true φ′ at the point of the tangent, at most
/// SlopeRoundings·u·max(1, a), which weighs with the distance from that point, at most w.</item>
/// </list>
/// The sum with the padding rounds once more, by u·(v + a·m) and terms of u². One more u·(v + a·m) is charged for those, for the roundings
/// of the padding itself, and for what v lacks of the greatest true |φ|. The least term covers what is lost among subnormals.
/// </summary>
internal readonly struct Padding
{
    private const double Unit = 1.1102230246251565e-16;

    // 2⁻⁹⁰⁰: far above every subnormal and its roundings, far below everything else.
    private const double Least = 1.1830521861667747e-271;

    private readonly double _ofValue;
    private readonly double _ofSlope;
    private readonly double _least;

    /// <summary>The padding for a curve's errors.</summary>
    public Padding(Curve curve)
    {
        _ofValue = (curve.ValueError + 3) * Unit;
        _ofSlope = curve.DerivativeError == 0 ? 0 : (curve.DerivativeError + 1) * Unit;

        // The borders of a curve with a period are known to some units in the last place of z, at 10⁹ to 3·10⁻⁷: what a wrong bend does to
        // the values is the third power of that, and what it does to the slope of a tangent, the second, is less than the 3 u·a·m.
        _least = curve.Period > 0 ? Unit : Least;
    }

    /// <summary>The padding of one line, or of as many as a vector holds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V, T>(V value, V slope, V far, V width) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        V one = V.Of(1.0);
        V steep = V.SelectLess(one, slope, slope, one);
        V padding = V.MultiplyAdd(V.Of(_ofValue), value, V.Of(_least));
        padding = V.MultiplyAdd(V.Of(3 * Unit), slope * far, padding);
        return V.MultiplyAdd(V.Of(_ofSlope), steep * width, padding);
    }
}
