namespace Extremal.Problems;

/// <summary>
/// What the linear constraints of a domain leave of a box, by bound propagation: each constraint bounds each of its inputs by what the others
/// can add at the least and at the most (M. Savelsbergh, "Preprocessing and probing techniques for mixed integer programming problems", 1994).
/// Bounds of grids are rounded to grid numbers, a category keeps one label, and an equality over grids alone has a solution only if the greatest
/// common divisor of its steps divides what is left of it. A box that is refused holds no point; one that is kept may hold none either.
/// </summary>
internal sealed class BoundPropagation
{
    // Bounds that creep towards each other, as of two inputs whose difference is limited, are left after this many rounds.
    private const int MostRounds = 16;

    // A common divisor below this share of the greatest step is one of rounding errors: the steps have none.
    private const double LeastDivisor = 1e-6;

    private readonly LinearConstraint[] _constraints;
    private readonly GridInput?[] _grids;
    private readonly IReadOnlyList<int>[] _categories;
    private readonly bool[] _isLabel;

    public BoundPropagation(Domain domain)
    {
        _constraints = [.. domain.LinearConstraints];
        _grids = new GridInput?[domain.Inputs.Count];
        _isLabel = new bool[domain.Inputs.Count];
        _categories = [.. domain.Discrete.Where(input => input.IsCategory).Select(input => input.Columns)];
        foreach (GridInput grid in domain.Discrete.OfType<GridInput>())
        {
            _grids[grid.Columns[0]] = grid;
        }

        foreach (int column in _categories.SelectMany(columns => columns))
        {
            _isLabel[column] = true;
        }
    }

