using Extremal.Formats;
using Extremal.Results;
using Extremal.Training;

namespace Extremal;

/// <summary>The residuals on which prediction intervals are based.</summary>
internal static class StoredResiduals
{
    private const string OriginKey = "residuals.origin";
    private const string FloorsName = "residuals.floors";

    public static void Add(Safetensors file, Residuals? residuals)
    {
        if (residuals is null)
        {
            return;
        }

        file.AddMetadata(OriginKey, ResidualOrigins.Word(residuals.Origin));
        file.Add<double>(FloorsName, [residuals.Outputs], [.. Enumerable.Range(0, residuals.Outputs).Select(residuals.Floor)]);
        for (int output = 0; output < residuals.Outputs; output++)
        {
            Scores scores = residuals.Scores(output);
            file.Add(ScoresName(output), [scores.Values.Length], scores.Values);
            if (residuals.Groups(output) > 0)
            {
                file.AddMetadata(GroupsName(output), scores.Independent);
                file.Add<double>(GroupsName(output), [scores.Groups.Length], [.. scores.Groups.ToArray().Select(group => (double)group)]);
            }
        }
    }

    // Files from before there were intervals have none of it; a part of it alone is damage.
    public static Residuals? Read(Safetensors file, int outputs, bool hasSpread)
    {
        if (!file.Metadata.ContainsKey(OriginKey))
        {
            return Names(file, outputs).Any(file.Names.Contains)
                ? throw Metadata.Malformed(OriginKey, "it is missing beside the residuals")
                : null;
        }

        ResidualOrigin origin = file.Parsed(OriginKey, ResidualOrigins.Parse);
        double[] floors = file.Get<double>(FloorsName, [outputs]).ToArray();
        Scores[] scores = [.. Enumerable.Range(0, outputs).Select(output => ReadScores(file, output))];
        Residuals residuals = StoredPart.Of(FloorsName, () => new Residuals(origin, scores, floors));
        return hasSpread || !floors.Any(floor => floor > 0)
            ? residuals
            : throw new MalformedFileException($"tensor \"{FloorsName}\"", "the residuals are scaled by a spread, which a single network has not");
    }

    // Data without groups have none, nor have files from before groups counted once.
    private static Scores ReadScores(Safetensors file, int output)
    {
        string name = ScoresName(output), groupsName = GroupsName(output);
        ReadOnlySpan<int> shape = file.ShapeOf(name);
        double[] values = file.Get<double>(name, [shape.Length == 1 ? shape[0] : 0]).ToArray();
        var alone = StoredPart.Of(name, () => new Scores(values, []));
        if (!file.Metadata.ContainsKey(groupsName))
        {
            return alone;
        }

        int groups = file.Whole(groupsName, 1, values.Length);
        int[] numbers = StoredPart.WholeNumbers(groupsName, file.Get<double>(groupsName, [values.Length]).ToArray());
        var scores = StoredPart.Of(groupsName, () => new Scores(values, numbers));
        return scores.Independent == groups
            ? scores
            : throw Metadata.Malformed(groupsName, $"it is {groups}, and the residuals are of {scores.Independent} groups");
    }

    public static IEnumerable<string> Names(Safetensors file, int outputs) =>
    [
        FloorsName, .. Enumerable.Range(0, outputs).Select(ScoresName),
        .. Enumerable.Range(0, outputs).Select(GroupsName).Where(file.Metadata.ContainsKey),
    ];

    private static string ScoresName(int output) => FormattableString.Invariant($"residuals.scores.{output}");

    private static string GroupsName(int output) => FormattableString.Invariant($"residuals.groups.{output}");
}
