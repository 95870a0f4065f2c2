using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems.Constraints;

/// <summary>
/// How great the terms are that an expression sums up at a point, as far as that can be told of any expression: by how much it changes if
/// each input changes by a millionth of its size, times a million. For Σ aⱼxⱼ that is Σ|aⱼ|·sizeⱼ.
/// </summary>
internal static class OwnTerms
{
    // The share of its size by which an input is changed.
    private const double Share = 1e-6;

    /// <summary>The sizes of a domain's inputs at a point: their magnitudes; near zero their deviations or widths, whichever is less.</summary>
    public static double[] Sizes(ReadOnlySpan<double> point, IReadOnlyList<Column> inputs, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper)
    {
        double[] sizes = new double[point.Length];
        for (int j = 0; j < sizes.Length; j++)
        {
            sizes[j] = Math.Max(Math.Abs(point[j]), Floor(inputs[j], lower[j], upper[j]));
        }

        return sizes;
    }

    /// <summary>The least size of an input.</summary>
    public static double Floor(Column input, double lower, double upper) => Math.Min(input.StandardDeviation, upper - lower);

    /// <summary>By how much a constraint's expression may be below its least value and above its greatest, see <see cref="Domain.ToleranceOf"/>.</summary>
    public static (double Below, double Above) Tolerance(
        Constraint constraint, ReadOnlySpan<double> point, ReadOnlySpan<double> sizes, Surrogate surrogate)
    {
        double terms = constraint.IsScaled ? constraint.Scale : Of(constraint, point, sizes, surrogate);
        double Part(double limit) =>
            Violation.ConstraintTolerance * (terms + (constraint.IsScaled || double.IsInfinity(limit) ? 0 : Math.Abs(limit)));
        return (Part(constraint.Low), Part(constraint.High));
    }

    /// <summary>The terms of an expression at a point; changes that are not finite do not count.</summary>
    /// <param name="constraint">Has the expression.</param>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <param name="sizes">How great each input is.</param>
    /// <param name="surrogate">Says what the outputs are.</param>
    public static double Of(Constraint constraint, ReadOnlySpan<double> point, ReadOnlySpan<double> sizes, Surrogate surrogate)
    {
        // The point, and for each input the two points beside it: a slope alone would say too much where it has no bound, as that of √x.
        int n = point.Length;
        Slice<double> points = Slice<double>.Zeros(new Shape(1 + 2 * n, n));
        for (int row = 0; row < points.Shape.Rows; row++)
        {
            point.CopyTo(points.Matrix.Row(row));
        }

        for (int j = 0; j < n; j++)
        {
            points.Matrix[1 + 2 * j, j] += Share * sizes[j];
            points.Matrix[2 + 2 * j, j] -= Share * sizes[j];
        }

        double[] values = constraint.At(points, surrogate);
        double sum = 0;
        for (int j = 0; j < n; j++)
        {
            double up = Math.Abs(values[1 + 2 * j] - values[0]), down = Math.Abs(values[2 + 2 * j] - values[0]);
            sum += double.IsFinite(up) ? double.IsFinite(down) ? Math.Max(up, down) : up : double.IsFinite(down) ? down : 0;
        }

        return sum / Share;
    }
}
