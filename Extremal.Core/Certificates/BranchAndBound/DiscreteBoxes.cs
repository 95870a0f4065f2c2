using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Certificates;

/// <summary>What whole numbers, grids and categories leave of a box, and how they are cut.</summary>
internal sealed class DiscreteBoxes
{
    private readonly Standardization _scaling;
    private readonly DiscreteInput?[] _inputs;

    public DiscreteBoxes(Domain domain, Standardization scaling)
    {
        _scaling = scaling;
        _inputs = new DiscreteInput?[domain.Inputs.Count];
        foreach (DiscreteInput input in domain.Discrete)
        {
            foreach (int column in input.Columns)
            {
                _inputs[column] = input;
            }
        }

        Categories = [.. domain.Discrete.Where(input => input.IsCategory).Select(input => input.Columns)];
    }

    /// <summary>The columns of each category: exactly one of them is 1.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Categories { get; }

    /// <summary>Whether a column takes only some numbers.</summary>
    public bool IsDiscrete(int column) => _inputs[column] is not null;

    /// <summary>Moves the sides to allowed numbers. False if there are none.</summary>
    /// <param name="lower">The box's lower side.</param>
    /// <param name="upper">The box's upper side.</param>
    /// <param name="isNarrowed">Whether a side was moved.</param>
    public bool Narrow(Span<double> lower, Span<double> upper, out bool isNarrowed)
    {
        isNarrowed = false;
        for (int column = 0; column < _inputs.Length; column++)
        {
            if (_inputs[column] is { } input)
            {
                (double low, double high) = (Up(input, column, lower[column]), Down(input, column, upper[column]));
                isNarrowed |= low != lower[column] || high != upper[column];
                (lower[column], upper[column]) = (low, high);
                if (!(low <= high))
                {
                    return false;
                }
            }
        }

        foreach (IReadOnlyList<int> columns in Categories)
        {
            if (!NarrowLabels(columns, lower, upper, ref isNarrowed))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The allowed numbers on both sides of the middle.</summary>
    public (double Below, double Above)? Cut(int column, double lower, double upper)
    {
        DiscreteInput input = _inputs[column]!;
        if (input.IsCategory)
        {
            return (lower, upper);
        }

        double below = Down(input, column, 0.5 * lower + 0.5 * upper);
        double above = Up(input, column, Math.BitIncrement(below));
        return below >= lower && above <= upper ? (below, above) : null;
    }

    // One label holds alone, and the last that is left holds.
    private bool NarrowLabels(IReadOnlyList<int> columns, Span<double> lower, Span<double> upper, ref bool isNarrowed)
    {
        (int possible, int last, int chosen) = (0, -1, -1);
        foreach (int column in columns)
        {
            if (upper[column] >= One(column))
            {
                (possible, last) = (possible + 1, column);
                chosen = lower[column] >= One(column) ? column : chosen;
            }
        }

        chosen = possible == 1 ? last : chosen;
        foreach (int column in columns)
        {
            if (chosen >= 0 && column != chosen && lower[column] > Zero(column))
            {
                return false;
            }

            isNarrowed |= chosen >= 0 && lower[column] < upper[column];
            (lower[column], upper[column]) = chosen < 0 ? (lower[column], upper[column])
                : column == chosen ? (One(column), One(column))
                : (Zero(column), Zero(column));
        }

        return possible > 0;
    }

    // The least allowed number that is at least z; +∞ if there is none.
    private double Up(DiscreteInput input, int column, double z)
    {
        if (input.IsCategory)
        {
            return z <= Zero(column) ? Zero(column) : z <= One(column) ? One(column) : double.PositiveInfinity;
        }

        double value = input.Nearest(_scaling.Invert(column, z));
        while (Scaled(column, value) < z)
        {
            double next = input.Neighbours(value).LastOrDefault(value);
            if (next <= value)
            {
                return double.PositiveInfinity;
            }

            value = next;
        }

        return Scaled(column, value);
    }

    // The greatest allowed number that is at most z; −∞ if there is none.
    private double Down(DiscreteInput input, int column, double z)
    {
        if (input.IsCategory)
        {
            return z >= One(column) ? One(column) : z >= Zero(column) ? Zero(column) : double.NegativeInfinity;
        }

        double value = input.Nearest(_scaling.Invert(column, z));
        while (Scaled(column, value) > z)
        {
            double next = input.Neighbours(value).FirstOrDefault(value);
            if (next >= value)
            {
                return double.NegativeInfinity;
            }

            value = next;
        }

        return Scaled(column, value);
    }

    private double Zero(int column) => Scaled(column, 0);

    private double One(int column) => Scaled(column, 1);

    private double Scaled(int column, double value) => _scaling.Apply(column, value);
}
