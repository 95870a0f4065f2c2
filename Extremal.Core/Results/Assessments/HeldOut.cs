using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Results;

/// <summary>An assessment by rows, or by groups, of one output: how near the network comes to rows that it never saw, beside what it has to beat.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record HeldOut
{
    /// <summary>Whether whole groups were held out, and not rows.</summary>
    public required bool ByGroups { get; init; }

    /// <summary>Number of the output.</summary>
    public required int Output { get; init; }

    /// <summary>The output.</summary>
    public required Column Target { get; init; }

    /// <summary>The trainings that came to their end; fewer than asked for after a cancellation.</summary>
    public required IReadOnlyList<Fold> Folds { get; init => field = ValueList<Fold>.Of(value); }

    /// <summary>The network, or ensemble, over all rows held out in all folds.</summary>
    public required Accuracy Network { get; init; }

    /// <summary>The mean of the rows not held out.</summary>
    public required Accuracy Mean { get; init; }

    /// <summary>A linear fit to them.</summary>
    public required Accuracy Linear { get; init; }

    /// <summary>A quadratic fit to them; above <see cref="Polynomial.MostForProducts"/> inputs without products.</summary>
    public required Accuracy Quadratic { get; init; }

    /// <summary>By how much the network is better than the mean.</summary>
    public required Gain GainOverMean { get; init; }

    /// <summary>By how much the network is better than a linear fit.</summary>
    public required Gain GainOverLinear { get; init; }

    /// <summary>By how much the network is better than a quadratic fit.</summary>
    public required Gain GainOverQuadratic { get; init; }

    /// <summary>
    /// For every row of the data what was said of it the first time that it was held out; NaN if it never was, as rows of weight 0 are not.
    /// </summary>
    public required IReadOnlyList<double> Predictions { get; init => field = ValueList<double>.Of(value); }

    /// <summary>Measurement less prediction, for every row of the data; NaN if it never was held out.</summary>
    public required IReadOnlyList<double> Residuals { get; init => field = ValueList<double>.Of(value); }

    /// <summary>The sample's standard deviation of an ensemble's members, for every row of the data; NaN if it never was held out.</summary>
    public required IReadOnlyList<double> Spreads { get; init => field = ValueList<double>.Of(value); }

    /// <summary>
    /// The median over the trainings of the epochs after which the validation rows were predicted best: for how long to train on all rows, with
    /// none held back. 0 without trainings.
    /// </summary>
    public int BestEpochs
    {
        get
        {
            int[] epochs = [.. Folds.SelectMany(fold => fold.Trainings).Select(training => training.History.BestEpoch + 1).Order()];
            return epochs.Length == 0 ? 0 : Math.Max(1, (epochs[(epochs.Length - 1) / 2] + epochs[epochs.Length / 2]) / 2);
        }
    }

    /// <summary>What to make of it, in sentences.</summary>
    public string Verdict => AssessmentWords.Of(this);

    /// <inheritdoc cref="Verdict"/>
    public override string ToString() => Verdict;
}
