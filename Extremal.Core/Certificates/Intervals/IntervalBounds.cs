namespace Extremal.Certificates;

/// <summary>
/// The plainest bounds of a network: interval arithmetic from layer to layer (Moore, "Interval Analysis", 1966). Every other bound is held
/// against it, as it forgets that neurons see the same input and so is the widest.
/// </summary>
internal static class IntervalBounds
{
    /// <summary>Between what each sum z = x W + b of a layer lies.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="low">The least of each input.</param>
    /// <param name="high">The greatest of each input.</param>
    public static Interval[] Sums(BoundedLayer layer, ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        Interval[] sums = Array.ConvertAll(layer.Bias, bias => new Interval(bias, bias));
        for (int i = 0; i < layer.Inputs; i++)
        {
            layer.LookAfter(i);
            ReadOnlySpan<double> weights = layer.Weight.Row(i);
            var input = new Interval(low[i], high[i]);
            for (int j = 0; j < sums.Length; j++)
            {
                sums[j] += input.Times(weights[j]);
            }
        }

        return sums;
    }

    /// <summary>Between what each output of a network lies over a box.</summary>
    /// <param name="network">The network, in exact arithmetic.</param>
    /// <param name="lower">The box's lower side, one number an input.</param>
    /// <param name="upper">The box's upper side.</param>
    public static Interval[] Outputs(BoundedNetwork network, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double[] low = lower.ToArray(), high = upper.ToArray();
        foreach (BoundedLayer layer in network.Layers)
        {
            Interval[] sums = Sums(layer, low, high);
            (low, high) = (new double[sums.Length], new double[sums.Length]);
            layer.Relaxation.Range([.. sums.Select(sum => sum.Low)], [.. sums.Select(sum => sum.High)], low, high);
        }

        return [.. low.Zip(high, (least, greatest) => new Interval(least, greatest))];
    }
}
