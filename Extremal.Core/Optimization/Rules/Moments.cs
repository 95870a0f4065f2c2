using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>What Adam and AdamW share: the decay of the two moments, and the correction of their bias towards zero.</summary>
internal sealed class Moments(double beta1, double beta2, double epsilon)
{
    private readonly double _beta1 = beta1;
    private readonly double _beta2 = beta2;
    private readonly double _epsilon = Require.Positive(epsilon, nameof(epsilon));
    private readonly double[] _squares1 = Squares(Require.Fraction(beta1, nameof(beta1)));
    private readonly double[] _squares2 = Squares(Require.Fraction(beta2, nameof(beta2)));

    /// <summary>The function of step number <paramref name="step"/>, which counts from one.</summary>
    public UpdateAdam<T> Update<T>(double rate, long step, double keep) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = 1 / Math.Sqrt(1 - Power(_squares2, step));
        return new(_beta1, _beta2, _epsilon, rate / (1 - Power(_squares1, step)), scale, keep);
    }

    /// <summary>x, x², x⁴ …, up to the greatest power that a step can ask for.</summary>
    internal static double[] Squares(double x)
    {
        var squares = new double[64];
        for (int i = 0; i < squares.Length; i++, x *= x)
        {
            squares[i] = x;
        }

        return squares;
    }

    /// <summary>
    /// x to a whole power, the product of some of its <see cref="Squares"/>. A function of the step alone, so that no running product has to
    /// be saved, and the same bits everywhere, which Math.Pow does not promise.
    /// </summary>
    internal static double Power(double[] squares, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent &= exponent - 1)
        {
            power *= squares[BitOperations.TrailingZeroCount(exponent)];
        }

        return power;
    }
}
