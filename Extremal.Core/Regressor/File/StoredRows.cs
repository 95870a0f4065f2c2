using Extremal.Data;
using Extremal.Formats;

namespace Extremal;

/// <summary>The rows of the data, with their weights and groups, if they were wanted.</summary>
internal static class StoredRows
{
    /// <summary>Names of the tensors.</summary>
    public static readonly string[] Names = ["rows.inputs", "rows.targets", "rows.weights", "rows.groups"];

    public static void Add(Safetensors file, Dataset rows)
    {
        file.Add("rows.inputs", [rows.RowCount, rows.InputColumns.Count], rows.Inputs.Span);
        file.Add("rows.targets", [rows.RowCount, rows.TargetColumns.Count], rows.Targets.Span);
        file.Add("rows.weights", [rows.Weights.Length], rows.Weights);
        file.Add<double>("rows.groups", [rows.Groups.Length], [.. rows.Groups.ToArray().Select(group => (double)group)]);
    }

    /// <summary>Null if they were not saved.</summary>
    public static Dataset? Read(Safetensors file, DataSummary summary)
    {
        if (!file.Names.Contains("rows.inputs"))
        {
            return null;
        }

        int rows = file.ShapeOf("rows.inputs") is [var all, _] && all > summary.RowCount ? all : summary.RowCount; // those of weight 0 among them
        double[] inputs = file.Get<double>("rows.inputs", [rows, summary.InputColumns.Count]).ToArray();
        double[] targets = file.Get<double>("rows.targets", [rows, summary.TargetColumns.Count]).ToArray();
        Dataset data = StoredPart.Of("rows.inputs", () => Dataset.Create(
            inputs, summary.InputColumns.Count, targets, summary.TargetColumns.Count,
            [.. summary.InputColumns.Select(c => c.Name)], [.. summary.TargetColumns.Select(c => c.Name)]));
        double[] weights = ReadOfEach(file, "rows.weights", rows);
        int[] groups = StoredPart.WholeNumbers("rows.groups", ReadOfEach(file, "rows.groups", rows));
        data = StoredPart.Of("rows.weights", () => data.WithWeights(weights));
        if (rows != summary.RowCount && data.Counted.RowCount != summary.RowCount)
        {
            throw new MalformedFileException(
                "tensor \"rows.weights\"", $"{data.Counted.RowCount} of {rows} rows have a weight above 0, and data.rows is {summary.RowCount}");
        }

        data = StoredPart.Of("rows.groups", () => data.WithGroups(groups));
        return StoredPart.Of("rows.inputs", () => data.Described(summary.InputColumns, summary.TargetColumns));
    }

    // One number a row, or none at all.
    private static double[] ReadOfEach(Safetensors file, string name, int rows) =>
        file.Get<double>(name, [file.ShapeOf(name) is [0] ? 0 : rows]).ToArray();
}
