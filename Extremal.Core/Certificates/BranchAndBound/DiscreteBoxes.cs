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
                (double low, double high) = (Next(input, column, lower[column], 1), Next(input, column, upper[column], -1));
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

        double below = Next(input, column, 0.5 * lower + 0.5 * upper, -1);
        double above = Next(input, column, Math.BitIncrement(below), 1);
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

    // The allowed number next to z that is at least z, or at most z for sign −1; ±∞ if there is none.
    private double Next(DiscreteInput input, int column, double z, int sign)
    {
        if (input.IsCategory)
        {
            (double near, double far) = sign > 0 ? (Zero(column), One(column)) : (One(column), Zero(column));
            return sign * z <= sign * near ? near : sign * z <= sign * far ? far : sign * double.PositiveInfinity;
        }

        double value = input.Nearest(_scaling.Invert(column, z));
        while (sign * Scaled(column, value) < sign * z)
        {
            double next = sign > 0 ? input.Neighbours(value).LastOrDefault(value) : input.Neighbours(value).FirstOrDefault(value);
            if (sign * next <= sign * value)
            {
                return sign * double.PositiveInfinity;
            }

            value = next;
        }

        return Scaled(column, value);
    }

    private double Zero(int column) => Scaled(column, 0);

    private double One(int column) => Scaled(column, 1);

    private double Scaled(int column, double value) => _scaling.Apply(column, value);
}
