using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions;

namespace Extremal.Certificates;

/// <summary>
/// Chooses, from the pieces of a curve that an interval meets, where the lines below and above should lie on it. A choice may cost
/// tightness, never soundness, but for two things that hold here: a point of a tangent lies in a piece that is concave (convex, for the
/// line below), and of all other pieces the supremum of φ(z) − slope·z lies at an end of the interval or of that piece.
/// </summary>
internal sealed class Contacts
{
    // By how much slopes have to differ for one to count as the flatter: far more than the errors of both.
    private const double Margin = 1e-6;

    private readonly double[] _borders;

    // 1 for convex, −1 for concave.
    private readonly int[] _bends;

    // Of every border: where lines from the left touch on its right, and the other way round. None next to a straight piece.
    private readonly TangentTable?[] _onRight;
    private readonly TangentTable?[] _onLeft;

    // Of every piece but the last two, if it bends like the second next and no slope of that lies, in the sense of the bend, before any
    // slope of its own: the last of its own slopes; else NaN.
    private readonly double[] _lastSlopes;

    /// <summary>The choice for a curve of some pieces.</summary>
    /// <param name="pieces">The pieces from left to right.</param>
    /// <param name="graph">φ and φ′ at a point.</param>
    public Contacts(IReadOnlyList<CurvePiece> pieces, Func<double, (double Value, double Slope)> graph)
    {
        int borders = pieces.Count - 1;
        _borders = [.. pieces.Skip(1).Select(piece => piece.From)];
        _bends = [.. pieces.Select(piece => piece.Curvature == Curvature.Straight ? 0 : piece.Curvature == Curvature.Convex ? 1 : -1)];
        _onRight = new TangentTable?[borders];
        _onLeft = new TangentTable?[borders];
        for (int i = 0; i < borders; i++)
        {
            bool changes = _bends[i] * _bends[i + 1] == -1;
            _onRight[i] = changes ? new(graph, _borders[i], pieces[i + 1]) : null;
            _onLeft[i] = changes ? new(graph, _borders[i], pieces[i]) : null;
        }

        _lastSlopes = new double[pieces.Count];
        for (int i = 0; i < pieces.Count; i++)
        {
            bool recurs = i + 2 < pieces.Count && _bends[i] == _bends[i + 2];
            _lastSlopes[i] = recurs ? LastSlope(pieces[i], pieces[i + 2], _bends[i], graph) : double.NaN;
        }
    }

    /// <summary>
    /// The kinds of both lines over an interval of some width, and their points in it. With ψ = φ for the line above and −φ for the one
    /// below, a convex piece of ψ lies under its chord and a concave one under its tangents.
    /// </summary>
    /// <param name="lower">The interval's lower end.</param>
    /// <param name="upper">Its upper end.</param>
    /// <param name="near">A number in the interval.</param>
    /// <param name="rise">φ(upper) − φ(lower).</param>
    /// <param name="below">The kind of the line below, and the number where it lies on φ.</param>
    /// <param name="above">The same of the line above.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Choose(
        double lower, double upper, double near, double rise, out (double Kind, double Point) below, out (double Kind, double Point) above)
    {
        int first = 0;
        int last = 0;
        foreach (double border in _borders)
        {
            first += lower >= border ? 1 : 0;
            last += upper > border ? 1 : 0;
        }

        if (last <= first)
        {
            int bend = _bends[first];
            below = (bend < 0 ? Contact.Chord : Contact.Tangent, near);
            above = (bend > 0 ? Contact.Chord : Contact.Tangent, near);
        }
        else
        {
            below = Across(-1, first, last, lower, upper, near, rise);
            above = Across(1, first, last, lower, upper, near, rise);
        }
    }

    /// <summary>The same where the chord says nothing, as an interval is too narrow.</summary>
    public double Narrow(double lower, double upper)
    {
        foreach (double border in _borders)
        {
            if (lower < border && border < upper)
            {
                return Contact.Unruled;
            }
        }

        return Contact.Tangent;
    }

    private (double Kind, double Point) Across(int sign, int first, int last, double lower, double upper, double near, double rise)
    {
        bool isConcaveAtLast = sign * _bends[last] < 0;
        return (last - first) switch
        {
            1 when _onRight[first] is { } onRight && isConcaveAtLast => ToRight(onRight, lower, upper, near),
            1 when _onLeft[first] is { } onLeft => ToLeft(onLeft, lower, upper, near),
            2 when _onRight[first] is { } onRight && _onLeft[first + 1] is { } onLeft && !isConcaveAtLast =>
                ToMiddle(onRight, onLeft, lower, upper, near),

            // The first piece is concave too, but flatter than the line, so that its end at the left is what matters.
            2 when isConcaveAtLast && _onRight[first + 1] is { } onRight
                && sign * (rise - _lastSlopes[first] * (upper - lower)) >= Margin * (upper - lower) =>
                ToRight(onRight, lower, upper, near),
            _ => (Contact.Unruled, lower),
        };
    }

    // Convex, then concave: the tangent from the lower end, or one farther on.
    private static (double Kind, double Point) ToRight(TangentTable onRight, double lower, double upper, double near)
    {
        double touching = onRight[lower];
        return touching >= upper ? (Contact.ChordToUpper, upper) : (Contact.Tangent, Math.Max(touching, near));
    }

    // Concave, then convex.
    private static (double Kind, double Point) ToLeft(TangentTable onLeft, double lower, double upper, double near)
    {
        double touching = onLeft[upper];
        return touching <= lower ? (Contact.ChordFromLower, lower) : (Contact.Tangent, Math.Min(touching, near));
    }

    // Convex, concave, convex: a tangent that passes above both ends, if there is one.
    private static (double Kind, double Point) ToMiddle(TangentTable onRight, TangentTable onLeft, double lower, double upper, double near)
    {
        double from = onRight[lower];
        double to = onLeft[upper];
        return from <= to ? (Contact.Tangent, Math.Clamp(near, from, to)) : (Contact.Unruled, lower);
    }

    // Slopes of a concave piece fall: its greatest lies at its left end, the least of another at its right end. Of a convex piece, as of
    // −φ.
    private static double LastSlope(CurvePiece piece, CurvePiece other, int bend, Func<double, (double Value, double Slope)> graph)
    {
        double last = graph(piece.From).Slope;
        double least = graph(other.To).Slope;
        return -bend * (least - last) > Margin ? last : double.NaN;
    }
}
