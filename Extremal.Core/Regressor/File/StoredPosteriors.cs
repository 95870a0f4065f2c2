using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal;

/// <summary>The posteriors of the members' last layers, by members and outputs.</summary>
internal static class StoredPosteriors
{
    // Of each: c, the sign and the columns of T.
    private const string TermsName = "posteriors";
    private const int Terms = 3;

    private const int MostColumns = 1_000_000;

    public static void Add(Safetensors file, Surrogate surrogate)
    {
        if (!surrogate.HasPosteriors)
        {
            return;
        }

        var terms = new List<double>();
        foreach ((int member, int output) in Places(surrogate))
        {
            LayerPosterior posterior = surrogate.Posterior(member, output)!;
            terms.AddRange([posterior.Constant, posterior.Sign, posterior.Factor.Shape.Columns]);
            file.Add<double>(FactorOf(member, output), [posterior.Factor.Shape.Rows, posterior.Factor.Shape.Columns], posterior.Factor.Span);
            file.Add<double>(OffsetOf(member, output), [posterior.Offset.Shape.Columns], posterior.Offset.Span);
        }

        file.Add<double>(TermsName, [surrogate.Members.Count, surrogate.Outputs, Terms], [.. terms]);
    }

    /// <summary>The same with its posteriors, if the file has any.</summary>
    public static Surrogate Read(Safetensors file, Surrogate surrogate)
    {
        if (!file.Names.Contains(TermsName))
        {
            return surrogate;
        }

        double[][] terms = [.. file.Get<double>(TermsName, [surrogate.Members.Count, surrogate.Outputs, Terms]).ToArray().Chunk(Terms)];
        LayerPosterior[] all = [.. Places(surrogate).Select((place, i) => Read(file, surrogate, place.Member, place.Output, terms[i]))];
        return new Surrogate(surrogate, [.. all.Chunk(surrogate.Outputs)]);
    }

    /// <summary>Names of the tensors.</summary>
    public static IEnumerable<string> Names(Surrogate surrogate) => surrogate.HasPosteriors
        ?
        [
            TermsName, .. Places(surrogate).Select(place => FactorOf(place.Member, place.Output)),
            .. Places(surrogate).Select(place => OffsetOf(place.Member, place.Output)),
        ]
        : [];

    private static LayerPosterior Read(Safetensors file, Surrogate surrogate, int member, int output, double[] terms)
    {
        (double constant, double sign, double columns) = (terms[0], terms[1], terms[2]);
        if (!(constant >= 0 && double.IsFinite(constant) && sign is 1 or -1 && columns is >= 1 and <= MostColumns && columns == (int)columns))
        {
            throw new MalformedFileException(
                $"tensor \"{TermsName}\"",
                FormattableString.Invariant($"it has {constant}, {sign} and {columns}, and wants a variance, a sign and a number of columns"));
        }

        int hidden = surrogate.Members[member].Layers[^1].Inputs;
        return new LayerPosterior(
            constant, (int)sign, ReadFinite(file, FactorOf(member, output), [hidden, (int)columns], new Shape(hidden, (int)columns)),
            ReadFinite(file, OffsetOf(member, output), [(int)columns], new Shape(1, (int)columns)));
    }

    private static Slice<double> ReadFinite(Safetensors file, string name, int[] lengths, Shape shape)
    {
        Slice<double> part = Slice<double>.Copy(file.Get<double>(name, lengths), shape);
        return Reductions.AllFinite<double>(part.Span)
            ? part
            : throw new MalformedFileException($"tensor \"{name}\"", "a number is NaN or infinite");
    }

    private static IEnumerable<(int Member, int Output)> Places(Surrogate surrogate) =>
        Enumerable.Range(0, surrogate.Members.Count * surrogate.Outputs).Select(place => Math.DivRem(place, surrogate.Outputs));

    private static string FactorOf(int member, int output) => FormattableString.Invariant($"members.{member}.posterior.{output}.factor");

    private static string OffsetOf(int member, int output) => FormattableString.Invariant($"members.{member}.posterior.{output}.offset");
}
