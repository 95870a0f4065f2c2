using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    private const double RecommendedBeta = 2;

    /// <summary>
    /// The extremum as asked, and the one to try first: where the confidence bound, the value less β spreads where the greatest is sought and plus
    /// β spreads where the least is, is best. The spread is that of <see cref="Predict(ReadOnlySpan{double}, Span{double}, Span{double})"/>: of a model that was
    /// trained by evidence its posterior, calibrated by the residuals of rows left out.
    /// </summary>
    /// <param name="goal">The greatest or the least value of an output, risk-neutral.</param>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How, for both searches; null for the defaults.</param>
    /// <param name="beta">By how many spreads a value is doubted, not negative.</param>
    /// <param name="cancellation">Ends the searches; the best so far are the answer.</param>
    /// <exception cref="ArgumentException">
    /// The goal is another; the model is a single network that was trained by batches, which says nothing of its doubt; the domain is empty, or an
    /// option makes no sense.
    /// </exception>
    public Recommendation Recommend(
        Goal goal, Domain? domain = null, SearchOptions? options = null, double beta = RecommendedBeta, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        RiskAttitude averse = RiskAttitude.Averse(beta);
        (int sign, RiskAttitude risk) = goal.Extreme;
        if (sign == 0 || risk != RiskAttitude.Neutral)
        {
            throw new ArgumentException($"Regressor.Recommend got the goal '{goal}'; it wants the greatest or the least value of an output.", nameof(goal));
        }

        Goal bounded = sign > 0 ? Goal.Maximize(goal.Output, averse) : Goal.Minimize(goal.Output, averse);
        Extremum careful = Extremize(bounded, domain, options, cancellation: cancellation), asAsked = Extremize(goal, domain, options, cancellation: cancellation);
        return new Recommendation(asAsked, careful)
        {
            AsAskedSpread = SpreadAt(asAsked),
            CarefulSpread = SpreadAt(careful),
            Beta = beta,
        };

        double SpreadAt(Extremum answer)
        {
            double[] outputs = new double[Surrogate.Outputs], spreads = new double[Surrogate.Outputs];
            Predict([.. answer.Point], outputs, spreads);
            return spreads[goal.Output];
        }
    }
}
