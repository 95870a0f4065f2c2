using System.Numerics;

namespace Extremal.Data.Designs;

/// <summary>
/// The direction numbers of Sobol's sequence. Those of a coordinate follow from a primitive polynomial over {0, 1} of degree s and from s
/// odd numbers m₁ … mₛ. The choice is that of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional projections",
/// SIAM J. Sci. Comput. 30, 2008: the first lines of their table new-joe-kuo-6.21201.
/// </summary>
internal static class SobolDirections
{
    /// <summary>How many coordinates have direction numbers.</summary>
    public const int Dimensions = 53;

    /// <summary>Binary digits of a number of the sequence: those of a double in [½, 1).</summary>
    public const int Digits = 53;

    // One line a coordinate from the second on: the polynomial's coefficients as binary digits, then m₁, m₂, …
    private static ReadOnlySpan<ushort> Table =>
    [
        3, 1,
        7, 1, 3,
        11, 1, 3, 1,
        13, 1, 1, 1,
        19, 1, 1, 3, 3,
        25, 1, 3, 5, 13,
        37, 1, 1, 5, 5, 17,
        41, 1, 1, 5, 5, 5,
        47, 1, 1, 7, 11, 19,
        55, 1, 1, 5, 1, 1,
        59, 1, 1, 1, 3, 11,
        61, 1, 3, 5, 5, 31,
        67, 1, 3, 3, 9, 7, 49,
        91, 1, 1, 1, 15, 21, 21,
        97, 1, 3, 1, 13, 27, 49,
        103, 1, 1, 1, 15, 7, 5,
        109, 1, 3, 1, 15, 13, 25,
        115, 1, 1, 5, 5, 19, 61,
        131, 1, 3, 7, 11, 23, 15, 103,
        137, 1, 3, 7, 13, 13, 15, 69,
        143, 1, 1, 3, 13, 7, 35, 63,
        145, 1, 3, 5, 9, 1, 25, 53,
        157, 1, 3, 1, 13, 9, 35, 107,
        167, 1, 3, 1, 5, 27, 61, 31,
        171, 1, 1, 5, 11, 19, 41, 61,
        185, 1, 3, 5, 3, 3, 13, 69,
        191, 1, 1, 7, 13, 1, 19, 1,
        193, 1, 3, 7, 5, 13, 19, 59,
        203, 1, 1, 3, 9, 25, 29, 41,
        211, 1, 3, 5, 13, 23, 1, 55,
        213, 1, 3, 7, 3, 13, 59, 17,
        229, 1, 3, 1, 3, 5, 53, 69,
        239, 1, 1, 5, 5, 23, 33, 13,
        241, 1, 1, 7, 7, 1, 61, 123,
        247, 1, 1, 7, 9, 13, 61, 49,
        253, 1, 3, 3, 5, 3, 55, 33,
        285, 1, 3, 1, 15, 31, 13, 49, 245,
        299, 1, 3, 5, 15, 31, 59, 63, 97,
        301, 1, 3, 1, 11, 11, 11, 77, 249,
        333, 1, 3, 1, 11, 27, 43, 71, 9,
        351, 1, 1, 7, 15, 21, 11, 81, 45,
        355, 1, 3, 7, 3, 25, 31, 65, 79,
        357, 1, 3, 1, 1, 19, 11, 3, 205,
        361, 1, 1, 5, 9, 19, 21, 29, 157,
        369, 1, 3, 7, 11, 1, 33, 89, 185,
        391, 1, 3, 3, 3, 15, 9, 79, 71,
        397, 1, 3, 7, 11, 15, 39, 119, 27,
        425, 1, 1, 3, 1, 11, 31, 97, 225,
        451, 1, 1, 1, 3, 23, 43, 57, 177,
        463, 1, 3, 7, 7, 17, 17, 37, 71,
        487, 1, 3, 1, 5, 27, 63, 123, 213,
        501, 1, 1, 3, 5, 11, 43, 53, 133,
    ];

    /// <summary>The first direction numbers of one coordinate, each a fraction in units of 2⁻⁵³.</summary>
    /// <param name="coordinate">Counted from 0, below <see cref="Dimensions"/>.</param>
    /// <param name="directions">Gets the first v₁, v₂, …, at most <see cref="Digits"/>.</param>
    public static void Fill(int coordinate, Span<ulong> directions)
    {
        if (coordinate == 0)
        {
            for (int k = 0; k < directions.Length; k++)
            {
                directions[k] = 1UL << (Digits - 1 - k);
            }

            return;
        }

        ReadOnlySpan<ushort> line = Line(coordinate);
        uint polynomial = line[0];
        int degree = line.Length - 1;
        for (int k = 0; k < directions.Length; k++)
        {
            directions[k] = k < degree ? (ulong)line[k + 1] << (Digits - 1 - k) : Next(directions[..k], polynomial, degree);
        }
    }

    /// <summary>The polynomial and its numbers m, of a coordinate from 1 on.</summary>
    internal static ReadOnlySpan<ushort> Line(int coordinate)
    {
        ReadOnlySpan<ushort> rest = Table;
        for (; coordinate > 1; coordinate--)
        {
            rest = rest[(1 + Degree(rest[0]))..];
        }

        return rest[..(1 + Degree(rest[0]))];
    }

    // vₖ = a₁vₖ₋₁ ⊕ a₂vₖ₋₂ ⊕ … ⊕ vₖ₋ₛ ⊕ vₖ₋ₛ/2ˢ, where the polynomial is xˢ + a₁xˢ⁻¹ + … + 1.
    private static ulong Next(ReadOnlySpan<ulong> before, uint polynomial, int degree)
    {
        ulong next = before[^degree] >> degree;
        for (int i = 1; i <= degree; i++)
        {
            next ^= (polynomial >> (degree - i) & 1) == 0 ? 0 : before[^i];
        }

        return next;
    }

    private static int Degree(uint polynomial) => BitOperations.Log2(polynomial);
}
