using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// What every door asks of a point before a network sees it: finite numbers, and of each category exactly one label. A network answers
/// anything else as well, with a number that means nothing.
/// </summary>
internal static class PointCheck
{
    /// <summary>Requires points of these inputs. Nothing is allocated unless one is refused.</summary>
    /// <param name="operation">Who asks, for the message.</param>
    /// <param name="inputs">The input columns.</param>
    /// <param name="features">The inputs as the user knows them.</param>
    /// <param name="points">points × inputs, in the user's units.</param>
    /// <exception cref="ArgumentException">The message names the input or the category, what it got, and of several points which.</exception>
    public static void Require(
        string operation, IReadOnlyList<Column> inputs, IReadOnlyList<Feature> features, ReadOnlyMatrix<double> points)
    {
        for (int row = 0; row < points.Rows; row++)
        {
            for (int column = 0; column < points.Columns; column++)
            {
                if (!Column.IsUsable(points[row, column]))
                {
                    throw Mistake.Of(
                        $"{operation} got {points[row, column]} for '{inputs[column].Name}'{Where(row, points.Rows)}; ",
                        $"it wants a finite number of magnitude up to {Column.GreatestMagnitude}.");
                }
            }
        }

        for (int k = 0; k < features.Count; k++)
        {
            for (int row = 0; features[k].IsCategory && row < points.Rows; row++)
            {
                if (!HasOneLabel(features[k], points, row))
                {
                    throw Mistake.Of(
                        $"{operation} got {Got(features[k], points, row)} for the category '{features[k].Name}'{Where(row, points.Rows)}; ",
                        $"it wants 1 for exactly one of {string.Join(", ", features[k].Labels)}, and 0 for the others.");
                }
            }
        }
    }

    /// <summary>Requires one point of a model's inputs.</summary>
    /// <param name="operation">Who asks, for the message.</param>
    /// <param name="summary">Knows the inputs.</param>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">It has another length; or the message names the input or the category, and what it got.</exception>
    public static void Require(string operation, DataSummary summary, ReadOnlySpan<double> point) =>
        Require(operation, summary.InputColumns, summary.Features, point);

    /// <summary>Requires one point of these inputs.</summary>
    /// <param name="operation">Who asks, for the message.</param>
    /// <param name="inputs">The input columns.</param>
    /// <param name="features">The inputs as the user knows them.</param>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">It has another length; or the message names the input or the category, and what it got.</exception>
    public static void Require(
        string operation, IReadOnlyList<Column> inputs, IReadOnlyList<Feature> features, ReadOnlySpan<double> point)
    {
        if (point.Length != inputs.Count)
        {
            throw Mistake.Of($"{operation} got a point of {point.Length} numbers and wants {inputs.Count}.");
        }

        Require(operation, inputs, features, new ReadOnlyMatrix<double>(point, new Shape(1, point.Length)));
    }

    private static bool HasOneLabel(Feature category, ReadOnlyMatrix<double> points, int row)
    {
        int ones = 0, zeros = 0;
        for (int label = 0; label < category.Columns.Count; label++)
        {
            double value = points[row, category.Columns[label]];
            ones += value == 1 ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
        }

        return ones == 1 && ones + zeros == category.Columns.Count;
    }

    private static string Got(Feature category, ReadOnlyMatrix<double> points, int row)
    {
        var got = new List<string>();
        for (int label = 0; label < category.Columns.Count; label++)
        {
            double value = points[row, category.Columns[label]];
            if (value != 0)
            {
                got.Add(FormattableString.Invariant($"{value} for {category.Labels[label]}"));
            }
        }

        return got.Count == 0 ? "no label" : string.Join(" and ", got);
    }

    private static string Where(int row, int rows) => rows == 1 ? "" : FormattableString.Invariant($" in point {row} (counted from 0)");
}
