using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// The exact linear relations among the inputs of some data: what every row keeps, so that an answer which breaks it lies where nothing was
/// ever measured. Mixtures whose parts add up to a whole are the usual case.
/// </summary>
public sealed class Relations
{
    /// <summary>What part of a column's deviation may be left over where a relation counts as exact.</summary>
    public const double Tolerance = 1e-9;

    private Relations(IReadOnlyList<Relation> linear, IReadOnlyList<Column> constant) => (Linear, Constant) = (linear, constant);

    /// <summary>The relations of two or more inputs. None follows from the others, and together they say all that is exact.</summary>
    public IReadOnlyList<Relation> Linear { get; }

    /// <summary>
    /// The inputs that have one value in all rows, or values that differ by rounding alone (<see cref="Column.IsConstant"/>); they take part
    /// in no relation.
    /// </summary>
    public IReadOnlyList<Column> Constant { get; }

    /// <summary>
    /// Finds the relations that hold within <see cref="Tolerance"/> deviations, with whole numbers as coefficients where that is so.
    /// Where there are hardly more rows than inputs, everything seems related; such accidents are left out. So are relations within one
    /// category, whose columns add up to one by their nature.
    /// </summary>
    /// <param name="data">The rows; those of weight 0 do not count, the others alike.</param>
    public static Relations Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data = data.Counted;
        IReadOnlyList<Column> inputs = data.InputColumns;
        int[] varying = [.. Enumerable.Range(0, inputs.Count).Where(j => !inputs[j].IsConstant)];
        IReadOnlyList<Relation> found = Simplest(Scaled(data), varying, inputs, Tolerance);

        // n different rows span n − 1 directions whatever they are: if the data have no more, nothing says that a relation is one.
        bool isAccident = varying.Length - found.Count >= data.GroupBy([.. inputs.Select(input => input.Name)]).GroupCount - 1;
        IEnumerable<Relation> linear = isAccident ? [] : found.Where(relation => !IsWithinCategory(relation, inputs));
        return new([.. linear], [.. inputs.Where(input => input.IsConstant)]);
    }

    /// <summary>The relations among standardised columns, of two ways to write them the one with fewer terms.</summary>
    internal static IReadOnlyList<Relation> Simplest(double[][] columns, int[] varying, IReadOnlyList<Column> inputs, double tolerance)
    {
        List<Dependence> forward = Dependence.Find(columns, varying, tolerance);
        Relation[] first = InUnits(forward, inputs, tolerance);
        if (forward.Count < 2)
        {
            return first;
        }

        Relation[] second = InUnits(Dependence.Find(columns, [.. varying.Reverse()], tolerance), inputs, tolerance);
        return second.Sum(relation => relation.Columns.Count) < first.Sum(relation => relation.Columns.Count) ? second : first;
    }

    private static bool IsWithinCategory(Relation relation, IReadOnlyList<Column> inputs) =>
        inputs[relation.Columns[0]].Category?.Name is { } name && relation.Columns.All(j => inputs[j].Category?.Name == name);

    // Ten times the tolerance: the coefficients of a relation that holds within it are themselves a little off.
    private static Relation[] InUnits(List<Dependence> dependences, IReadOnlyList<Column> inputs, double tolerance) =>
        [.. dependences.Select(dependence => SimpleForm.Of(dependence, inputs, 10 * tolerance))];

    private static double[][] Scaled(Dataset data)
    {
        ReadOnlyMatrix<double> rows = data.Inputs;
        double[][] columns = new double[rows.Columns][];
        for (int j = 0; j < columns.Length; j++)
        {
            Column input = data.InputColumns[j];
            columns[j] = new double[rows.Rows];
            for (int i = 0; i < rows.Rows && !input.IsConstant; i++)
            {
                columns[j][i] = (rows[i, j] - input.Mean) / input.StandardDeviation;
            }
        }

        return columns;
    }
}
