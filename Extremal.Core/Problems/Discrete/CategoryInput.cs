using Extremal.Data;
using static Extremal.Formats.Printable;

namespace Extremal.Problems;

/// <summary>A one-hot group: exactly one of its columns is 1. Labels whose columns cannot be so within the bounds are not allowed.</summary>
internal sealed class CategoryInput : DiscreteInput
{
    private readonly Feature _feature;
    private readonly int[] _allowed;

    /// <param name="feature">The category.</param>
    /// <param name="bounds">The bounds of an input column.</param>
    public CategoryInput(Feature feature, Func<int, (double Low, double High)> bounds) : base(feature.Name, [.. feature.Columns])
    {
        _feature = feature;
        (double Low, double High)[] all = [.. feature.Columns.Select(bounds)];
        _allowed =
        [
            .. Enumerable.Range(0, all.Length).Where(label =>
                Enumerable.Range(0, all.Length).All(other => One(label, other) >= all[other].Low && One(label, other) <= all[other].High)),
        ];
    }

    public override IReadOnlyList<string> Labels => _feature.Labels;

    public override long Count => _allowed.Length;

    public override IEnumerable<double> Values => _allowed.Select(label => (double)label);

    public override double ValueOf(ReadOnlySpan<double> point)
    {
        int best = _allowed.Length > 0 ? _allowed[0] : throw Nothing();
        foreach (int label in _allowed)
        {
            if (point[Columns[label]] > point[Columns[best]])
            {
                best = label;
            }
        }

        return best;
    }

    public override double Nearest(double value) => Count == 0 ? throw Nothing()
        : double.IsNaN(value) ? value
        : _allowed.MinBy(label => Math.Abs(label - value));

    public override IReadOnlyList<double> Neighbours(double value) => [.. Values.Where(label => label != value)];

    public override void Put(double value, Span<double> point)
    {
        for (int label = 0; label < Columns.Count; label++)
        {
            point[Columns[label]] = label == value ? 1 : 0;
        }
    }

    public override string Show(double value) => Labels[(int)value];

    public override double Violation(ReadOnlySpan<double> point)
    {
        if (Count == 0)
        {
            return double.PositiveInfinity;
        }

        double worst = 0;
        int nearest = (int)ValueOf(point);
        for (int label = 0; label < Columns.Count; label++)
        {
            double away = Math.Abs(point[Columns[label]] - One(nearest, label));
            worst = double.IsNaN(away) ? double.PositiveInfinity : Math.Max(worst, away);
        }

        return worst;
    }

    public override string Description => _allowed.Length == 1
        ? Invariant($"{Name} is {Labels[_allowed[0]]}")
        : Invariant($"{Name} is one of {string.Join(", ", _allowed.Select(label => Labels[label]))}");

    /// <summary>The bounds of a column that the allowed labels leave.</summary>
    public (double Low, double High) Bounds(int column)
    {
        int own = _feature.Columns.ToList().IndexOf(column);
        bool may = _allowed.Contains(own);
        return (may && _allowed.Length == 1 ? 1 : 0, may ? 1 : 0);
    }

    private static double One(int label, int other) => label == other ? 1 : 0;
}
