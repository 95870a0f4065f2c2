using System.Globalization;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;

namespace Extremal;

/// <summary>The form of the network, and the weights of each member of an ensemble.</summary>
internal static class StoredMembers
{
    private const string MembersKey = "network.members";
    private const string SharesName = "network.shares";
    private const int MostColumns = 1_000_000;

    // A single network has no line that says so, and its file is what it was before there were ensembles; nor do members of one form say it
    // again.
    public static void Add(Safetensors file, Surrogate surrogate)
    {
        IReadOnlyList<Network<double>> members = surrogate.Members;
        if (members.Count > 1)
        {
            file.AddMetadata(MembersKey, members.Count);
        }

        for (int k = 0; k < members.Count; k++)
        {
            if (k == 0 || !IsLike(members[k], members[0]))
            {
                file.AddMetadata(LayersKey(k), string.Join(' ', members[k].Layers.Select(dense => dense.Outputs)));
                file.AddMetadata(ActivationsKey(k), string.Join(' ', members[k].Layers.Select(dense => dense.Activation.Name)));
            }

            foreach (string name in members[k].Weights.Names)
            {
                Slice<double> part = members[k].Weights[name];
                file.Add<double>(PartOf(k, name), [part.Shape.Rows, part.Shape.Columns], part.Span);
            }
        }

        if (!surrogate.HasEqualShares)
        {
            file.Add<double>(SharesName, [members.Count, surrogate.Outputs], [.. Enumerable.Range(0, members.Count).SelectMany(member =>
                Enumerable.Range(0, surrogate.Outputs).Select(output => surrogate.Share(member, output)))]);
        }
    }

    /// <summary>The members' shares in the mean; null where all count alike.</summary>
    public static double[][]? ReadShares(Safetensors file, int members, int outputs) => file.Names.Contains(SharesName)
        ? [.. file.Get<double>(SharesName, [members, outputs]).ToArray().Chunk(outputs)]
        : null;

    /// <summary>Names of the tensors.</summary>
    public static IEnumerable<string> Names(Surrogate surrogate) =>
    [
        .. surrogate.Members.SelectMany((network, member) => network.Weights.Names.Select(name => PartOf(member, name))),
        .. surrogate.HasEqualShares ? Array.Empty<string>() : [SharesName],
    ];

    /// <summary>Name of a tensor: that of the weights for the first member, with the member's number before it for the others.</summary>
    private static string PartOf(int member, string name) => member == 0 ? name : FormattableString.Invariant($"members.{member}.{name}");

    public static Network<double>[] Read(Safetensors file)
    {
        int inputs = file.Whole("network.inputs", 1, MostColumns);
        int members = file.Metadata.ContainsKey(MembersKey) ? file.Whole(MembersKey, 2, TrainingOptions.MostMembers) : 1;
        Layer[] first = ReadLayers(file, 0);
        Layer[][] layers = [.. Enumerable.Range(0, members).Select(k =>
            k > 0 && (file.Metadata.ContainsKey(LayersKey(k)) || file.Metadata.ContainsKey(ActivationsKey(k))) ? ReadLayers(file, k) : first)];
        for (int k = 0; k < members; k++)
        {
            RequireOutputs(k, layers[k], first);
            RequireWeights(file, k, inputs, layers[k]);
        }

        return [.. layers.Select((form, k) => ReadNetwork(file, k, inputs, form))];
    }

    private static Layer[] ReadLayers(Safetensors file, int member)
    {
        int[] widths = file.Parsed(LayersKey(member), ReadWidths);
        Activation[] activations = file.Parsed(ActivationsKey(member), text => text.Split(' ').Select(Activation.Parse).ToArray());
        return widths.Length == activations.Length
            ? [.. widths.Zip(activations, (width, activation) => new Layer(width, activation))]
            : throw Metadata.Malformed(ActivationsKey(member), $"there are {activations.Length} activations for {widths.Length} layers");
    }

    private static string LayersKey(int member) => member == 0 ? "network.layers" : FormattableString.Invariant($"members.{member}.layers");

    private static string ActivationsKey(int member) =>
        member == 0 ? "network.activations" : FormattableString.Invariant($"members.{member}.activations");

    private static bool IsLike(Network<double> one, Network<double> other) => one.Weights.IsLike(other.Weights)
        && one.Layers.Select(layer => layer.Activation).SequenceEqual(other.Layers.Select(layer => layer.Activation));

    private static Network<double> ReadNetwork(Safetensors file, int member, int inputs, Layer[] layers)
    {
        var network = new Network<double>(inputs, layers);
        foreach (string name in network.Weights.Names)
        {
            Slice<double> part = network.Weights[name];
            file.Get<double>(PartOf(member, name), [part.Shape.Rows, part.Shape.Columns]).CopyTo(part.Span);
            if (!Reductions.AllFinite<double>(part.Span))
            {
                throw new MalformedFileException(
                    $"tensor \"{PartOf(member, name)}\"", "a weight is NaN or infinite; training never leaves one");
            }
        }

        return network;
    }

    private static int[] ReadWidths(string text) =>
    [
        .. text.Split(' ').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is >= 1 and <= MostColumns
            ? width
            : throw new FormatException($"it is '{Excerpt.Of(text)}' and wants to be widths from 1 to {MostColumns} with a space between them")),
    ];

    private static void RequireOutputs(int member, Layer[] layers, Layer[] first)
    {
        if (layers[^1].Outputs != first[^1].Outputs)
        {
            throw Metadata.Malformed(
                LayersKey(member),
                FormattableString.Invariant($"there are {layers[^1].Outputs} outputs, and the first member has {first[^1].Outputs}"));
        }
    }

    // The tensors are compared with the layers before a network of the claimed size is allocated.
    private static void RequireWeights(Safetensors file, int member, int inputs, Layer[] layers)
    {
        for (int k = 0; k < layers.Length; k++)
        {
            file.Get<double>(PartOf(member, FormattableString.Invariant($"layers.{k}.weight")), [inputs, layers[k].Outputs]);
            file.Get<double>(PartOf(member, FormattableString.Invariant($"layers.{k}.bias")), [1, layers[k].Outputs]);
            inputs = layers[k].Outputs;
        }
    }
}
