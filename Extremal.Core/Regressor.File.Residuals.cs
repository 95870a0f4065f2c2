using Extremal.Formats;
using Extremal.Training;

namespace Extremal;

public sealed partial class Regressor
{
    private const string OriginKey = "residuals.origin";
    private const string FloorsName = "residuals.floors";

    private static void AddResiduals(Safetensors file, Residuals? residuals)
    {
        if (residuals is null)
        {
            return;
        }

        file.AddMetadata(OriginKey, ResidualOrigins.Word(residuals.Origin));
        file.Add<double>(FloorsName, [residuals.Outputs], [.. Enumerable.Range(0, residuals.Outputs).Select(residuals.Floor)]);
        for (int output = 0; output < residuals.Outputs; output++)
        {
            file.Add(ScoresName(output), [residuals.Count(output)], residuals.Scores(output));
        }
    }

    // Files from before there were intervals have none of it; a part of it alone is damage.
    private static Residuals? ReadResiduals(Safetensors file, int outputs, int members)
    {
        string[] names = NamesOfResiduals(outputs);
        if (!file.Metadata.ContainsKey(OriginKey))
        {
            return file.Names.Intersect(names).Any() ? throw Metadata.Malformed(OriginKey, "it is missing beside the residuals") : null;
        }

        ResidualOrigin origin = file.Parsed(OriginKey, ResidualOrigins.Parse);
        double[] floors = file.Get<double>(FloorsName, [outputs]).ToArray();
        double[][] scores = new double[outputs][];
        for (int output = 0; output < outputs; output++)
        {
            string name = ScoresName(output);
            ReadOnlySpan<int> shape = file.ShapeOf(name);
            scores[output] = file.Get<double>(name, [shape.Length == 1 ? shape[0] : 0]).ToArray();
            Part(name, () => new Residuals(origin, [scores[output]], [0]));
        }

        Residuals residuals = Part(FloorsName, () => new Residuals(origin, scores, floors));
        return members > 1 || !floors.Any(floor => floor > 0)
            ? residuals
            : throw new MalformedFileException($"tensor \"{FloorsName}\"", "the residuals are scaled by a spread, which a single network has not");
    }

    private static string[] NamesOfResiduals(int outputs) => [FloorsName, .. Enumerable.Range(0, outputs).Select(ScoresName)];

    private static string ScoresName(int output) => FormattableString.Invariant($"residuals.scores.{output}");
}
