using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// Sets of operand shapes, drawn at random: one row, one column, one number, and wider than the widest register (16 floats).
/// </summary>
internal static class Shapes
{
    public static IEnumerable<Shape[]> One(Random random) => Matrices(random).Select(shape => new[] { shape });

    /// <summary>At least three columns, for operations that pick some.</summary>
    public static IEnumerable<Shape[]> Wide(Random random) => [[new(1, 3)], [new(Few(random), 3)], [new(Few(random), Many(random))]];

    public static IEnumerable<Shape[]> Equal(Random random) => Matrices(random).Select(shape => new[] { shape, shape });

    /// <summary>
    /// Equal shapes, then every form of broadcasting: a row, a column, a number on either side, and a column beside a row.
    /// </summary>
    public static IEnumerable<Shape[]> Broadcast(Random random)
    {
        foreach (Shape[] equal in Equal(random))
        {
            yield return equal;
        }

        foreach (Shape matrix in new[] { new Shape(Few(random), Few(random)), new Shape(Few(random), Many(random)) })
        {
            foreach (Shape small in new[] { new Shape(1, matrix.Columns), new Shape(matrix.Rows, 1), Shape.One })
            {
                yield return [matrix, small];
                yield return [small, matrix];
            }

            yield return [new(matrix.Rows, 1), new(1, matrix.Columns)];
            yield return [new(1, matrix.Columns), new(matrix.Rows, 1)];
        }
    }

    /// <summary>n × p, p × q and 1 × q.</summary>
    public static IEnumerable<Shape[]> Affine(Random random)
    {
        (int n, int p, int q)[] sizes =
        [
            (1, 1, 1), (1, Few(random), Few(random)), (Few(random), 1, Few(random)), (Few(random), Few(random), 1),
            (Few(random), Few(random), Many(random)), (Many(random), Few(random), Few(random)), (3, 3, 3),
        ];
        return sizes.Select(size => new Shape[] { new(size.n, size.p), new(size.p, size.q), new(1, size.q) });
    }

    /// <summary>Equal numbers of rows.</summary>
    public static IEnumerable<Shape[]> Beside(Random random) =>
        Matrices(random).Select(shape => new[] { shape, shape with { Columns = Few(random) } });

    /// <summary>Four rows of weights, and three terms of one shape.</summary>
    public static IEnumerable<Shape[]> Terms(Random random) =>
        Matrices(random).Select(shape => new[] { shape with { Rows = 4 }, shape, shape, shape });

    /// <summary>Predictions, targets, and one weight a row.</summary>
    public static IEnumerable<Shape[]> Weighted(Random random) =>
        Matrices(random).Select(shape => new[] { shape, shape, shape with { Columns = 1 } });

    /// <summary>Points of four coordinates, for networks.</summary>
    public static IEnumerable<Shape[]> Points(Random random) => [[new(1, 4)], [new(Few(random), 4)], [new(Many(random), 4)]];

    private static IEnumerable<Shape> Matrices(Random random) =>
    [
        Shape.One, new(1, Few(random)), new(Few(random), 1), new(Few(random), Few(random)),
        new(1, Many(random)), new(Few(random), Many(random)),
    ];

    private static int Few(Random random) => random.Next(2, 7);

    private static int Many(Random random) => random.Next(17, 24);
}
