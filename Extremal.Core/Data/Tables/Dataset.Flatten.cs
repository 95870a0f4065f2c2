using System.Numerics.Tensors;
using Extremal.Memory;

namespace Extremal.Data;

public sealed partial class Dataset
{
    private static double[] Flatten(double[,] values)
    {
        double[] flat = new double[values.Length];
        Buffer.BlockCopy(values, 0, flat, 0, Buffer.ByteLength(flat));
        return flat;
    }

    private static double[] Flatten(in ReadOnlyTensorSpan<double> values)
    {
        string lengths = string.Join(" × ", values.Lengths.ToArray());
        double[] flat = new double[ArrayLength.Of($"{Operation} got a tensor of {lengths}", values.FlattenedLength)];
        values.FlattenTo(flat);
        return flat;
    }

    private static double[] Flatten(IReadOnlyList<double[]> rows, string what, out int columns)
    {
        ArgumentNullException.ThrowIfNull(rows, what);
        columns = rows.Count == 0 ? 0 : Row(rows, 0, what).Length;
        double[] flat = new double[ArrayLength.Of($"{Operation} got {rows.Count} rows of {columns} {what}", (Int128)rows.Count * columns)];
        for (int i = 0; i < rows.Count; i++)
        {
            double[] row = Row(rows, i, what);
            if (row.Length != columns)
            {
                throw Mistake.Of(
                    $"{Operation} got {row.Length} numbers in row {i} (counted from 0) of the {what} and wanted {columns}, as in row 0.");
            }

            row.CopyTo(flat, i * columns);
        }

        return flat;
    }

    private static double[] Row(IReadOnlyList<double[]> rows, int row, string what) =>
        rows[row] ?? throw Mistake.Of($"{Operation} got null as row {row} (counted from 0) of the {what}.");
}
