using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// Multipliers yᵢ near given ones with Σ yᵢaᵢⱼ = 0 exactly for some columns j: by elimination in whole numbers (Bareiss, Mathematics of
/// Computation 22, 1968, in the form of Jordan), where every division leaves no remainder.
/// </summary>
internal static class ExactKernel
{
    /// <param name="near">The multipliers that are wanted, one a row.</param>
    /// <param name="columns">The columns to be cancelled, each with a coefficient for every row.</param>
    public static Dyadic[] Near(ReadOnlySpan<double> near, IReadOnlyList<double[]> columns)
    {
        Dyadic[] y = [.. near.ToArray().Select(Dyadic.Of)];
        BigInteger[][] equations = [.. columns.Select(Whole)];
        List<int> pivots = [];
        BigInteger last = BigInteger.One;
        for (int i = 0; i < equations.Length; i++)
        {
            int pivot = Greatest(equations[i], near, pivots);
            if (pivot >= 0)
            {
                Eliminate(equations, i, pivot, last);
                last = equations[i][pivot];
            }

            pivots.Add(pivot);
        }

        // Now each equation reads last · y(pivot) + Σ of the others = 0; all multipliers times |last| are dyadic.
        Dyadic factor = new(last, 0);
        Dyadic[] exact = [.. y.Select(one => one * factor)];
        for (int i = 0; i < equations.Length; i++)
        {
            if (pivots[i] >= 0)
            {
                exact[pivots[i]] = Dyadic.Zero - Rest(equations[i], y, pivots);
            }
        }

        return last.Sign > 0 ? exact : [.. exact.Select(one => Dyadic.Zero - one)];
    }

    // The coefficients times a power of two that makes them whole.
    private static BigInteger[] Whole(double[] column)
    {
        Dyadic[] numbers = [.. column.Select(Dyadic.Of)];
        int least = numbers.Where(number => number.Sign != 0).Select(number => number.Exponent).DefaultIfEmpty(0).Min();
        return [.. numbers.Select(number => number.Sign == 0 ? BigInteger.Zero : number.At(least))];
    }

    // The row that has most to do with this column and is no pivot yet; −1 if no row is left.
    private static int Greatest(BigInteger[] equation, ReadOnlySpan<double> near, List<int> pivots)
    {
        int greatest = -1;
        double most = 0;
        for (int k = 0; k < equation.Length; k++)
        {
            double size = equation[k].IsZero || pivots.Contains(k) ? 0 : BigInteger.Abs(equation[k]).GetBitLength() + Math.ILogB(near[k]) + 1e6;
            (greatest, most) = size > most ? (k, size) : (greatest, most);
        }

        return greatest;
    }

    private static void Eliminate(BigInteger[][] equations, int row, int pivot, BigInteger last)
    {
        BigInteger[] by = equations[row];
        for (int i = 0; i < equations.Length; i++)
        {
            if (i == row)
            {
                continue;
            }

            BigInteger[] equation = equations[i];
            BigInteger factor = equation[pivot];
            for (int k = 0; k < equation.Length; k++)
            {
                equation[k] = (by[pivot] * equation[k] - factor * by[k]) / last;
            }
        }
    }

    private static Dyadic Rest(BigInteger[] equation, Dyadic[] y, List<int> pivots)
    {
        Dyadic sum = Dyadic.Zero;
        for (int k = 0; k < equation.Length; k++)
        {
            sum = pivots.Contains(k) ? sum : sum + new Dyadic(equation[k], 0) * y[k];
        }

        return sum;
    }
}
