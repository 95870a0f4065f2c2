using Extremal.Networks;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>Of which networks a surrogate is the mean, in words.</summary>
internal static class SurrogateWords
{
    private const string Dense = "dense", Radial = "radial", Quadratic = "quadratic", Linear = "linear";

    private static readonly string[] Kinds = [Dense, Radial, Quadratic, Linear];

    /// <summary>Networks of a kind, how many, and their share together where there are several kinds.</summary>
    public static string Of(Surrogate surrogate, int output)
    {
        int[] counting = [.. Enumerable.Range(0, surrogate.Members.Count).Where(member => surrogate.Share(member, output) > 0)];
        if (counting is [int only])
        {
            return (KindOf(surrogate.Members[only]) is var kind and not Dense ? $"the {kind} network " : "the network ")
                + surrogate.Members[only] + Scale(surrogate, output);
        }

        string[] kinds =
        [
            .. counting.GroupBy(member => KindOf(surrogate.Members[member])).OrderBy(kind => Array.IndexOf(Kinds, kind.Key)).Select(kind =>
                Invariant($"{kind.Count()} {kind.Key} network{(kind.Count() == 1 ? "" : "s")}")
                + (kind.Count() == counting.Length ? "" : Invariant($" with {kind.Sum(member => surrogate.Share(member, output)):P0}"))),
        ];
        string all = kinds.Length < 3 ? string.Join(" and ", kinds) : $"{string.Join(", ", kinds[..^1])} and {kinds[^1]}";
        return $"the mean of {all}{Scale(surrogate, output)}";
    }

    private static string Scale(Surrogate surrogate, int output) =>
        surrogate.OutputScaling.Transform(output) is null ? "" : ", on a logarithmic scale of the target";

    // By its layers, beside that of a warp of inputs, which may be the first.
    private static string KindOf(Network<double> network)
    {
        Activation[] layers = [.. network.Layers.Select(layer => layer.Activation).SkipWhile(activation => activation.Equals(Activation.Asinh))];
        return layers.Contains(Activation.RadialGaussian) || layers.Contains(Activation.RadialMatern) ? Radial
            : layers is [Activation first, _] && first.Equals(Activation.Square) ? Quadratic
            : layers.Length == 1 ? Linear
            : Dense;
    }
}
