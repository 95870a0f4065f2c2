using System.Globalization;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;

namespace Extremal;

/// <summary>The form of the network, and the weights of each member of an ensemble.</summary>
internal static class StoredMembers
{
    private const string MembersKey = "network.members";
    private const int MostColumns = 1_000_000;

    // A single network has no line that says so, and its file is what it was before there were ensembles.
    public static void Add(Safetensors file, IReadOnlyList<Network<double>> members)
    {
        if (members.Count > 1)
        {
            file.AddMetadata(MembersKey, members.Count);
        }

        for (int k = 0; k < members.Count; k++)
        {
            foreach (string name in members[k].Weights.Names)
            {
                Slice<double> part = members[k].Weights[name];
                file.Add<double>(PartOf(k, name), [part.Shape.Rows, part.Shape.Columns], part.Span);
            }
        }
    }

    /// <summary>Name of a tensor: that of the weights for the first member, with the member's number before it for the others.</summary>
    public static string PartOf(int member, string name) => member == 0 ? name : FormattableString.Invariant($"members.{member}.{name}");

    public static Network<double>[] Read(Safetensors file)
    {
        int inputs = file.Whole("network.inputs", 1, MostColumns);
        int[] widths = file.Parsed("network.layers", ReadWidths);
        Activation[] activations = file.Parsed("network.activations", text => text.Split(' ').Select(Activation.Parse).ToArray());
        if (widths.Length != activations.Length)
        {
            throw Metadata.Malformed("network.activations", $"there are {activations.Length} activations for {widths.Length} layers");
        }

        int members = file.Metadata.ContainsKey(MembersKey) ? file.Whole(MembersKey, 2, TrainingOptions.MostMembers) : 1;
        Layer[] layers = [.. widths.Zip(activations, (width, activation) => new Layer(width, activation))];
        for (int k = 0; k < members; k++)
        {
            RequireWeights(file, k, inputs, widths);
        }

        return [.. Enumerable.Range(0, members).Select(k => ReadNetwork(file, k, inputs, layers))];
    }

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

    // The tensors are compared with the layers before a network of the claimed size is allocated.
    private static void RequireWeights(Safetensors file, int member, int inputs, int[] widths)
    {
        for (int k = 0; k < widths.Length; k++)
        {
            file.Get<double>(PartOf(member, FormattableString.Invariant($"layers.{k}.weight")), [inputs, widths[k]]);
            file.Get<double>(PartOf(member, FormattableString.Invariant($"layers.{k}.bias")), [1, widths[k]]);
            inputs = widths[k];
        }
    }
}
