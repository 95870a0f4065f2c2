namespace Extremal.Data;

public sealed partial class Dataset
{
    /// <summary>
    /// The same data with these groups: rows of one group are never separated by <see cref="SplitGroups"/>. An empty span takes the
    /// groups away.
    /// </summary>
    /// <param name="groups">One number a row, any numbers; equal numbers are one group.</param>
    /// <exception cref="ArgumentException">There are too many or too few.</exception>
    public Dataset WithGroups(ReadOnlySpan<int> groups)
    {
        if (!groups.IsEmpty)
        {
            CheckLength("Dataset.WithGroups", "group numbers", groups.Length);
        }

        int[] numbers = groups.ToArray();
        int count = NumberInOrder(numbers);
        return new(_inputColumns, _targetColumns, _inputs, _targets, _weights, numbers, count);
    }

    /// <summary>
    /// The same data with one group for every combination of values of the named inputs. Rows of one mix measured at several ages
    /// are one group by the mix's columns; without that, a random split would let a model see the mixes that it is judged by.
    /// </summary>
    /// <param name="names">Names of inputs; a category counts by its own name.</param>
    /// <exception cref="ArgumentException">There are none, or one is unknown.</exception>
    public Dataset GroupBy(params ReadOnlySpan<string> names)
    {
        if (names.IsEmpty)
        {
            throw Mistake.Of($"Dataset.GroupBy got no names and wants at least one input.");
        }

        var columns = new List<int>();
        foreach (string name in names)
        {
            Feature? category = Features.FirstOrDefault(feature => feature.IsCategory && feature.Name == name);
            columns.AddRange(category?.Columns ?? [ColumnNames.Find("Dataset.GroupBy", "input", _inputColumns, name)]);
        }

        var numbers = new Dictionary<int, int>(new RowEquality(_inputs, _inputColumns.Length, [.. columns]));
        int[] groups = new int[RowCount];
        for (int row = 0; row < groups.Length; row++)
        {
            if (!numbers.TryGetValue(row, out groups[row]))
            {
                numbers.Add(row, groups[row] = numbers.Count);
            }
        }

        return new(_inputColumns, _targetColumns, _inputs, _targets, _weights, groups, numbers.Count);
    }

    /// <summary>Replaces the numbers by 0, 1, … in the order of their first appearance, and says how many there are.</summary>
    private static int NumberInOrder(int[] groups)
    {
        var numbers = new Dictionary<int, int>();
        for (int row = 0; row < groups.Length; row++)
        {
            if (!numbers.TryGetValue(groups[row], out int number))
            {
                numbers.Add(groups[row], number = numbers.Count);
            }

            groups[row] = number;
        }

        return numbers.Count;
    }

    /// <summary>Two rows are equal if they agree in the chosen columns.</summary>
    private sealed class RowEquality(double[] values, int width, int[] columns) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y)
        {
            foreach (int column in columns)
            {
                if (values[x * width + column] != values[y * width + column])
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            foreach (int column in columns)
            {
                hash.Add(values[row * width + column]); // equal for +0 and −0
            }

            return hash.ToHashCode();
        }
    }
}
