using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Results;

namespace Extremal.Training;

/// <summary>
/// All that a training run is in the middle of: last and best weights, the rule's moments, the schedule, the position and the losses so far. A run that
/// goes on from it computes the same bits as one that was never interrupted, in another process too (<see cref="Save(string)"/>).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed partial class TrainingState<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal TrainingState(ReadOnlySpan<T> start, Optimizer optimizer)
    {
        Last = Slice<T>.Copy(start, new Shape(1, start.Length));
        Best = Slice<T>.Copy(start, new Shape(1, start.Length));
        Optimizer = optimizer;
        Rule = optimizer.Create<T>(start.Length);
    }

    /// <summary>Weights after the last step.</summary>
    internal Slice<T> Last { get; }

    /// <summary>Weights after the epoch with the least validation loss; the least training loss, where nothing validates.</summary>
    internal Slice<T> Best { get; }

    /// <summary>The rule's description, by which a run that goes on is checked.</summary>
    internal Optimizer Optimizer { get; }

    /// <summary>The rule with its moments.</summary>
    internal UpdateRule<T> Rule { get; }

    /// <summary>Where the schedule is.</summary>
    internal ScheduleState Schedule { get; set; } = ScheduleState.Start;

    /// <summary>Epochs completed.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Batches completed of the epoch under way.</summary>
    public int Batch { get; internal set; }

    /// <summary>Losses of the epoch under way so far, each times its batch's rows.</summary>
    internal double LossSum { get; set; }

    /// <summary>Both loss curves so far.</summary>
    public History History => Curves.ToHistory();

    /// <summary>The loss curves so far.</summary>
    internal LossCurves Curves { get; } = new();

    /// <summary>What the network says of each validation row after the epoch that the others choose; null if nothing is chosen so.</summary>
    internal LeaveOneOut<T>? LeftOut { get; set; }

    /// <summary>Optimiser steps taken.</summary>
    public long Steps => Rule.Steps;
}
