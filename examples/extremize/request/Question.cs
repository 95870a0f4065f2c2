using Extremal.Data;
using Extremal.Problems;

namespace Examples;

/// <summary>What is asked, of which data: the columns are found, the cells are numbers, the limits leave room for an answer.</summary>
internal sealed record Question
{
    public required Request Request { get; init; }
    public required string FileName { get; init; }
    public required Aim Aim { get; init; }
    public double Value { get; init; }

    /// <summary>All rows; with groups if some were asked for. The first target is the one in question.</summary>
    public required Dataset Data { get; init; }

    /// <summary>Where in the file each row stands.</summary>
    public required int[] Lines { get; init; }

    /// <summary>Rows left out because a cell was missing.</summary>
    public required int Dropped { get; init; }

    public required string[] GroupColumns { get; init; }
    public required Domain Domain { get; init; }

    public Column TargetColumn => Data.TargetColumns[0];
    public string Target => TargetColumn.Name;

    /// <summary>The network's inputs; a category has one for each label.</summary>
    public IReadOnlyList<Column> Inputs => Data.InputColumns;

    /// <summary>The inputs as the user knows them.</summary>
    public IReadOnlyList<Feature> Features => Data.Features;

    public Goal Goal => Aim switch
    {
        Aim.Maximize => Goal.Maximize(),
        Aim.Minimize => Goal.Minimize(),
        _ => Goal.Target(Value),
    };

    /// <summary>"the greatest compressive_strength": what is sought.</summary>
    public string Sought => Aim switch
    {
        Aim.Maximize => $"the greatest {Target}",
        Aim.Minimize => $"the least {Target}",
        _ => $"{Target} = {Numbers.Show(Value)}",
    };

    /// <summary>The row within the limits with the best measurement, or null if none keeps them.</summary>
    public int? BestRow
    {
        get
        {
            int? best = null;
            for (var row = 0; row < Data.RowCount; row++)
            {
                if (Domain.Contains(Row(row)) && KeepsOutputs(Data.Targets.Row(row))
                    && (best is not { } other || Worse(Measured(row), Measured(other)) < 0)) { best = row; }
            }

            return best;
        }
    }

    /// <summary>How much worse than <paramref name="other"/> a value of the target is; negative if it is better.</summary>
    public double Worse(double value, double other) => Aim switch
    {
        Aim.Maximize => other - value,
        Aim.Minimize => value - other,
        _ => Math.Abs(value - Value) - Math.Abs(other - Value),
    };

    public ReadOnlySpan<double> Row(int row) => Data.Inputs.Row(row);

    public double Measured(int row) => Data.Targets[row, 0];

    /// <summary>Whether values of the targets, measured or predicted, keep the limits of further targets.</summary>
    public bool KeepsOutputs(ReadOnlySpan<double> outputs)
    {
        for (var k = 0; k < outputs.Length; k++)
        {
            var (low, high) = Request.LimitsOf(Data.TargetColumns[k].Name);
            if (!(outputs[k] >= low && outputs[k] <= high)) { return false; }
        }

        return true;
    }

    /// <summary>An input of a point as the user knows it: a number with its unit, or a label.</summary>
    public static string Show(Feature feature, ReadOnlySpan<double> point) => feature.IsCategory
        ? feature.Labels[feature.LabelOf(point)]
        : Numbers.Show(point[feature.Columns[0]]);
}
