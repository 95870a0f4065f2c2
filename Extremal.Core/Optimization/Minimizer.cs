using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>The loop that joins an objective and a method: all pending points of all starts are evaluated as one batch.</summary>
public static class Minimizer
{
    /// <summary>
    /// Minimises from every start until all have ended, a limit is met or the caller cancels. However it ends, the method then holds the
    /// best point and the outcome of each start; a batch that was cut short tells of the points that were evaluated. Nothing is allocated
    /// after the first batch, unless the objective or the receiver of the progress does.
    /// </summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="method">How; begun anew.</param>
    /// <param name="starts">One row a start.</param>
    /// <param name="region">Where.</param>
    /// <param name="limits">When to end at the latest; <see cref="Limits.None"/> leaves it to the method.</param>
    /// <param name="progress">Reports after each batch; may be null.</param>
    /// <param name="cancellation">Looked at before each batch, and every few milliseconds of a long one; cancelling throws nothing.</param>
    /// <param name="held">Empty, or whether each coordinate keeps in each start the number with which it begins.</param>
    /// <returns>The outcome of the best start, <see cref="Method{T}.BestStart"/>; of the first, if no evaluation was finite.</returns>
    /// <exception cref="ArgumentException">Objective and region differ in dimension, objective and method in the number of functions, there
    /// are no starts or they have another dimension, or the region is empty or none for the method.</exception>
    public static Outcome<T> Run<T>(
        IObjective<T> objective, Method<T> method, ReadOnlyMatrix<T> starts, Region<T> region, Limits limits,
        IProgress<MinimizerProgress<T>>? progress = null, CancellationToken cancellation = default,
        ReadOnlySpan<bool> held = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(region);
        if (objective.Dimension != region.Dimension)
        {
            throw new ArgumentException(
                $"Minimizer.Run got an objective of {objective.Dimension} variables and a region of {region.Dimension}.", nameof(region));
        }

        if (objective.Functions != method.Functions)
        {
            throw new ArgumentException(
                $"Minimizer.Run got an objective of {objective.Functions} functions; {method.GetType().Name} wanted {method.Functions}.",
                nameof(objective));
        }

        var deadline = new Deadline(limits.TimeLimit == TimeSpan.MaxValue ? null : limits.TimeLimit, cancellation);
        using Deadline.Scope watched = deadline.Watch();
        MinimizerRounds<T>? rounds = null;
        try
        {
            method.Begin(starts, region, held);
            rounds = new(objective, method);
            Descend(method, rounds, limits.MaxRounds, progress, deadline);
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            method.Stop(Reason(deadline), rounds is null ? [] : rounds.Values);
        }

        return Best(method);
    }

    private static void Descend<T>(
        Method<T> method, MinimizerRounds<T> rounds, long mostRounds, IProgress<MinimizerProgress<T>>? progress, Deadline deadline)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (long count, long evaluations) = (0, 0);
        while (method.Running > 0)
        {
            if (count >= mostRounds || deadline.IsOver)
            {
                method.Stop(deadline.IsOver ? Reason(deadline) : StopReason.StepLimit);
                break;
            }

            (count, evaluations) = (count + 1, evaluations + rounds.Evaluate());
            rounds.Tell();
            using Deadline.Scope theirs = Deadline.Suspend();
            progress?.Report(new(count, evaluations, method.Running, Best(method).Value));
        }
    }

    private static StopReason Reason(Deadline deadline) =>
        deadline.Cancellation.IsCancellationRequested ? StopReason.Cancelled : StopReason.TimeLimit;

    private static Outcome<T> Best<T>(Method<T> method) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        method.Outcomes[Math.Max(method.BestStart, 0)];
}