    /// <summary>Narrows a box. False if no point of it has allowed values and meets every linear constraint to its tolerance.</summary>
    /// <param name="lower">The least value of each input, in the user's units.</param>
    /// <param name="upper">The greatest.</param>
    public bool Narrow(Span<double> lower, Span<double> upper)
    {
        bool isNarrowed = true;
        for (int round = 0; round < MostRounds && isNarrowed; round++)
        {
            isNarrowed = false;
            foreach (IReadOnlyList<int> labels in _categories)
            {
                if (!NarrowLabels(labels, lower, upper, ref isNarrowed))
                {
                    return false;
                }
            }

            foreach (LinearConstraint linear in _constraints)
            {
                if (!Narrow(linear, lower, upper, ref isNarrowed))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool Narrow(LinearConstraint linear, Span<double> lower, Span<double> upper, ref bool isNarrowed)
    {
        ReadOnlySpan<double> a = linear.Coefficients;
        var activity = Activity.Of(a, lower, upper);
        if (activity.Least > linear.High + activity.Slack || activity.Greatest < linear.Low - activity.Slack
            || !IsDivisible(linear, lower, upper, activity.Slack))
        {
            return false;
        }

        for (int j = 0; j < a.Length; j++)
        {
            if (a[j] != 0 && lower[j] < upper[j])
            {
                (double least, double greatest) = activity.Without(a[j], lower[j], upper[j]);
                double most = (linear.High + activity.Slack - least) / a[j], fewest = (linear.Low - activity.Slack - greatest) / a[j];
                (fewest, most) = a[j] > 0 ? (fewest, most) : (most, fewest);
                if (!Narrow(j, fewest, most, lower, upper, ref isNarrowed))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // NaN limits, of infinite sums, narrow nothing.
    private bool Narrow(int column, double low, double high, Span<double> lower, Span<double> upper, ref bool isNarrowed)
    {
        if (low > lower[column])
        {
            double raised = _grids[column] is { } grid ? grid.AtLeast(low) : _isLabel[column] ? 1 : low;
            isNarrowed |= raised > lower[column];
            lower[column] = Math.Max(lower[column], raised);
        }

        if (high < upper[column])
        {
            double lowered = _grids[column] is { } grid ? grid.AtMost(high) : _isLabel[column] ? 0 : high;
            isNarrowed |= lowered < upper[column];
            upper[column] = Math.Min(upper[column], lowered);
        }

        return lower[column] <= upper[column];
    }

    // One label holds alone, and the last that is left holds.
    private static bool NarrowLabels(IReadOnlyList<int> labels, Span<double> lower, Span<double> upper, ref bool isNarrowed)
    {
        (int possible, int chosen, int last) = (0, -1, -1);
        foreach (int column in labels)
        {
            if (upper[column] >= 1)
            {
                (possible, last) = (possible + 1, column);
                if (lower[column] > 0 && chosen >= 0)
                {
                    return false;
                }

                chosen = lower[column] > 0 ? column : chosen;
            }
            else if (lower[column] > 0)
            {
                return false;
            }
        }

        chosen = possible == 1 ? last : chosen;
        foreach (int column in labels)
        {
            if (chosen >= 0 && lower[column] < upper[column])
            {
                lower[column] = upper[column] = column == chosen ? 1 : 0;
                isNarrowed = true;
            }
        }

        return possible > 0;
    }

    // Σ aᵢ(originᵢ + kᵢ stepᵢ) moves by multiples of the greatest common divisor of the aᵢ stepᵢ.
    private bool IsDivisible(LinearConstraint linear, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double slack)
    {
        if (!linear.IsEquality)
        {
            return true;
        }

        (double divisor, double greatest, double sum) = (0, 0, 0);
        ReadOnlySpan<double> a = linear.Coefficients;
        for (int j = 0; j < a.Length; j++)
        {
            if (a[j] == 0)
            {
                continue;
            }

            sum += a[j] * lower[j];
            if (lower[j] < upper[j])
            {
                double step = Math.Abs(a[j]) * (_grids[j]?.Step ?? (_isLabel[j] ? 1 : 0));
                if (step == 0 || !double.IsFinite(lower[j]))
                {
                    return true;
                }

                greatest = Math.Max(greatest, step);
                divisor = GreatestCommonDivisor(divisor, step, LeastDivisor * greatest);
            }
        }

        // Bounds that are the user's own numbers may be off the grid by its rounding.
        double tolerance = slack + GridInput.Rounding * greatest * a.Length;
        double rest = divisor > 0 ? Math.Abs(Math.IEEERemainder(linear.Low - sum, divisor)) : Math.Abs(linear.Low - sum);
        return divisor <= LeastDivisor * greatest || rest <= tolerance;
    }

    // Euclid's algorithm. Below the least divisor the rest is what rounding leaves.
    private static double GreatestCommonDivisor(double one, double other, double least)
    {
        while (other > least)
        {
            (one, other) = (other, Math.Abs(Math.IEEERemainder(one, other)));
        }

        return one;
    }

    /// <summary>The least and the greatest sum over a box, finite parts and infinite terms apart, and the tolerance of the sum there.</summary>
    private readonly record struct Activity(double LeastSum, int LeastInfinite, double GreatestSum, int GreatestInfinite, double Slack)
    {
        public double Least => LeastInfinite > 0 ? double.NegativeInfinity : LeastSum;

        public double Greatest => GreatestInfinite > 0 ? double.PositiveInfinity : GreatestSum;

        public static Activity Of(ReadOnlySpan<double> a, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
        {
            (double least, double greatest, double size) = (0, 0, 0);
            (int leastInfinite, int greatestInfinite) = (0, 0);
            for (int j = 0; j < a.Length; j++)
            {
                if (a[j] != 0)
                {
                    (double low, double high) = Terms(a[j], lower[j], upper[j]);
                    (least, leastInfinite) = double.IsFinite(low) ? (least + low, leastInfinite) : (least, leastInfinite + 1);
                    (greatest, greatestInfinite) = double.IsFinite(high) ? (greatest + high, greatestInfinite) : (greatest, greatestInfinite + 1);
                    size += Math.Max(Math.Abs(low), Math.Abs(high));
                }
            }

            return new(least, leastInfinite, greatest, greatestInfinite, 2 * LinearConstraint.Tolerance * size); // twice: for the sums' own rounding
        }

        /// <summary>The same of all other terms.</summary>
        public (double Least, double Greatest) Without(double a, double lower, double upper)
        {
            (double low, double high) = Terms(a, lower, upper);
            return (
                double.IsFinite(low) ? (LeastInfinite > 0 ? double.NegativeInfinity : LeastSum - low)
                    : LeastInfinite > 1 ? double.NegativeInfinity : LeastSum,
                double.IsFinite(high) ? (GreatestInfinite > 0 ? double.PositiveInfinity : GreatestSum - high)
                    : GreatestInfinite > 1 ? double.PositiveInfinity : GreatestSum);
        }

        private static (double Low, double High) Terms(double a, double lower, double upper) =>
            a > 0 ? (a * lower, a * upper) : (a * upper, a * lower);
    }
}
