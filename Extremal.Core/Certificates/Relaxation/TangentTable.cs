using Extremal.Kernels.Functions;

namespace Extremal.Certificates;

/// <summary>
/// For a point of a curve on one side of a border between a convex and a concave piece: where the line from it touches the curve on the
/// other side. Interpolated between points that bisection found: right to some five digits, and proven nowhere. Who uses it has to make the
/// line sound.
/// </summary>
internal sealed class TangentTable
{
    private const int Cells = 512;
    private const int Bisections = 50;

    // Where a line is said to touch that does not touch at all.
    private const double Never = 1e300;

    private readonly double _border;
    private readonly double _side;
    private readonly double[] _touching = new double[Cells + 2];

    /// <summary>The table of one side of a border.</summary>
    /// <param name="graph">φ and φ′ at a point.</param>
    /// <param name="border">Where the bend changes.</param>
    /// <param name="touched">The piece on which the lines touch: they come from beyond its border.</param>
    public TangentTable(Func<double, (double Value, double Slope)> graph, double border, CurvePiece touched)
    {
        _border = border;
        _side = touched.To > border ? 1 : -1;
        _touching[0] = border;
        for (int i = 1; i <= Cells; i++)
        {
            // The last point stands for all that are farther off.
            double share = Math.Min(i, Cells - 0.5) / Cells;
            _touching[i] = Touching(graph, border - _side * share / (1 - share), touched);
        }

        _touching[Cells + 1] = _touching[Cells];
    }

    /// <summary>
    /// Where the line from φ(<paramref name="from"/>) touches: never on the near side of the border. It may lie beyond the end of the
    /// piece, or of the numbers that matter: then the line does not touch before.
    /// </summary>
    public double this[double from]
    {
        get
        {
            double distance = Math.Max(0, (_border - from) * _side);
            double place = Cells * (distance / (1 + distance));
            int cell = (int)place;
            double left = _touching[cell];
            return left + (place - cell) * (_touching[cell + 1] - left);
        }
    }

    private double Touching(Func<double, (double Value, double Slope)> graph, double from, CurvePiece touched)
    {
        double end = _side > 0 ? touched.To : touched.From;
        double value = graph(from).Value;
        (double before, double behind) = (_border, _border);
        for (double step = 1e-3; !IsBehind(behind); step *= 2)
        {
            if (step > 1e6 || behind == end)
            {
                return _side * Never;
            }

            before = behind;
            behind = _side > 0 ? Math.Min(_border + step, end) : Math.Max(_border - step, end);
        }

        for (int i = 0; i < Bisections; i++)
        {
            double middle = 0.5 * (before + behind);
            (before, behind) = IsBehind(middle) ? (before, middle) : (middle, behind);
        }

        return behind;

        // Whether the tangent at p passes the point on the side where the line from it would still cut the curve.
        bool IsBehind(double p)
        {
            (double valueAtP, double slope) = graph(p);
            double above = valueAtP - value - slope * (p - from);
            return touched.Curvature == Curvature.Concave ? above >= 0 : above <= 0;
        }
    }
}
