using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Data.Designs;

/// <summary>
/// Points that cover every coordinate evenly: each side of the box is cut into as many equal strata as there are points,
/// and every stratum of every side holds exactly one point (McKay, Beckman and Conover, Technometrics 1979).
/// </summary>
public static class LatinHypercube
{
    // Columns side by side, whose numbers in a row share a line of the cache.
    private const int Together = 8;

    /// <summary>Fills <paramref name="points"/> with a design inside the box. The same seed gives the same points.</summary>
    /// <param name="points">points × coordinates; one row becomes one point.</param>
    /// <param name="lower">The least value of each coordinate.</param>
    /// <param name="upper">The greatest value of each coordinate, at least the least.</param>
    /// <param name="seed">Which of the random designs.</param>
    /// <exception cref="ArgumentException">
    /// The bounds do not match the points, or a lower one is above the upper one or not finite.
    /// </exception>
    public static void Fill(Matrix<double> points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ulong seed)
    {
        DesignBox.Check("LatinHypercube.Fill", points.Shape, lower, upper);
        int[] strata = new int[Together * points.Rows];
        Span<RandomSource> within = stackalloc RandomSource[Together];
        for (int first = 0; first < points.Columns; first += Together)
        {
            Deadline.Look();
            int columns = Math.Min(Together, points.Columns - first);
            for (int j = 0; j < columns; j++)
            {
                RandomSource source = Streams.Coordinate(seed, first + j);
                source.Split(0).Permute(strata.AsSpan(j * points.Rows, points.Rows));
                within[j] = source.Split(1);
            }

            for (int i = 0; i < points.Rows; i++)
            {
                for (int j = 0; j < columns; j++)
                {
                    double unit = (strata[j * points.Rows + i] + within[j].Uniform((ulong)i)) / points.Rows;
                    points[i, first + j] = DesignBox.Place(unit, lower[first + j], upper[first + j]);
                }
            }
        }
    }
}
