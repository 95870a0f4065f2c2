using Extremal.Problems;
using Extremal.Problems.Constraints;

namespace Extremal.Certificates;

/// <summary>The best point found so far: in the domain, by the user's numbers, and judged by the number that the model predicts there.</summary>
internal sealed class Incumbent
{
    // A point is looked at closely if it promises so much more, in standard deviations of the output.
    private const double Promise = 1e-9;

    private readonly Surrogate _surrogate;
    private readonly Domain _domain;
    private readonly Goal _goal;
    private readonly DomainBoxes _boxes;
    private readonly IReadOnlyList<Constraint> _inside;

    public Incumbent(Surrogate surrogate, Domain domain, Goal goal, ApplicabilityDomain coverage, DomainBoxes boxes)
    {
        (_surrogate, _domain, _goal, _boxes) = (surrogate, domain, goal, boxes);
        _inside = domain.InsideQuantile is { } share ? coverage.Constraints(share) : [];
    }

    /// <summary>Makes a better point of a promising one, both in the user's units.</summary>
    public Func<double[], double[]?>? Improve { get; init; }

    /// <summary>The point in the user's units; null if there is none.</summary>
    public double[]? Point { get; private set; }

    /// <summary>The output there in the user's units; NaN if there is none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The output there in standard deviations, with the goal's sign: greater is better; −∞ if there is none.</summary>
    public double Level { get; private set; } = double.NegativeInfinity;

    /// <summary>Looks at the best of a batch's points.</summary>
    public void Consider(BoxBatch batch)
    {
        int best = -1;
        for (int box = 0; box < batch.Count; box++)
        {
            bool promises = batch.IsBounded[box] && batch.Values[box] > Level + Promise && (best < 0 || batch.Values[box] > batch.Values[best]);
            best = promises ? box : best;
        }

        if (best >= 0 && _boxes.ToUser(batch.Of(batch.Points, best)) is { } user && Offer(user) && Improve?.Invoke(user) is { } better)
        {
            Offer(better);
        }
    }

    /// <summary>Takes a point if it is in the domain and better. A point that breaks a limit is passed over.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <returns>Whether it was taken.</returns>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public bool Offer(ReadOnlySpan<double> point)
    {
        double[] own = point.ToArray();
        if (_domain.Violations(point, _surrogate, _inside).Count > 0)
        {
            return false;
        }

        if (_domain.Discrete.Count > 0)
        {
            _domain.Snap(own); // a number that is off a grid by rounding counts as on it, and the proof is about the grid
        }

        double value = ValueAt(own), level = _goal.Extreme.Sign * _surrogate.OutputScaling.Apply(_goal.Output, value);
        if (!(level > Level))
        {
            return false;
        }

        (Point, Value, Level) = (own, value, level);
        return true;
    }

    private double ValueAt(ReadOnlySpan<double> point)
    {
        if (!_goal.Extreme.Risk.IsWorstCase)
        {
            return _surrogate.Evaluate(point, _goal.Output, default);
        }

        double worst = double.PositiveInfinity;
        for (int k = 0; k < _surrogate.Members.Count; k++)
        {
            worst = Math.Min(worst, _goal.Extreme.Sign * _surrogate.Only(k).Evaluate(point, _goal.Output, default));
        }

        return _goal.Extreme.Sign * worst;
    }
}
