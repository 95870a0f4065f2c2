namespace Extremal.Formats;

/// <summary>The rules about how many numbers a shape holds, and about where in the data a file's tensors lie.</summary>
internal static class TensorLayout
{
    private const int LongestText = 8;

    /// <summary>The number of elements of a shape; null if a dimension is negative or one array could not hold them.</summary>
    internal static int? Count(ReadOnlySpan<int> shape)
    {
        if (shape.ContainsAnyInRange(int.MinValue, -1))
        {
            return null;
        }
        if (shape.Contains(0))
        {
            return 0;
        }
        long count = 1;
        foreach (int dimension in shape)
        {
            // Both factors are below 2³¹ at every step, so the product stays below 2⁶² and cannot overflow.
            count *= dimension;
            if (count > Array.MaxLength)
            {
                return null;
            }
        }
        return (int)count;
    }

    /// <summary>The shape for a message, cut where it is long: a file may claim millions of dimensions.</summary>
    internal static string Text(ReadOnlySpan<int> shape) => shape.Length <= LongestText
        ? $"[{string.Join(", ", shape.ToArray())}]"
        : $"[{string.Join(", ", shape[..LongestText].ToArray())}, …]";

    /// <summary>Orders tensors as their data lie in the file, and refuses what does not lie back to back from offset 0.</summary>
    /// <exception cref="MalformedFileException">A size does not follow from the shape, or there is a hole or an overlap.</exception>
    internal static List<TensorEntry> InDataOrder(List<TensorEntry> tensors)
    {
        // OrderBy is stable: empty tensors at one offset keep the header's order.
        List<TensorEntry> ordered = [.. tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        long end = 0;
        foreach (TensorEntry tensor in ordered)
        {
            CheckSize(tensor);
            if (tensor.Begin != end)
            {
                string what = tensor.Begin < end ? "overlaps the tensor before it" : "leaves a hole";
                throw new MalformedFileException($"{tensor.Where}, data_offsets",
                    $"beginning at {tensor.Begin}, it {what}: the data so far end at {end}");
            }
            end = tensor.End;
        }
        return ordered;
    }

    private static void CheckSize(TensorEntry tensor)
    {
        if (tensor.End < tensor.Begin)
        {
            throw new MalformedFileException($"{tensor.Where}, data_offsets", $"its end {tensor.End} is before its begin {tensor.Begin}");
        }
        if (Count(tensor.Shape) is not int count)
        {
            throw new MalformedFileException($"{tensor.Where}, shape", $"{Text(tensor.Shape)} are more elements than one array can hold");
        }
        long size = (long)count * tensor.Type.Size();
        if (tensor.End - tensor.Begin != size)
        {
            throw new MalformedFileException($"{tensor.Where}, data_offsets",
                $"it spans {tensor.End - tensor.Begin} bytes, but {tensor.Type.Name()} of shape {Text(tensor.Shape)} takes {size}");
        }
    }
}
