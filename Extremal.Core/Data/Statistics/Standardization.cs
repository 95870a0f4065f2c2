using System.Numerics;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// The door between the user's units and what a network sees: scaled = (user − shift) / scale, a shift and a scale for every column. Of a column
/// with a transform t it is (t(user) − shift) / scale: a target that is spread over decades.
/// It computes in double and rounds once to <c>T</c>, since the same map on floats would lose digits to a large mean. It never changes.
/// </summary>
/// <remarks>
/// There and back does not return the same number: with double between, the distance is at most 3u·(|user − shift| + |user|), u = 2⁻⁵³;
/// with float between, |user − shift|·2⁻²⁴ more. A coordinate that has to be a bound exactly must not take this way.
/// </remarks>
public sealed class Standardization
{
    private readonly double[] _shifts;
    private readonly double[] _scales;
    private readonly AsinhTransform?[]? _transforms; // of each column; null if none has one

    /// <summary>A map from its numbers, as they are read from a file.</summary>
    /// <param name="shifts">What is subtracted, one number a column.</param>
    /// <param name="scales">What the rest is divided by, one positive number a column.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ or are 0; a number is not finite or too large; a scale is not positive.
    /// </exception>
    public Standardization(ReadOnlySpan<double> shifts, ReadOnlySpan<double> scales)
    {
        if (shifts.Length != scales.Length || shifts.IsEmpty)
        {
            throw Mistake.Of(
                $"Standardization got {shifts.Length} shifts and {scales.Length} scales; it wants equally many, and at least one.");
        }

        for (int j = 0; j < shifts.Length; j++)
        {
            if (!(Column.IsUsable(shifts[j]) && Column.IsUsable(scales[j]) && scales[j] > 0))
            {
                throw Mistake.Of(
                    $"Standardization got shift {shifts[j]} and scale {scales[j]} for column {j} (counted from 0); ",
                    $"it wants finite numbers and a positive scale.");
            }
        }

        (_shifts, _scales) = (shifts.ToArray(), scales.ToArray());
    }

    /// <summary>The same, where some columns are transformed first.</summary>
    /// <param name="shifts">What is subtracted, of a column with a transform from the transformed number.</param>
    /// <param name="scales">What the rest is divided by.</param>
    /// <param name="transforms">One a column; null for one that has none.</param>
    /// <exception cref="ArgumentException">As above; an origin or a width is not finite or too large, or a width is not positive.</exception>
    public Standardization(ReadOnlySpan<double> shifts, ReadOnlySpan<double> scales, IReadOnlyList<AsinhTransform?> transforms)
        : this(shifts, scales)
    {
        ArgumentNullException.ThrowIfNull(transforms);
        if (transforms.Count != Columns)
        {
            throw Mistake.Of($"Standardization got {transforms.Count} transforms for {Columns} columns; it wants one each.");
        }

        foreach (AsinhTransform transform in transforms.OfType<AsinhTransform>())
        {
            if (!(Column.IsUsable(transform.Origin) && Column.IsUsable(transform.Width) && transform.Width > 0))
            {
                throw Mistake.Of($"Standardization got {transform}; ", $"it wants finite numbers and a positive width.");
            }
        }

        _transforms = transforms.Any(transform => transform is not null) ? [.. transforms] : null;
    }

