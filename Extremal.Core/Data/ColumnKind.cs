namespace Extremal.Data;

/// <summary>What the numbers of a column mean.</summary>
public enum ColumnKind
{
    /// <summary>A quantity: every number between the least and the greatest has a meaning.</summary>
    Continuous = 0,
}
