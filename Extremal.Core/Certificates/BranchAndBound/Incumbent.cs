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
    private readonly BoundedOutput _output;
    private readonly DomainBoxes _boxes;
    private readonly IReadOnlyList<Constraint> _inside;

    public Incumbent(Surrogate surrogate, Domain domain, ApplicabilityDomain coverage, DomainBoxes boxes, BoundedOutput output)
    {
        (_surrogate, _domain, _output, _boxes) = (surrogate, domain, output, boxes);
        _inside = domain.InsideQuantile is { } share ? coverage.Constraints(share) : [];
    }

    /// <summary>The point in the user's units; null if there is none.</summary>
    public double[]? Point { get; private set; }

    /// <summary>The output there in the user's units; NaN if there is none.</summary>
    public double Value { get; private set; } = double.NaN;

    /// <summary>The output there in standard deviations, with the goal's sign: greater is better; −∞ if there is none.</summary>
    public double Level { get; private set; } = double.NegativeInfinity;

    /// <summary>Looks at the most promising of a batch's points.</summary>
    /// <returns>The point in the user's units if it was taken, else null.</returns>
    public double[]? Consider(BoxBatch batch)
    {
        int best = -1;
        for (int box = 0; box < batch.Count; box++)
        {
            bool promises = batch.IsBounded[box] && batch.Values[box] > Level + Promise && (best < 0 || batch.Values[box] > batch.Values[best]);
            best = promises ? box : best;
        }

        return best >= 0 && ToUser(batch.Of(batch.Points, best)) is { } user && Offer(user) ? user : null;
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

        double value = _output.ValueAt(own), level = _output.Level(value);
        if (!(level > Level))
        {
            return false;
        }

        (Point, Value, Level) = (own, value, level);
        return true;
    }

    // A point of the domain near a point in the network's coordinates, in the user's units; null if none is near.
    private double[]? ToUser(ReadOnlySpan<double> point)
    {
        double[] user = new double[point.Length];
        for (int k = 0; k < user.Length; k++)
        {
            (double, double) range = (_boxes.Region.Lower[k], _boxes.Region.Upper[k]);
            user[k] = _domain.ResolveAt(k, point[k], range, _surrogate.InputScaling.Invert(k, point[k]));
        }

        if (_domain.Discrete.Count > 0)
        {
            _domain.Snap(user);
            Settle(user);
        }
        else if (_domain.LinearConstraints.Count > 0)
        {
            _domain.ToRegion().Project(user);
        }

        return _domain.LinearConstraints.All(linear => linear.IsMet(user)) ? user : null;
    }

    // Moves the inputs that are not discrete, one after another, until every linear constraint is met; meeting one may break another again.
    private void Settle(double[] user)
    {
        foreach (LinearConstraint linear in _domain.LinearConstraints)
        {
            for (int k = 0; k < user.Length && !linear.IsMet(user); k++)
            {
                double a = linear.Coefficients[k], sum = linear.Sum(user);
                if (a != 0 && !_boxes.IsDiscrete(k))
                {
                    user[k] = Math.Clamp(user[k] + (Math.Clamp(sum, linear.Low, linear.High) - sum) / a, _domain.Lower[k], _domain.Upper[k]);
                }
            }
        }
    }
}
