namespace Extremal.Data;

/// <summary>What the numbers of a column mean.</summary>
public enum ColumnKind
{
    /// <summary>A quantity: every number between the least and the greatest has a meaning.</summary>
    Continuous = 0,

    /// <summary>1 in the rows of one label of a categorical input, 0 in the others: <see cref="Column.Category"/> says which.</summary>
    OneHot,
}
