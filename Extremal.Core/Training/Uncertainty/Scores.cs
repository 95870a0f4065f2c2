using System.Collections.Concurrent;
using Extremal.Data;

namespace Extremal.Training;

/// <summary>
/// Absolute residuals in ascending order, each with the group of its row. Where rows have no groups, a new one is at most the ⌈(n + 1)·level⌉-th
/// score with at least that probability. Where they have, what could have come in any order is a group, not a row of it: <see cref="GroupDraws"/>.
/// </summary>
internal sealed class Scores
{
    private readonly double[] _values;
    private readonly int[] _groups;
    private readonly ConcurrentDictionary<double, double> _quantiles = [];

    /// <summary>From their numbers, as they are read from a file.</summary>
    /// <param name="values">From 0 on, ascending.</param>
    /// <param name="groups">The group of each, all from 0 on; empty if each row is its own.</param>
    /// <exception cref="ArgumentException">A score is negative, NaN or out of order; or the groups are not one for each score, or leave a number out.</exception>
    public Scores(double[] values, int[] groups)
    {
        (_values, _groups) = (values, groups);
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= (i == 0 ? 0 : values[i - 1]))) // NaN too; ∞ is how far a network that overflowed is off
            {
                throw new ArgumentException("Residuals wants scores in ascending order from 0.");
            }
        }

        bool grouped = groups.Length > 0;
        Independent = grouped ? groups.Distinct().Count() : values.Length;
        if (grouped && (groups.Length != values.Length || groups.Min() != 0 || groups.Max() != Independent - 1))
        {
            throw new ArgumentException("Residuals wants a group for each score, or none at all, numbered from 0 on.");
        }
    }

    /// <summary>The scores, ascending.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The group of each; empty if each row is its own.</summary>
    public ReadOnlySpan<int> Groups => _groups;

    /// <summary>How many could have come in any order: groups, or rows where there are no groups.</summary>
    public int Independent { get; }

    /// <summary>Of residuals in any order, with or without sign; NaN is left out, and with it a group that has nothing else.</summary>
    /// <param name="residuals">Of rows that the model did not see.</param>
    /// <param name="groups">The number of each row's group, any numbers; empty if there are no groups.</param>
    public static Scores Of(ReadOnlySpan<double> residuals, ReadOnlySpan<int> groups)
    {
        var (values, of) = (new List<double>(), new List<int>());
        var numbers = new Dictionary<int, int>();
        for (int row = 0; row < residuals.Length; row++)
        {
            if (double.IsNaN(residuals[row]))
            {
                continue;
            }

            values.Add(Math.Abs(residuals[row]));
            if (!groups.IsEmpty)
            {
                numbers.TryAdd(groups[row], numbers.Count);
                of.Add(numbers[groups[row]]);
            }
        }

        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        return new Scores([.. order.Select(i => values[i])], groups.IsEmpty ? [] : [.. order.Select(i => of[i])]);
    }

    /// <summary>The score that a new one exceeds with a probability of no more than 1 − level; null if they are too few, where only ∞ would be right.</summary>
    public double? Quantile(double level)
    {
        int rank = ConformalRank.Of(Independent, level);
        return rank > Independent ? null
            : _groups.Length == 0 ? _values[rank - 1]
            : _quantiles.GetOrAdd(level, _ => _values[new GroupDraws(_groups, Independent).Position(rank)]);
    }
}
