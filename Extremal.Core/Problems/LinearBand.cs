using Extremal.Data;

namespace Extremal.Problems;

/// <summary>A linear constraint between two limits: low ≤ Σ aᵢxᵢ ≤ high, in the user's units. It never changes.</summary>
public sealed class LinearBand
{
    private readonly double[] _coefficients;

    internal LinearBand(double[] coefficients, double low, double high) => (_coefficients, Low, High) = (coefficients, low, high);

    /// <summary>The coefficients aᵢ, one for every input; 0 for those that do not take part.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The least value of the sum; −∞ if only the greatest is limited.</summary>
    public double Low { get; }

    /// <summary>The greatest value of the sum; +∞ if only the least is limited.</summary>
    public double High { get; }

    /// <summary>
    /// The sum Σ aᵢxᵢ as a reader would check it: in the order of the inputs, every product and every sum rounded. The projection onto a
    /// band settles on the same sum, so what it returns is inside without a tolerance.
    /// </summary>
    /// <param name="point">One number an input.</param>
    /// <exception cref="ArgumentException">The point has another length.</exception>
    public double Sum(ReadOnlySpan<double> point)
    {
        if (point.Length != _coefficients.Length)
        {
            throw Mistake.Of($"LinearBand.Sum got a point of {point.Length} numbers and wants {_coefficients.Length}.");
        }

        double sum = 0;
        for (int i = 0; i < point.Length; i++)
        {
            if (_coefficients[i] != 0)
            {
                sum += _coefficients[i] * point[i];
            }
        }

        return sum;
    }

    /// <summary>
    /// The least and the greatest sum over a box, exactly as <see cref="Sum"/> computes them at its corners:
    /// rounding keeps order, so no point of the box has a sum outside the two.
    /// </summary>
    internal (double Least, double Greatest) Attainable(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double least = 0, greatest = 0;
        for (int i = 0; i < _coefficients.Length; i++)
        {
            double a = _coefficients[i];
            if (a != 0)
            {
                least += a * (a > 0 ? lower[i] : upper[i]);
                greatest += a * (a > 0 ? upper[i] : lower[i]);
            }
        }

        return (least, greatest);
    }
}
