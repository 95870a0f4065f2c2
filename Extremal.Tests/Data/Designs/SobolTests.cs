using System.Numerics;
using Extremal.Data.Designs;
using Extremal.Memory;

namespace Extremal.Tests.Data.Designs;

public sealed class SobolTests
{
    private const int Dimensions = SobolDirections.Dimensions;

    private static double[] Draw(int points, int coordinates, ulong? seed)
    {
        double[] drawn = new double[points * coordinates];
        var matrix = new Matrix<double>(drawn, new Shape(points, coordinates));
        if (seed is ulong number)
        {
            Sobol.Fill(matrix, new double[coordinates], [.. Enumerable.Repeat(1.0, coordinates)], number);
        }
        else
        {
            Sobol.FillPlain(matrix);
        }

        return drawn;
    }

    [Test]
    public void The_plain_sequence_begins_as_published()
    {
        double[] published =
        [
            0, 0, 0, 0.5, 0.5, 0.5, 0.75, 0.25, 0.25, 0.25, 0.75, 0.75,
            0.375, 0.375, 0.625, 0.875, 0.875, 0.125, 0.625, 0.125, 0.875, 0.125, 0.625, 0.375,
        ];
        Assert.That(Draw(8, 3, null), Is.EqualTo(published));
    }

    /// <summary>A polynomial of degree s is primitive if x has the order 2ˢ − 1 modulo it.</summary>
    [Test]
    public void Every_polynomial_is_primitive_and_every_number_odd_and_small()
    {
        for (int coordinate = 1; coordinate < Dimensions; coordinate++)
        {
            ReadOnlySpan<ushort> line = SobolDirections.Line(coordinate);
            (uint polynomial, int degree) = (line[0], BitOperations.Log2(line[0]));
            uint power = 1;
            int order = 0;
            do
            {
                power <<= 1;
                power ^= (power >> degree) * polynomial;
                order++;
            }
            while (power != 1 && order < 1 << degree);

            Assert.That(order, Is.EqualTo((1 << degree) - 1), $"coordinate {coordinate}");
            for (int k = 1; k < line.Length; k++)
            {
                Assert.That(line[k] % 2 == 1 && line[k] < 1 << k, $"coordinate {coordinate}, m{k} = {line[k]}");
            }
        }

        ushort[] polynomials = [.. Enumerable.Range(1, Dimensions - 1).Select(coordinate => SobolDirections.Line(coordinate)[0])];
        Assert.That(polynomials, Is.Ordered.And.Unique);
    }

    /// <summary>
    /// Sobol's property A, which these numbers have in every dimension: the first binary digits of the first d direction numbers of
    /// the first d coordinates make a matrix that is regular over {0, 1}. A slip in the table is likely to break it.
    /// </summary>
    [Test]
    public void The_table_has_property_A()
    {
        for (int d = 1; d <= Dimensions; d++)
        {
            ulong[] rows = new ulong[d], directions = new ulong[d];
            for (int j = 0; j < d; j++)
            {
                SobolDirections.Fill(j, directions);
                rows[j] = directions.Select((v, k) => (v >> (SobolDirections.Digits - 1)) << k).Aggregate((a, b) => a | b);
            }

            Assert.That(Rank(rows), Is.EqualTo(d), $"dimension {d}");
        }
    }

    /// <summary>Of the table as it was compared with two independent copies of the published one, number by number.</summary>
    [Test]
    public void The_table_has_its_checksum()
    {
        uint sum = 0;
        for (int coordinate = 1; coordinate < Dimensions; coordinate++)
        {
            foreach (ushort number in SobolDirections.Line(coordinate))
            {
                sum = unchecked(31 * sum + number);
            }
        }

        Assert.That(sum, Is.EqualTo(638022803u));
    }

