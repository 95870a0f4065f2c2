using Extremal.Data;
using Extremal.Problems;

namespace Examples;

/// <summary>What is asked, of which data: the columns are found, the cells are numbers, the limits leave room for an answer.</summary>
internal sealed record Question
{
    public required Request Request { get; init; }
    public required string FileName { get; init; }
    public required Aim Aim { get; init; }
    public required string Target { get; init; }
    public double Value { get; init; }

    /// <summary>All rows; with groups if some were asked for.</summary>
    public required Dataset Data { get; init; }

    /// <summary>Where in the file each row stands.</summary>
    public required int[] Lines { get; init; }

    /// <summary>Rows left out because a cell was missing.</summary>
    public required int Dropped { get; init; }

    public required string[] GroupColumns { get; init; }
    public required Domain Domain { get; init; }

    public IReadOnlyList<Column> Inputs => Data.InputColumns;

    public Goal Goal => Aim switch
    {
        Aim.Maximize => Goal.Maximize(),
        Aim.Minimize => Goal.Minimize(),
        _ => Goal.Reach(Value),
    };

    /// <summary>"the greatest compressive_strength": what is sought.</summary>
    public string Sought => Aim switch
    {
        Aim.Maximize => $"the greatest {Target}",
        Aim.Minimize => $"the least {Target}",
        _ => $"{Target} = {Numbers.Show(Value)}",
    };

    /// <summary>How much worse than <paramref name="other"/> a value of the target is; negative if it is better.</summary>
    public double Worse(double value, double other) => Aim switch
    {
        Aim.Maximize => other - value,
        Aim.Minimize => value - other,
        _ => Math.Abs(value - Value) - Math.Abs(other - Value),
    };

    public ReadOnlySpan<double> Row(int row) => Data.Inputs.Row(row);

    public double Measured(int row) => Data.Targets[row, 0];
}
