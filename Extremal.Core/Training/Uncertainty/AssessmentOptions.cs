using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Training;

/// <summary>How an assessment holds rows out.</summary>
public sealed record AssessmentOptions
{
    /// <summary>Into how many parts the rows, or groups, are dealt; each is held out once from a training on the others.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How often they are dealt anew; with <see cref="Share"/>, how often a share is held out.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Instead of folds: the share of rows, or groups, that each repeat holds out, between 0 and 1; null for folds.</summary>
    public double? Share { get; init; }

    /// <summary>
    /// Whether whole groups are held out: true for groups alone, false for rows alone, null for rows and, where the data have groups, for groups
    /// as well. Rows of one group help each other, so that only whole groups tell what to expect of a new one.
    /// </summary>
    public bool? ByGroups { get; init; }

    /// <summary>Determines the folds.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads; −1 for as many as there are processors. The assessment has the same bits at any number.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Trainings of one way of holding out.</summary>
    internal int Trainings => Share is null ? Folds * Repeats : Repeats;

    /// <summary>Rows, groups, or both.</summary>
    internal bool[] Kinds(Dataset data) => ByGroups is { } byGroups ? [byGroups] : data.GroupCount > 0 ? [false, true] : [false];

    /// <summary>Throws for a number that makes no sense.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is wanted.</exception>
    internal void Validate(Dataset data)
    {
        Require(Folds >= 2, nameof(Folds), Folds, "at least two");
        Require(Repeats >= 1, nameof(Repeats), Repeats, "at least one");
        Require(Share is null or > 0 and < 1, nameof(Share), Share ?? 0, "a share between 0 and 1, or null");
        Require(ByGroups != true || data.GroupCount > 0, nameof(ByGroups), "true", "data with groups: give them by WithGroups or GroupBy");
        Require((long)Repeats * (Share is null ? Folds : 1) <= ArrayLength.Limit, nameof(Repeats), Repeats,
            FormattableString.Invariant($"{ArrayLength.Limit} trainings at most, and there are {Folds} folds"));
        Parallelism.Require(MaxDegreeOfParallelism, "AssessmentOptions.MaxDegreeOfParallelism", nameof(MaxDegreeOfParallelism));
        foreach (bool byGroups in Kinds(data))
        {
            int units = Data.Folds.Units(data, byGroups);
            Require(Share is null ? Folds <= units : units >= 2, nameof(Folds), Folds,
                FormattableString.Invariant($"no more than there are {(byGroups ? "groups" : "rows")}, {units}, and at least two of these"));
        }
    }

    private static void Require(bool holds, string option, object value, string wanted) =>
        Mistake.RequireOption<AssessmentOptions>(holds, option, value, wanted);
}