    [Test]
    public void Every_prefix_of_a_power_of_two_has_one_point_in_each_stratum([Values] bool scrambled)
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            double[] points = Draw(256, Dimensions, scrambled ? seed : null);
            for (int count = 1; count <= 256; count *= 2)
            {
                for (int j = 0; j < Dimensions; j++)
                {
                    int[] strata = [.. Enumerable.Range(0, count).Select(i => (int)(points[i * Dimensions + j] * count))];
                    Assert.That(strata.Distinct().Count(), Is.EqualTo(count), $"seed {seed}, coordinate {j}, {count} points");
                }
            }
        }
    }

    [Test]
    public void The_first_two_coordinates_have_one_point_in_each_elementary_rectangle([Values] bool scrambled)
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            double[] points = Draw(512, 2, scrambled ? seed : null);
            for (int m = 0; m <= 9; m++)
            {
                for (int across = 0; across <= m; across++)
                {
                    (int columns, int rows) = (1 << across, 1 << (m - across));
                    int[] cells = [.. Enumerable.Range(0, 1 << m).Select(
                        i => (int)(points[2 * i] * columns) * rows + (int)(points[2 * i + 1] * rows))];
                    Assert.That(cells.Distinct().Count(), Is.EqualTo(1 << m), $"seed {seed}, {columns} × {rows}");
                }
            }
        }
    }

    /// <summary>Over many scrambles, a point is anywhere: mean ½ and variance 1/12, and two points of one scramble lie apart.</summary>
    [Test]
    public void One_point_by_itself_is_uniform()
    {
        const int Seeds = 4000;
        for (int point = 0; point < 3; point++)
        {
            double[] drawn = [.. Enumerable.Range(0, Seeds).Select(seed => Draw(3, 2, (ulong)seed)[2 * point + 1])];
            double mean = drawn.Average(), variance = drawn.Average(x => (x - 0.5) * (x - 0.5));
            Assert.That(mean, Is.EqualTo(0.5).Within(4.5 / Math.Sqrt(12.0 * Seeds)), $"point {point}");
            Assert.That(variance, Is.EqualTo(1 / 12.0).Within(4.5 / Math.Sqrt(180.0 * Seeds)), $"point {point}");
        }
    }

    [Test]
    public void A_scramble_reaches_the_last_digits() =>
        Assert.That(Draw(64, 3, 1).Select(x => (long)(x * (1L << 53)) & 0xFF).Distinct().Count(), Is.GreaterThan(64));

    [Test]
    public void Further_coordinates_are_those_of_a_Latin_hypercube()
    {
        double[] few = Draw(48, Dimensions, 7), many = Draw(48, Dimensions + 2, 7);
        for (int j = 0; j < Dimensions + 2; j++)
        {
            double[] column = [.. Enumerable.Range(0, 48).Select(i => many[i * (Dimensions + 2) + j])];
            if (j < Dimensions)
            {
                Assert.That(column, Is.EqualTo(Enumerable.Range(0, 48).Select(i => few[i * Dimensions + j])));
            }
            else
            {
                Assert.That(column.Select(x => (int)(48 * x)), Is.EquivalentTo(Enumerable.Range(0, 48)), $"coordinate {j}");
            }
        }
    }

    [Test]
    public void No_points_and_one_point_are_designs_too([Values(0, 1)] int points) =>
        Assert.That(Draw(points, 4, 2), Has.Length.EqualTo(4 * points).And.All.InRange(0, 1));

    [Test]
    public void A_seed_gives_these_bits()
    {
        long[] bits =
        [
            6618634147792165, 4231612788946529, 3987874421268380, 6425700847971203, 1046606101550891, 1768285601266115,
        ];
        double[] points = Draw(3, 2, 1);
        Assert.That(points.Select(x => (long)(x * (1L << 53))), Is.EqualTo(bits));
    }

    private static int Rank(ulong[] rows)
    {
        int rank = 0;
        for (int digit = 0; digit < 64; digit++)
        {
            int pivot = Array.FindIndex(rows, rank, row => (row >> digit & 1) != 0);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (int i = rank + 1; i < rows.Length; i++)
            {
                rows[i] ^= (rows[i] >> digit & 1) != 0 ? rows[rank] : 0;
            }

            if (++rank == rows.Length)
            {
                break;
            }
        }

        return rank;
    }
}
