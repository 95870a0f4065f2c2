using System.Numerics;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Examples.Study;

/// <summary>
/// Matérn's kernel with ν = 5/2, (1 + r + r²/3) e⁻ʳ with r = √(5s), of the squared distance s: functions with two derivatives. By s its
/// derivative is −5/6 (1 + r) e⁻ʳ. Rounding may make s a little less than 0 where a point meets a row.
/// </summary>
internal readonly struct Matern : IElementwiseFunction
{
    public static bool DerivativeReadsInput => true;

    public V Value<V, T>(V s) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var r = Distance<V, T>(s);
        return (V.Of(1.0) + r + r * r / V.Of(3.0)) * default(Exp).Value<V, T>(-r);
    }

    public V Derivative<V, T>(V s, V y) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var r = Distance<V, T>(s);
        return V.Of(-5.0 / 6) * (V.Of(1.0) + r) * default(Exp).Value<V, T>(-r);
    }

    private static V Distance<V, T>(V s) where V : struct, ILanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.Sqrt(V.Of(5.0) * V.Max(s, V.Of(0.0)));
}
