using System.Text.Json.Serialization;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>Both loss curves of a training run.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record History
{
    /// <summary>The mean loss over each epoch's batches, as the weights moved; without the L2 penalty.</summary>
    public IReadOnlyList<double> Training { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of([]);

    /// <summary>The loss on the validation rows after each epoch; empty if there are none.</summary>
    public IReadOnlyList<double> Validation { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of([]);

    /// <summary>The epoch, from zero, with the least validation loss (training loss where nothing validates); −1 before the first has ended.</summary>
    public int BestEpoch { get; init; } = -1;

    /// <summary>For example <c>124 epochs, the least validation loss 0.02 in epoch 23</c>, counted from zero.</summary>
    public override string ToString() => BestEpoch < 0 ? "0 epochs" : FormattableString.Invariant(
        $"{Training.Count} epochs, the least {(Validation.Count > 0 ? "validation" : "training")} loss {Judging[BestEpoch]:G4} in epoch {BestEpoch}");

    // The losses by which epochs are compared.
    private IReadOnlyList<double> Judging => Validation.Count > 0 ? Validation : Training;
}