    /// <summary>To mean 0 and deviation 1; a column whose values are all equal is only shifted, its scale is 1.</summary>
    /// <param name="columns">For example <see cref="Dataset.InputColumns"/>.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public static Standardization Of(IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        double[] shifts = [.. columns.Select(column => column.Mean)];
        double[] scales = [.. columns.Select(column => column.IsConstant ? 1 : column.StandardDeviation)];
        return new(shifts, scales);
    }

    /// <summary>The map that changes nothing: shift 0 and scale 1.</summary>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public static Standardization None(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        double[] scales = new double[columns];
        Array.Fill(scales, 1);
        return new(new double[columns], scales);
    }

    /// <summary>Number of columns.</summary>
    public int Columns => _shifts.Length;

    /// <summary>What is subtracted, in the user's units, or of a column with a transform from the transformed number.</summary>
    public ReadOnlySpan<double> Shifts => _shifts;

    /// <summary>
    /// What the rest is divided by, in the same units; all positive. A gradient by the user's inputs is the scaled one divided by these.
    /// </summary>
    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>How the numbers of a column are transformed before they are shifted and divided; null if they are not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public AsinhTransform? Transform(int column) => (uint)column < (uint)Columns
        ? _transforms?[column]
        : throw new ArgumentOutOfRangeException(nameof(column), column, $"Standardization.Transform: the columns are 0 to {Columns - 1}.");

    /// <summary>Whether any column is transformed.</summary>
    public bool HasTransforms => _transforms is not null;

    /// <summary>One number of one column, scaled.</summary>
    public double Apply(int column, double user) =>
        ((_transforms?[column] is { } transform ? transform.Apply(user) : user) - _shifts[column]) / _scales[column];

    /// <summary>One number of one column, in the user's units.</summary>
    public double Invert(int column, double scaled)
    {
        double shifted = Math.FusedMultiplyAdd(scaled, _scales[column], _shifts[column]);
        return _transforms?[column] is { } transform ? transform.Invert(shifted) : shifted;
    }

    /// <summary>How many of the user's units a scaled unit of one column is there: the scale, times the slope of a transform.</summary>
    /// <param name="column">Its number.</param>
    /// <param name="scaled">Where.</param>
    public double Slope(int column, double scaled) => _transforms?[column] is { } transform
        ? _scales[column] * transform.Slope(Math.FusedMultiplyAdd(scaled, _scales[column], _shifts[column]))
        : _scales[column];

    /// <summary>Scales one row.</summary>
    /// <param name="user">One number a column, in the user's units.</param>
    /// <param name="scaled">Gets as many.</param>
    /// <exception cref="ArgumentException">A span has another length than <see cref="Columns"/>.</exception>
    public void Apply<T>(ReadOnlySpan<double> user, Span<T> scaled) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRow("Standardization.Apply", user.Length, scaled.Length);
        for (int j = 0; j < user.Length; j++)
        {
            scaled[j] = T.CreateTruncating(Apply(j, user[j]));
        }
    }

    /// <summary>Takes one row back to the user's units.</summary>
    /// <param name="scaled">One number a column.</param>
    /// <param name="user">Gets as many.</param>
    /// <exception cref="ArgumentException">A span has another length than <see cref="Columns"/>.</exception>
    public void Invert<T>(ReadOnlySpan<T> scaled, Span<double> user) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckRow("Standardization.Undo", scaled.Length, user.Length);
        for (int j = 0; j < user.Length; j++)
        {
            user[j] = Invert(j, double.CreateTruncating(scaled[j]));
        }
    }

    /// <summary>Scales every row.</summary>
    /// <param name="user">rows × columns, in the user's units.</param>
    /// <param name="scaled">Gets as many.</param>
    /// <exception cref="ArgumentException">The shapes differ, or their columns are not <see cref="Columns"/>.</exception>
    public void Apply<T>(ReadOnlyMatrix<double> user, Matrix<T> scaled) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShapes("Standardization.Apply", user.Shape, scaled.Shape);
        for (int i = 0; i < user.Rows; i++)
        {
            for (int j = 0; j < user.Columns; j++)
            {
                scaled[i, j] = T.CreateTruncating(Apply(j, user[i, j]));
            }
        }
    }

    /// <summary>Takes every row back to the user's units.</summary>
    /// <param name="scaled">rows × columns.</param>
    /// <param name="user">Gets as many.</param>
    /// <exception cref="ArgumentException">The shapes differ, or their columns are not <see cref="Columns"/>.</exception>
    public void Invert<T>(ReadOnlyMatrix<T> scaled, Matrix<double> user) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckShapes("Standardization.Undo", scaled.Shape, user.Shape);
        for (int i = 0; i < user.Rows; i++)
        {
            for (int j = 0; j < user.Columns; j++)
            {
                user[i, j] = Invert(j, double.CreateTruncating(scaled[i, j]));
            }
        }
    }

    private void CheckRow(string operation, int from, int to)
    {
        if (from != Columns || to != Columns)
        {
            throw Mistake.Of($"{operation} got {from} numbers and room for {to}; it wants {Columns} of both, one a column.");
        }
    }

    private void CheckShapes(string operation, Shape from, Shape to)
    {
        if (from != to || from.Columns != Columns)
        {
            throw Mistake.Of($"{operation} got {from} and room for {to}; it wants the same shape twice, of {Columns} columns.");
        }
    }
}
