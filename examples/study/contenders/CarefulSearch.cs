using System.Diagnostics;

namespace Examples.Study;

/// <summary>
/// The extremum of a model that is believed only as far as a doubt allows. Candidates are its extrema in ever larger boxes around the best row,
/// and that over the whole box; the one whose claim is best after the doubt is the answer. Where the model is right this is the whole box's
/// extremum, where it knows nothing a small step from the best row. No truth is asked.
/// </summary>
internal static class CarefulSearch
{
    /// <summary>How far from the best row, in sides of the box.</summary>
    private static readonly double[] Reaches = [0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4];

    /// <param name="whole">The model's extremum over the whole box.</param>
    /// <param name="extremize">Its extremum in a box.</param>
    /// <param name="doubt">What is taken off its claim at a point.</param>
    public static Answer Of(
        Problem problem, double[] bestRow, Answer whole, Func<(double Low, double High)[], Answer> extremize, Func<double[], double> doubt)
    {
        var began = Stopwatch.GetTimestamp();
        Answer[] candidates = [whole, .. Reaches.Select(reach => extremize(Around(problem, bestRow, reach)))];
        var answer = candidates.MinBy(candidate => problem.Sign * candidate.Claim + doubt(candidate.Point))!;
        return answer with
        {
            Evaluations = candidates.Sum(candidate => candidate.Evaluations),
            Time = whole.Time + Stopwatch.GetElapsedTime(began),
        };
    }

    private static (double Low, double High)[] Around(Problem problem, double[] point, double reach) =>
    [
        .. problem.Box.Select((side, i) => (
            Math.Max(side.Low, point[i] - reach * (side.High - side.Low)),
            Math.Min(side.High, point[i] + reach * (side.High - side.Low)))),
    ];
}
