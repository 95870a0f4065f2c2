using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Certificates;

/// <summary>
/// Lines one at a time, over intervals for which no rule of <see cref="Contacts"/> fits: rare, but where pieces meet at a kink.
/// </summary>
internal sealed class SingleLine<F>(CurveRanges<F> curve, Padding padding) where F : struct, IElementwiseFunction
{
    private const int Bisections = 60;

    // How close to the supremum of φ(z) − slope·z one has to come, relative to φ.
    private const double Closeness = 1e-6;

    /// <summary>From a few slopes the line that lies closest at the given point; the constant if nothing better is known.</summary>
    /// <param name="sign">1 for the line above φ, −1 for the one below.</param>
    /// <param name="lower">The interval's lower end.</param>
    /// <param name="upper">Its upper end.</param>
    /// <param name="near">The point.</param>
    /// <param name="hasLine">Whether there may be another one than the constant.</param>
    public (double Slope, double Offset) Lay(int sign, double lower, double upper, double near, bool hasLine)
    {
        (double atLower, double atUpper) = (curve.Graph(lower).Value, curve.Graph(upper).Value);
        (double least, double greatest) = curve.Range(lower, upper, atLower, atUpper);
        (double Slope, double Offset) best = (0, sign > 0 ? greatest : -least);
        if (hasLine && double.IsFinite(least) && double.IsFinite(greatest))
        {
            double chord = (atUpper - atLower) / (upper - lower);
            Consider(chord);
            Consider(curve.Graph(near).Slope);
            Consider(curve.Graph(lower).Slope);
            Consider(curve.Graph(upper).Slope);
        }

        return (sign * best.Slope, sign * best.Offset);

        void Consider(double slope)
        {
            double offset = double.IsFinite(slope) ? Supremum(sign, sign * slope, lower, upper) : double.PositiveInfinity;
            double middle = 0.5 * lower + 0.5 * upper;
            best = offset + sign * slope * middle < best.Offset + best.Slope * middle ? (sign * slope, offset) : best;
        }
    }

    // A bound on ψ(z) − slope·z over the interval, ψ = sign·φ, piece by piece. The padding is that of the other lines.
    private double Supremum(int sign, double slope, double lower, double upper)
    {
        double top = double.NegativeInfinity;
        double size = 0;

        // One period to the left and one to the right of those that the interval meets: the quotient may be rounded to a whole number.
        double period = curve.Curve.Period, shift = period > 0 ? period * (Math.Floor(lower / period) - 1) : 0;
        for (int n = 0; n < (period > 0 ? 4 : 1); n++, shift += period)
        {
            foreach (CurvePiece piece in curve.Curve.Pieces)
            {
                double from = Math.Max(lower, piece.From + shift);
                double to = Math.Min(upper, piece.To + shift);
                if (from <= to)
                {
                    bool isConcave = piece.Curvature == (sign > 0 ? Curvature.Concave : Curvature.Convex);
                    top = Math.Max(top, SupremumOfPiece(sign, slope, from, to, isConcave, ref size));
                }
            }
        }

        double far = Math.Max(Math.Abs(lower), Math.Abs(upper));
        return top + padding.Of<Lanes1<double>, double>(new(size), new(Math.Abs(slope)), new(far), new(upper - lower)).Value;
    }

    // A convex piece is highest over a line at an end, a concave one where it is as steep: between points where it is steeper, and flatter.
    private double SupremumOfPiece(int sign, double slope, double from, double to, bool isConcave, ref double size)
    {
        double steeper = Excess(from, out double left, ref size);
        double flatter = Excess(to, out double right, ref size);
        if (!isConcave || left <= 0 || right >= 0)
        {
            return Math.Max(steeper, flatter);
        }

        double bound = double.PositiveInfinity;
        for (int i = 0; i < Bisections; i++)
        {
            double middle = 0.5 * (from + to);
            double atMiddle = Excess(middle, out double slopeAtMiddle, ref size);
            (from, steeper, left) = slopeAtMiddle > 0 ? (middle, atMiddle, slopeAtMiddle) : (from, steeper, left);
            (to, flatter, right) = slopeAtMiddle > 0 ? (to, flatter, right) : (middle, atMiddle, slopeAtMiddle);

            // Left of the place, φ lies below its tangent at the one point, right of it below that at the other.
            double width = (to - from) * (1 + 4 * Relaxation.DoubleRounding);
            bound = Math.Max(Math.Max(steeper, flatter), Math.Min(steeper + left * width, flatter - right * width));
            if (bound - Math.Max(steeper, flatter) <= Closeness * size)
            {
                break;
            }
        }

        return bound;

        // ψ(z) − slope·z, and its slope.
        double Excess(double z, out double excessSlope, ref double greatest)
        {
            (double value, double slopeAtZ) = curve.Graph(z);
            greatest = Math.Max(greatest, Math.Abs(value));
            excessSlope = sign * slopeAtZ - slope;
            return Math.FusedMultiplyAdd(-slope, z, sign * value);
        }
    }
}
