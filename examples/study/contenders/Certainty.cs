using Extremal;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Examples.Study;

/// <summary>How far an answer may be believed, in the library's own judgement.</summary>
/// <param name="Place">Inside what the data cover, at their edge, or beyond.</param>
/// <param name="Interval">Where to expect the measurement at the answer.</param>
internal sealed record Certainty(Verdict Place, PredictionInterval Interval)
{
    public const double Level = 0.90;

    public static Certainty Of(Regressor model, double[] answer) =>
        new(model.ApplicabilityDomain.At(answer).Verdict, model.PredictInterval(answer, Level)!.Value);

    public static string Word(Verdict place) => place switch
    {
        Verdict.Inside => "inside",
        Verdict.AtEdge => "at the edge",
        _ => "beyond",
    };
}
