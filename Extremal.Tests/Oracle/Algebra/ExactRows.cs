using System.Numerics;

namespace Extremal.Tests.Oracle;

/// <summary>
/// Whether inequalities Σ aⱼxⱼ ≥ b have a common point: by the elimination of Fourier and Motzkin in whole numbers, without any rounding.
/// Only for few of them.
/// </summary>
internal static class ExactRows
{
    /// <summary>Whether no point meets all of these.</summary>
    /// <param name="rows">n coefficients and b each, finite; at most 64 of them.</param>
    public static bool AreContradictory(IReadOnlyList<double[]> rows)
    {
        List<(BigInteger[] Row, ulong From)> left = [.. rows.Select((row, i) => (Whole(row), 1UL << i))];
        int n = rows[0].Length - 1;
        for (int j = 0; j < n; j++)
        {
            List<(BigInteger[] Row, ulong From)> next = [.. left.Where(one => one.Row[j].IsZero)];
            foreach ((BigInteger[] up, ulong above) in left.Where(one => one.Row[j].Sign > 0))
            {
                foreach ((BigInteger[] down, ulong below) in left.Where(one => one.Row[j].Sign < 0))
                {
                    // What comes of more than j + 2 rows follows from others (Kohler).
                    if (BitOperations.PopCount(above | below) <= j + 2)
                    {
                        next.Add(([.. up.Zip(down, (a, b) => a * -down[j] + b * up[j])], above | below));
                    }
                }
            }

            left = next;
        }

        return left.Exists(one => one.Row[^1].Sign > 0);
    }

    // Every double is a whole number times 2⁻¹⁰⁷⁴.
    private static BigInteger[] Whole(double[] row) => [.. row.Select(number =>
    {
        long bits = BitConverter.DoubleToInt64Bits(number), fraction = bits & 0xF_FFFF_FFFF_FFFF;
        int exponent = (int)(bits >> 52) & 0x7FF;
        BigInteger mantissa = exponent == 0 ? fraction : fraction | 1L << 52;
        return (bits < 0 ? -mantissa : mantissa) << Math.Max(exponent - 1, 0);
    })];
}
