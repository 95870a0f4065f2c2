using System.Numerics;
using Extremal.Certificates;
using Extremal.Networks;

namespace Extremal.Tests.Certificates;

/// <summary>Bounds of one output of a network in its own coordinates and precision, without units: no point of a box has a greater value.</summary>
internal sealed class NetworkBounds
{
    private readonly LinearBounds _bounds;
    private readonly BoxBatch _batch;

    private NetworkBounds(BoundedNetwork network, int output, int sign, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        var region = new LinearRegion { Lower = lower.ToArray(), Upper = upper.ToArray() };
        _bounds = new LinearBounds([new Reach(network, region, output)], region, output, sign);
        _batch = new BoxBatch(1, network.Inputs) { Count = 1 };
        Rounding = Extremal.Certificates.Rounding.Of(network, output, network.IsSingle, lower, upper);
    }

    /// <summary>What the computed output may differ from the exact one, anywhere in the region.</summary>
    public double Rounding { get; }

    /// <summary>States the function.</summary>
    /// <param name="network">Its weights are taken as they are now.</param>
    /// <param name="output">Number of the output.</param>
    /// <param name="sign">1 for the output, −1 for minus the output.</param>
    /// <param name="lower">The region in which all boxes lie, one number an input.</param>
    /// <param name="upper">Its upper side.</param>
    public static NetworkBounds Of<T>(Network<T> network, int output, int sign, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(BoundedNetwork.Of(network), output, sign, lower, upper);

    /// <summary>Not less than sign·f̃(x) for any x in the box, f̃ as the network computes it in its own precision.</summary>
    public double Upper(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        lower.CopyTo(_batch.Lower);
        upper.CopyTo(_batch.Upper);
        _bounds.Bound(_batch, 0, 1);
        return Math.BitIncrement(_batch.Bounds[0] + Rounding);
    }
}
