namespace Extremal.Training;

/// <summary>Why a training run ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were gone through.</summary>
    Completed,

    /// <summary>The validation loss did not get better for as many epochs as patience allows.</summary>
    OutOfPatience,

    /// <summary>The caller cancelled; the run can go on from its state.</summary>
    Cancelled,

    /// <summary>The loss or a gradient was NaN or infinite; the weights are the last finite ones.</summary>
    NonFinite,
}

/// <summary>How a training run ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Steps">Optimiser steps taken since the beginning, interruptions included. After <see cref="TrainingEnd.NonFinite"/>: the number of the step, from zero, whose loss or gradient was not finite.</param>
/// <param name="History">Both loss curves.</param>
public sealed record TrainingOutcome(TrainingEnd End, long Steps, History History);
