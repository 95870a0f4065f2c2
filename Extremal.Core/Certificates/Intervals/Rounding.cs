namespace Extremal.Certificates;

/// <summary>
/// How far the number that a network computes can lie from the number that its weights define, anywhere in a box: an error analysis
/// forward through the layers, for this library's one order of every sum. A chain of k fused products is off by at most γₖ Σ|terms|,
/// γₖ = ku / (1 − ku) (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1), an activation by what its function
/// declares, and earlier errors grow by |W| and by the steepest slope.
/// </summary>
internal static class Rounding
{
    /// <summary>The greatest |f̃(x) − f(x)| of one output; +∞ if the computation may overflow.</summary>
    /// <param name="network">The network.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="isSingle">Whether f̃ is computed in float.</param>
    /// <param name="lower">The box's lower side, one number an input: the numbers that enter the network.</param>
    /// <param name="upper">The box's upper side.</param>
    public static double Of(
        BoundedNetwork network, int output, bool isSingle, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double[] low = lower.ToArray(), high = upper.ToArray(), error = new double[low.Length];
        foreach (BoundedLayer layer in network.Layers)
        {
            (low, high, error) = Through(layer, isSingle, low, high, error);
        }

        return error[output];
    }

    // From ranges and errors of a layer's inputs to those of its outputs.
    private static (double[] Low, double[] High, double[] Error) Through(
        BoundedLayer layer, bool isSingle, double[] low, double[] high, double[] error)
    {
        (double u, double tiny, double most) = isSingle
            ? (1.0 / (1 << 24), float.Epsilon, float.MaxValue)
            : (1.0 / (1L << 53), double.Epsilon, double.MaxValue);
        double gamma = (layer.Inputs + 2) * u / (1 - (layer.Inputs + 2) * u);
        var sums = IntervalBounds.Sums(layer, low, high);
        double[] least = new double[layer.Outputs], greatest = new double[layer.Outputs], errors = new double[layer.Outputs];
        double[] sizes = Array.ConvertAll(layer.Bias, Math.Abs), carried = new double[layer.Outputs];
        for (int i = 0; i < layer.Inputs; i++)
        {
            layer.LookAfter(i);
            ReadOnlySpan<double> magnitudes = layer.Magnitude.Row(i);
            double reach = Math.Max(Math.Abs(low[i]), Math.Abs(high[i])) + error[i];
            for (int j = 0; j < sizes.Length; j++)
            {
                sizes[j] += magnitudes[j] * reach;
                carried[j] += magnitudes[j] * error[i];
            }
        }

        for (int j = 0; j < layer.Outputs; j++)
        {
            errors[j] = (carried[j] + gamma * sizes[j] + (layer.Inputs + 1) * tiny) * Up;
            errors[j] = sizes[j] * Up < most / 2 ? errors[j] : double.PositiveInfinity;
            (least[j], greatest[j]) = (Math.BitDecrement(sums[j].Low - errors[j]), Math.BitIncrement(sums[j].High + errors[j]));
        }

        return Activate(layer, isSingle, least, greatest, errors);
    }

    // |φ̃(z̃) − φ(z)| ≤ max|φ′|·|z̃ − z| + the error of φ̃ itself.
    private static (double[] Low, double[] High, double[] Error) Activate(
        BoundedLayer layer, bool isSingle, double[] least, double[] greatest, double[] errors)
    {
        double[] low = new double[least.Length], high = new double[least.Length], falling = new double[least.Length], rising = new double[least.Length];
        layer.Relaxation.Range(least, greatest, low, high);
        layer.Relaxation.Slopes(least, greatest, falling, rising);
        for (int j = 0; j < errors.Length; j++)
        {
            double steepest = Math.Max(Math.Abs(falling[j]), Math.Abs(rising[j]));
            double own = layer.Relaxation.ValueError(
                Math.Max(Math.Abs(least[j]), Math.Abs(greatest[j])), Math.Max(Math.Abs(low[j]), Math.Abs(high[j])), isSingle);
            errors[j] = errors[j] == 0 ? own : (steepest * errors[j] + own) * Up;
            errors[j] = double.IsNaN(errors[j]) ? double.PositiveInfinity : errors[j];
        }

        return (low, high, errors);
    }

    // More than the roundings of this analysis itself.
    private const double Up = 1 + 1e-9;
}
