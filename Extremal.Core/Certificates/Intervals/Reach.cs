namespace Extremal.Certificates;

/// <summary>
/// How large the numbers of a network can be over a region, and what the rounding of bounds may cost there: found once, before any box is
/// looked at, for all threads that bound boxes there. Bounds are sums of products
/// in double; every such sum of k terms is off by at most γₖ Σ|terms|, γₖ = ku / (1 − ku), u = 2⁻⁵³ (Higham, "Accuracy and Stability of
/// Numerical Algorithms", 2002, section 3.1). All of them are charged by one unit, which is greater than any γ that occurs.
/// </summary>
/// <remarks>
/// A coefficient λⱼ of zⱼ costs: its own rounding, at most u|λⱼ||zⱼ|; that of Σⱼ Wᵢⱼλⱼ, the next coefficients, γ Σⱼ |Wᵢⱼ||λⱼ||yᵢ|;
/// and that of λⱼbⱼ. As |zⱼ| and Σᵢ |Wᵢⱼ||yᵢ| + |bⱼ| are both at most <see cref="Sums"/>, γ·|λⱼ|·Sums covers each of them.
/// </remarks>
internal sealed class Reach
{
    private const double U = 1.0 / (1L << 53);

    private readonly double[][] _sums;
    private readonly double[][] _inputs;

    /// <param name="network">The network.</param>
    /// <param name="region">The region.</param>
    /// <param name="output">The output that will be asked for.</param>
    /// <param name="members">Of how many networks the bounds will be added: each sum has as many more terms.</param>
    public Reach(BoundedNetwork network, LinearRegion region, int output, int members = 1)
    {
        Network = network;
        ValueError = 2 * Rounding.Of(network, output, isSingle: false, region.Lower, region.Upper);
        int terms = network.Layers.Sum(layer => layer.Inputs + 1);
        Unit = 16 * (2.0 * terms + 15 + members) * U;
        (_sums, _inputs) = (new double[network.Layers.Count][], new double[network.Layers.Count][]);
        double[] low = region.Lower, high = region.Upper;
        for (int l = 0; l < _sums.Length; l++)
        {
            BoundedLayer layer = network.Layers[l];
            _inputs[l] = [.. low.Zip(high, (least, most) => Math.Max(Math.Abs(least), Math.Abs(most)))];
            _sums[l] = Sizes(layer, _inputs[l]);
            Interval[] sums = IntervalBounds.Sums(layer, low, high);
            (low, high) = (new double[layer.Outputs], new double[layer.Outputs]);
            layer.Relaxation.Range([.. sums.Select(sum => sum.Low)], [.. sums.Select(sum => sum.High)], low, high);
        }

        Magnitude = Math.Max(Math.Abs(low[output]), Math.Abs(high[output]));
        foreach (double[] sizes in _sums.Concat(_inputs))
        {
            for (int i = 0; i < sizes.Length; i++)
            {
                sizes[i] *= Unit;
            }
        }

        Tiny = 1e-318 * (1 + _sums.Sum(sums => sums.Sum()) + _inputs.Sum(inputs => inputs.Sum())) * terms / Unit;
    }

    /// <summary>The network.</summary>
    public BoundedNetwork Network { get; }

    /// <summary>
    /// How far an output of it computed in double may be from the exact one, anywhere in the region; twice what a network's own would be.
    /// </summary>
    public double ValueError { get; }

    /// <summary>No output of it is greater in magnitude, anywhere in the region.</summary>
    public double Magnitude { get; }

    /// <summary>What rounding may cost for each unit of magnitude.</summary>
    public double Unit { get; }

    /// <summary>What underflow may cost in all.</summary>
    public double Tiny { get; }

    /// <summary>Unit · (Σᵢ |Wᵢⱼ||yᵢ| + |bⱼ|) at most, one number an output of the layer.</summary>
    public double[] Sums(int layer) => _sums[layer];

    /// <summary>Unit · |yᵢ| at most, one number an input of the layer.</summary>
    public double[] Inputs(int layer) => _inputs[layer];

    // Σ|W||x| + |b|, rounded up.
    private static double[] Sizes(BoundedLayer layer, double[] most)
    {
        double[] sizes = Array.ConvertAll(layer.Bias, Math.Abs);
        for (int i = 0; i < layer.Inputs; i++)
        {
            layer.LookAfter(i);
            ReadOnlySpan<double> magnitudes = layer.Magnitude.Row(i);
            for (int j = 0; j < sizes.Length; j++)
            {
                sizes[j] += magnitudes[j] * most[i];
            }
        }

        return Array.ConvertAll(sizes, size => size * (1 + 1e-9));
    }
}
