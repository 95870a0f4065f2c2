using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    private const double RecommendedBeta = 2;

    // Of the rows, as far as the first candidate may be from them; the second may be anywhere, and is doubted as often more.
    private const double Covered = 0.9;
    private const double DoubtBeyond = 2;

    /// <summary>
    /// The extremum as asked, and the one to try first: where the confidence bound, the value less β spreads where the greatest is sought and
    /// plus β spreads where the least is, is best inside what the data cover; or anywhere in the domain, if it is better there after twice the
    /// doubt. The spread is that of <see cref="Predict(ReadOnlySpan{double}, Span{double}, Span{double})"/>: of a model that was trained by
    /// evidence its posterior, calibrated by the residuals of rows left out.
    /// </summary>
    /// <param name="goal">The greatest or the least value of an output, risk-neutral.</param>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How, for all three searches; null for the defaults.</param>
    /// <param name="beta">By how many spreads a value is doubted, not negative.</param>
    /// <param name="cancellation">Ends the searches; the best so far are the answer.</param>
    /// <exception cref="ArgumentException">
    /// The goal is another; the model is a single network that was trained by batches, which says nothing of its doubt; the domain is empty, or
    /// an option makes no sense.
    /// </exception>
    public Recommendation Recommend(
        Goal goal, Domain? domain = null, SearchOptions? options = null, double beta = RecommendedBeta, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        (int sign, RiskAttitude risk) = goal.Extreme;
        if (sign == 0 || risk != RiskAttitude.Neutral)
        {
            throw new ArgumentException(
                $"Regressor.Recommend got the goal '{goal}'; it wants the greatest or the least value of an output.", nameof(goal));
        }

        Domain whole = domain ?? Domain;
        Candidate inside = Bounded(beta, whole.Inside(Covered)), anywhere = Bounded(DoubtBeyond * beta, whole);
        Candidate careful = inside.Answer.IsFeasible && !(anywhere.Answer.IsFeasible && anywhere.Bound > inside.Bound) ? inside : anywhere;
        Extremum neutral = Extremize(goal, domain, options, cancellation: cancellation);
        return new Recommendation(neutral, careful.Answer)
        {
            RiskNeutralSpread = SpreadAt(neutral, goal.Output),
            RiskAverseSpread = careful.Spread,
            Beta = beta,
        };

        Candidate Bounded(double doubt, Domain where)
        {
            RiskAttitude averse = RiskAttitude.Averse(doubt);
            Extremum found = Extremize(
                sign > 0 ? Goal.Maximize(goal.Output, averse) : Goal.Minimize(goal.Output, averse), where, options, cancellation: cancellation);
            double spread = SpreadAt(found, goal.Output);
            return new Candidate(found, spread, sign * found.Value - doubt * spread);
        }
    }

    /// <summary>A point that might be recommended.</summary>
    /// <param name="Answer">Where it is.</param>
    /// <param name="Spread">How unsure the model is there.</param>
    /// <param name="Bound">Its value after the doubt; more is better.</param>
    private sealed record Candidate(Extremum Answer, double Spread, double Bound);

    private double SpreadAt(Extremum answer, int output)
    {
        double[] outputs = new double[Surrogate.Outputs], spreads = new double[Surrogate.Outputs];
        Predict([.. answer.Point], outputs, spreads);
        return spreads[output];
    }
}
