using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal;

public sealed partial class Regressor
{
    // Ways of halving: more would cost time and hardly be independent.
    private const int MostHalvings = 5;

    /// <summary>
    /// How much a search is deceived by the model's errors: chooses with one half of the members, scores with the other, and the other way
    /// round, for several ways of halving. It takes up to ten searches.
    /// </summary>
    /// <param name="goal">What is asked; with a risk attitude other than the neutral one, each half needs two members.</param>
    /// <param name="domain">Where to search; null for the box in which the data lie.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellation">Ends the searches; the choices made so far are the answer, the one under way among them.</param>
    /// <exception cref="InvalidOperationException">The model is a single network.</exception>
    /// <exception cref="ArgumentException">The domain is empty, the goal does not fit, or an option makes no sense.</exception>
    public Optimism EstimateOptimism(
        Goal goal, Domain? domain = null, SearchOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(goal);
        int members = Surrogate.Members.Count;
        if (members < 2)
        {
            throw new InvalidOperationException(
                $"Regressor.EstimateOptimism halves an ensemble, and this model is the single network {Surrogate.Network}; "
                + "train with TrainingOptions.Members of at least two.");
        }

        var choices = new List<HalfChoice>();
        foreach (int[] choosers in Halves(members).TakeWhile(_ => choices.Count == 0 || !cancellation.IsCancellationRequested))
        {
            choices.Add(Choose(goal, domain ?? Domain, options, choosers, cancellation));
        }

        double Mean(Func<HalfChoice, double> of) => choices.Select(of).Aggregate((x, y) => x + y) / choices.Count;
        return new Optimism(
            Summary.TargetColumns[goal.Output], Mean(choice => choice.Chosen), Mean(choice => choice.Scored),
            Mean(choice => goal.Shortfall(choice.Chosen, choice.Scored)), choices);
    }

    private HalfChoice Choose(Goal goal, Domain domain, SearchOptions? options, int[] choosers, CancellationToken cancellation)
    {
        Surrogate half = Surrogate.Only(choosers), others = Surrogate.Only(Enumerable.Range(0, Surrogate.Members.Count).Except(choosers));
        double[] point = [.. new ExtremumSearch(half, domain, goal, options, ApplicabilityDomain).Run(cancellation: cancellation).Point];
        return new HalfChoice(point, choosers, half.Evaluate(point, goal.Output, []), others.Evaluate(point, goal.Output, []));
    }

    // Neighbours on a ring, from each place on: of an even number of members, half of the places give all such halvings.
    private static IEnumerable<int[]> Halves(int members)
    {
        int half = members / 2, halvings = Math.Min(MostHalvings, members % 2 == 0 ? half : members);
        for (int first = 0; first < halvings; first++)
        {
            int[] chosen = [.. Enumerable.Range(first, half).Select(member => member % members).Order()];
            yield return chosen;
            yield return [.. Enumerable.Range(0, members).Except(chosen)];
        }
    }
}
