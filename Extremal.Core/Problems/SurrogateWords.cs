using Extremal.Networks;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>Of which networks a surrogate is the mean, in words.</summary>
internal static class SurrogateWords
{
    /// <summary>Networks of a kind, how many, and their share together where there are several kinds.</summary>
    public static string Of(Surrogate surrogate, int output)
    {
        int[] counting = [.. Enumerable.Range(0, surrogate.Members.Count).Where(member => surrogate.Share(member, output) > 0)];
        if (counting is [int only])
        {
            return (IsRadial(surrogate.Members[only]) ? "the radial network " : "the network ")
                + surrogate.Members[only] + Scale(surrogate, output);
        }

        string[] kinds =
        [
            .. counting.GroupBy(member => IsRadial(surrogate.Members[member])).OrderBy(kind => kind.Key).Select(kind =>
                Invariant($"{kind.Count()} {(kind.Key ? "radial" : "dense")} network{(kind.Count() == 1 ? "" : "s")}")
                + (kind.Count() == counting.Length ? "" : Invariant($" with {kind.Sum(member => surrogate.Share(member, output)):P0}"))),
        ];
        return $"the mean of {string.Join(" and ", kinds)}{Scale(surrogate, output)}";
    }

    private static string Scale(Surrogate surrogate, int output) =>
        surrogate.OutputScaling.Transform(output) is null ? "" : ", on a logarithmic scale of the target";

    private static bool IsRadial(Network<double> network) =>
        network.Layers.Any(layer => layer.Activation.Equals(Activation.RadialGaussian) || layer.Activation.Equals(Activation.RadialMatern));
}
