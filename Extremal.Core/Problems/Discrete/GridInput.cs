using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>origin + k·step within bounds, k whole. A grid number that differs from a bound by rounding alone is the bound, the user's own number.</summary>
internal sealed class GridInput : DiscreteInput
{
    /// <summary>In steps: 3 · 0.1 is not the 0.3 that a user types.</summary>
    public const double Rounding = 1e-9;

    private readonly double _step;
    private readonly double _origin;
    private readonly double _low;
    private readonly double _high;
    private readonly double _first;
    private readonly double _last;

    public GridInput(string name, int column, double step, double origin, double low, double high) : base(name, [column])
    {
        (_step, _origin, _low, _high) = (step, origin, low, high);
        _first = Math.Ceiling((low - origin) / step - Rounding);
        _last = Math.Floor((high - origin) / step + Rounding);
    }

    /// <summary>How far a number may be from a grid number and still be it.</summary>
    public double Tolerance => Rounding * _step;

    public override IReadOnlyList<string> Labels => [];

    public override long Count => !(_first <= _last && _low <= _high) ? 0 : _last - _first < 1e18 ? (long)(_last - _first) + 1 : long.MaxValue;

    public override IEnumerable<double> Values => Count < long.MaxValue
        ? Sequence(Count)
        : throw new InvalidOperationException(Invariant($"'{Name}' has no end of allowed values."));

    public override double ValueOf(ReadOnlySpan<double> point) => point[Columns[0]];

    public override double Nearest(double value) => Count > 0 ? Number(Place(value)) : throw Nothing();

    public override IReadOnlyList<double> Neighbours(double value)
    {
        double at = Place(value);
        return [.. at > _first ? [Number(at - 1)] : (double[])[], .. at < _last ? [Number(at + 1)] : (double[])[]];
    }

    /// <summary>The least number of the grid that is at least a value, up to <see cref="Tolerance"/>; +∞ if there is none.</summary>
    public double AtLeast(double value)
    {
        double place = Math.Max(_first, Math.Ceiling((value - _origin) / _step - Rounding));
        return place <= _last ? Number(place) : double.PositiveInfinity;
    }

    /// <summary>The greatest number of the grid that is at most a value, up to <see cref="Tolerance"/>; −∞ if there is none.</summary>
    public double AtMost(double value)
    {
        double place = Math.Min(_last, Math.Floor((value - _origin) / _step + Rounding));
        return place >= _first ? Number(place) : double.NegativeInfinity;
    }

    /// <summary>The distance of two neighbours.</summary>
    public double Step => _step;

    public override void Put(double value, Span<double> point) => point[Columns[0]] = value;

    public override string Show(double value) => Invariant($"{value}");

    public override double Violation(ReadOnlySpan<double> point)
    {
        double value = ValueOf(point);
        if (Count == 0 || !double.IsFinite(value))
        {
            return double.PositiveInfinity;
        }

        double distance = Math.Abs(value - Nearest(value));
        return distance <= Tolerance ? 0 : distance;
    }

    public override string Description => _step == 1 && _origin == Math.Floor(_origin) ? Invariant($"{Name} is a whole number")
        : _origin == 0 ? Invariant($"{Name} is a multiple of {_step}")
        : Invariant($"{Name} is {_origin} and a multiple of {_step}");

    /// <summary>Whether a number is on a grid, up to rounding.</summary>
    public static bool IsOn(double value, double step, double origin)
    {
        double place = (value - origin) / step;
        return Math.Abs(place - Math.Round(place)) <= Rounding;
    }

    private double Place(double value) => Math.Clamp(Math.Round((value - _origin) / _step), _first, _last);

    private double Number(double place)
    {
        double number = _origin + place * _step;
        return Math.Abs(number - _low) <= Tolerance ? _low : Math.Abs(number - _high) <= Tolerance ? _high : number;
    }

    private IEnumerable<double> Sequence(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return Number(_first + i);
        }
    }
}
