using Extremal.Data;
using Extremal.Formats;
using Extremal.Problems;

namespace Extremal;

public sealed partial class Regressor
{
    // The tensors are optional: what is not known is left out, and older files have neither.
    private const string CentreDistances = "data.distances.centre";
    private const string NeighbourDistances = "data.distances.neighbour";

    // With more inputs the distances of all rows take longer than whoever saves would wait.
    private const int MostInputsWithDistances = 1000;

    private ApplicabilityDomain? _coverage;

    /// <summary>
    /// What the data cover, to judge a point by: from the rows, or from what a file has kept of them. It is computed when it is first asked
    /// for, and when the regressor is saved.
    /// </summary>
    public ApplicabilityDomain ApplicabilityDomain => LazyInitializer.EnsureInitialized(
        ref _coverage, () => TrainingData is null ? ApplicabilityDomain.Of(Summary) : ApplicabilityDomain.Of(TrainingData));

    private void AddDistances(Safetensors file)
    {
        if (Surrogate.Inputs <= MostInputsWithDistances)
        {
            AddPercentiles(file, CentreDistances, ApplicabilityDomain.CentreDistances);
            AddPercentiles(file, NeighbourDistances, ApplicabilityDomain.NeighbourDistances);
        }
    }

    private static void AddPercentiles(Safetensors file, string name, Percentiles? percentiles)
    {
        if (percentiles is not null)
        {
            file.Add(name, [Percentiles.Count], percentiles.Numbers);
        }
    }

    private static Percentiles? ReadPercentiles(Safetensors file, string name) => file.Names.Contains(name)
        ? Part(name, () => Distances(new Percentiles(file.Get<double>(name, [Percentiles.Count]))))
        : null;

    private static Percentiles Distances(Percentiles percentiles) => percentiles.Numbers[0] >= 0
        ? percentiles
        : throw new ArgumentException(FormattableString.Invariant($"a distance is {percentiles.Numbers[0]}; it wants none below 0"));
}
