namespace Extremal.Optimization;

/// <summary>When <see cref="Minimizer"/> ends a search that has not ended by itself.</summary>
/// <param name="MaxRounds">The most batches that are evaluated.</param>
/// <param name="TimeLimit">The time after which no further batch is begun.</param>
public readonly record struct Limits(long MaxRounds, TimeSpan TimeLimit)
{
    /// <summary>No limits: the method ends the search.</summary>
    public static Limits None => new(long.MaxValue, TimeSpan.MaxValue);
}
