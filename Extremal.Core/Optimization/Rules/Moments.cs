using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Rules;

/// <summary>What Adam and AdamW share: the decay of the two moments, and the correction of their bias towards zero.</summary>
internal readonly struct Moments(double beta1, double beta2, double epsilon)
{
    private readonly double _beta1 = Require.Fraction(beta1, nameof(beta1));
    private readonly double _beta2 = Require.Fraction(beta2, nameof(beta2));
    private readonly double _epsilon = Require.Positive(epsilon, nameof(epsilon));

    /// <summary>The formula of step number <paramref name="step"/>, which counts from one.</summary>
    public UpdateAdam<T> Update<T>(double rate, long step, double keep) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = 1 / Math.Sqrt(1 - Power(_beta2, step));
        return new(_beta1, _beta2, _epsilon, rate / (1 - Power(_beta1, step)), scale, keep);
    }

    /// <summary>
    /// x to a whole power by squaring. A function of the step alone, so that no running product has to be saved, and the same bits
    /// everywhere, which Math.Pow does not promise.
    /// </summary>
    internal static double Power(double x, long exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
            {
                power *= x;
            }

            x *= x;
        }

        return power;
    }
}
