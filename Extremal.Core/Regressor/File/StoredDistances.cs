using Extremal.Data;
using Extremal.Formats;

namespace Extremal;

/// <summary>How far the rows are from their centre and from each other: what judging a point without the rows needs.</summary>
internal static class StoredDistances
{
    // The tensors are optional: what is not known is left out, and older files have neither.
    private const string CentreDistances = "data.distances.centre";
    private const string NeighbourDistances = "data.distances.neighbour";

    /// <summary>Names of the tensors.</summary>
    public static readonly string[] Names = [CentreDistances, NeighbourDistances];

    // With more inputs the distances of all rows take longer than whoever saves would wait.
    private const int MostInputsWithDistances = 1000;

    public static void Add(Safetensors file, Regressor model)
    {
        if (model.Surrogate.Inputs <= MostInputsWithDistances)
        {
            AddPercentiles(file, CentreDistances, model.ApplicabilityDomain.CentreDistances);
            AddPercentiles(file, NeighbourDistances, model.ApplicabilityDomain.NeighbourDistances);
        }
    }

    /// <summary>From the centre, and from the nearest row; null where it was not known.</summary>
    public static (Percentiles? Centre, Percentiles? Neighbour) Read(Safetensors file) =>
        (ReadPercentiles(file, CentreDistances), ReadPercentiles(file, NeighbourDistances));

    private static void AddPercentiles(Safetensors file, string name, Percentiles? percentiles)
    {
        if (percentiles is not null)
        {
            file.Add(name, [Percentiles.Count], percentiles.Numbers);
        }
    }

    private static Percentiles? ReadPercentiles(Safetensors file, string name) => file.Names.Contains(name)
        ? StoredPart.Of(name, () => Distances(new Percentiles(file.Get<double>(name, [Percentiles.Count]))))
        : null;

    private static Percentiles Distances(Percentiles percentiles) => percentiles.Numbers[0] >= 0
        ? percentiles
        : throw new ArgumentException(FormattableString.Invariant($"a distance is {percentiles.Numbers[0]}; it wants none below 0"));
}
