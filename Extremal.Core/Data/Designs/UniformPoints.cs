using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Data.Designs;

/// <summary>Points drawn independently, each part of the box as likely as any other of its volume.</summary>
internal static class UniformPoints
{
    /// <summary>
    /// Fills <paramref name="points"/> with points inside the box. The same seed gives the same points, and more of them go on with
    /// the same ones.
    /// </summary>
    /// <param name="points">points × coordinates; one row becomes one point.</param>
    /// <param name="lower">The least value of each coordinate.</param>
    /// <param name="upper">The greatest value of each coordinate, at least the least.</param>
    /// <param name="seed">Which of the random points.</param>
    /// <exception cref="ArgumentException">
    /// The bounds do not match the points, or a lower one is above the upper one or not finite.
    /// </exception>
    public static void Fill(Matrix<double> points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ulong seed)
    {
        DesignBox.Check("UniformPoints.Fill", points.Shape, lower, upper);
        for (int j = 0; j < points.Columns; j++)
        {
            Deadline.Look();
            RandomSource source = Streams.Coordinate(seed, j);
            for (int i = 0; i < points.Rows; i++)
            {
                points[i, j] = DesignBox.Place(source.Uniform((ulong)i), lower[j], upper[j]);
            }
        }
    }
}
