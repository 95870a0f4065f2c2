using System.Text.Json.Serialization;

namespace Extremal.Results;

/// <summary>Why a training run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TrainingEnd>))]
public enum TrainingEnd
{
    /// <summary>All epochs were gone through.</summary>
    Completed,

    /// <summary>The validation loss did not get better for as many epochs as patience allows.</summary>
    EarlyStopped,

    /// <summary>The caller cancelled; the run can continue from its state.</summary>
    Cancelled,

    /// <summary>
    /// The loss, a gradient, a weight or the validation loss was NaN or infinite. The weights are finite: the best ones if an epoch was
    /// validated before, else the last.
    /// </summary>
    NonFinite,

    /// <summary>The training loss has a minimum here, as far as its rounding can tell: only <c>TrainingOptions.LbfgsMemory</c>
    /// ends so.</summary>
    Converged,
}

/// <summary>How a training run ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Steps">
/// Optimiser steps taken since the beginning, interruptions included. After <see cref="TrainingEnd.NonFinite"/>: the number of the step,
/// from zero, whose loss, gradient or weights were not finite, or before which the validation loss was not.
/// </param>
/// <param name="History">Both loss curves.</param>
public sealed record TrainingOutcome(TrainingEnd End, long Steps, History History)
{
    /// <summary>Whether a step was finished, or the first weights were a minimum already. If not, the network is as it was drawn.</summary>
    public bool IsTrained => Steps > 0 || End == TrainingEnd.Converged;

    /// <summary>For example <c>OutOfPatience after 620 steps: 124 epochs, the least validation loss 0.02 in epoch 23</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{End} after {Steps} steps: {History}");
}
