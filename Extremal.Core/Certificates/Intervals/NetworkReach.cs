namespace Extremal.Certificates;

/// <summary>A network, and what is known of it over a region before any box is looked at: once, for all threads that bound boxes there.</summary>
/// <param name="Network">The network.</param>
/// <param name="Reach">How large its numbers can be, and what rounding may cost.</param>
/// <param name="ValueError">
/// How far an output of it computed in double may be from the exact one, anywhere in the region; twice what a network's own would be.
/// </param>
internal sealed record NetworkReach(BoundedNetwork Network, Reach Reach, double ValueError)
{
    /// <summary>Looks at a network over a region.</summary>
    /// <param name="network">The network.</param>
    /// <param name="region">The region.</param>
    /// <param name="output">The output that will be asked for.</param>
    public static NetworkReach Of(BoundedNetwork network, LinearRegion region, int output) => new(
        network, new Reach(network, region.Lower, region.Upper), 2 * Rounding.Of(network, output, isSingle: false, region.Lower, region.Upper));
}
