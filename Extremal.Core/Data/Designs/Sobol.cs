using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Data.Designs;

/// <summary>
/// Scrambled points of Sobol's sequence: they fill the box as a whole, not just each side of it. Of the first 2ᵐ points every coordinate
/// has exactly one in each of 2ᵐ equal strata, and the first two have one in each rectangle of volume 2⁻ᵐ with sides that are powers of ½.
/// </summary>
/// <remarks>
/// I. M. Sobol, USSR Comput. Math. Math. Phys. 7, 1967; direction numbers of Joe and Kuo (2008), visited in the order of the Gray code
/// (I. A. Antonov and V. M. Saleev, 1979). The seed draws J. Matoušek's linear scramble ("On the L₂-discrepancy for anchored boxes",
/// J. Complexity 14, 1998) and a digital shift: each point by itself is uniform in the box, and the strata keep what was said of them.
/// Coordinates beyond the 53rd, for which no direction numbers are kept, are those of a <see cref="LatinHypercube"/>.
/// </remarks>
internal static class Sobol
{
    /// <summary>
    /// Fills <paramref name="points"/> with points inside the box. The same seed gives the same points, and more of them go on with the
    /// same ones, up to 53 coordinates. Numbers of points that are powers of two are covered best.
    /// </summary>
    /// <param name="points">points × coordinates; one row becomes one point.</param>
    /// <param name="lower">The least value of each coordinate.</param>
    /// <param name="upper">The greatest value of each coordinate, at least the least.</param>
    /// <param name="seed">Which of the random scrambles.</param>
    /// <exception cref="ArgumentException">
    /// The bounds do not match the points, or a lower one is above the upper one or not finite.
    /// </exception>
    public static void Fill(Matrix<double> points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ulong seed)
    {
        DesignBox.Check("Sobol.Fill", points.Shape, lower, upper);
        Span<ulong> directions = stackalloc ulong[BitOperations.Log2((uint)Math.Max(points.Rows - 1, 1)) + 1];
        int tabulated = Math.Min(points.Columns, SobolDirections.Dimensions);
        for (int j = 0; j < tabulated; j++)
        {
            Deadline.Look();
            SobolDirections.Fill(j, directions);
            ulong shift = Scramble(Streams.Scramble(seed, j), directions);
            FillColumn(points, j, directions, shift, lower[j], upper[j]);
        }

        int others = points.Columns - tabulated;
        LatinHypercube.Fill(points.ColumnRange(tabulated, others), lower[tabulated..], upper[tabulated..], seed);
    }

    /// <summary>The sequence itself in the unit cube, without a scramble, for at most 53 coordinates.</summary>
    internal static void FillPlain(Matrix<double> points)
    {
        Span<ulong> directions = stackalloc ulong[32];
        for (int j = 0; j < points.Columns; j++)
        {
            SobolDirections.Fill(j, directions);
            FillColumn(points, j, directions, 0, 0, 1);
        }
    }

    // Every direction number is multiplied by one random matrix, lower triangular with ones on its diagonal: digit b of the number adds
    // column b, which begins with a one at b and goes on with random digits.
    private static ulong Scramble(RandomSource source, Span<ulong> directions)
    {
        Span<ulong> columns = stackalloc ulong[directions.Length];
        for (int b = 0; b < columns.Length; b++)
        {
            ulong one = 1UL << (SobolDirections.Digits - 1 - b);
            columns[b] = one | (source.Bits((ulong)b + 1) & (one - 1));
        }

        for (int k = 0; k < directions.Length; k++)
        {
            ulong product = 0;
            for (int b = 0; b <= k; b++) // direction k has no digit beyond the k-th
            {
                product ^= (directions[k] >> (SobolDirections.Digits - 1 - b) & 1) == 0 ? 0 : columns[b];
            }

            directions[k] = product;
        }

        return source.Bits(0) >> (64 - SobolDirections.Digits);
    }

    // From one point to the next the Gray code changes one digit, the one where i has its last 1.
    private static void FillColumn(
        Matrix<double> points, int column, ReadOnlySpan<ulong> directions, ulong shift, double lower, double upper)
    {
        ulong digits = shift;
        for (int i = 0; i < points.Rows; i++)
        {
            digits ^= i == 0 ? 0 : directions[BitOperations.TrailingZeroCount(i)];
            points[i, column] = DesignBox.Place((long)digits * (1.0 / (1L << SobolDirections.Digits)), lower, upper);
        }
    }
}
