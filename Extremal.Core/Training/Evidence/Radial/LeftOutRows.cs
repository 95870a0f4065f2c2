using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>
/// What a linear smoother ŷ = H y misses of rows without them, at no smoothing again: of the rows g that are left out together the residuals are
/// (Q_gg)⁻¹ r_g with Q = I − H, and the diagonal of (Q_gg)⁻¹ tells their variance (R. D. Cook and S. Weisberg, "Residuals and Influence in
/// Regression", 1982, section 3.5).
/// </summary>
internal static class LeftOutRows
{
    /// <summary>Solves for each group.</summary>
    /// <param name="units">For each row its number, or its group's.</param>
    /// <param name="q">An element of Q, or of Q times any factor that the residuals have too.</param>
    /// <param name="missed">Gets what is missed; before, r.</param>
    /// <returns>The diagonals of (Q_gg)⁻¹; +∞, and so the residuals, where the other rows say nothing of these.</returns>
    public static double[] Solve(IReadOnlyList<int> units, Func<int, int, double> q, double[] missed)
    {
        double[] diagonals = new double[missed.Length];
        foreach (int[] group in Enumerable.Range(0, missed.Length).GroupBy(row => units[row]).Select(rows => rows.ToArray()))
        {
            Deadline.Look();
            double[] left = [.. group.Select(row => missed[row])], diagonal = new double[group.Length];
            SolveGroup(group, q, left, diagonal);
            for (int i = 0; i < group.Length; i++)
            {
                (missed[group[i]], diagonals[group[i]]) = (left[i], diagonal[i]);
            }
        }

        return diagonals;
    }

    private static void SolveGroup(int[] group, Func<int, int, double> q, double[] left, double[] diagonal)
    {
        var factor = new CholeskyFactor(group.Length);
        for (int i = 0; i < group.Length; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                factor.Matrix[i, j] = q(group[i], group[j]);
            }
        }

        if (!factor.TryFactor())
        {
            Array.Fill(left, double.PositiveInfinity);
            Array.Fill(diagonal, double.PositiveInfinity);
            return;
        }

        factor.Solve(left);
        var inverse = new Matrix<double>(new double[group.Length * group.Length], new Shape(group.Length, group.Length));
        factor.InvertFactor(inverse);
        for (int i = 0; i < group.Length; i++)
        {
            TensorPrimitives.FusedMultiplyAdd<double>(inverse.Row(i), inverse.Row(i), diagonal, diagonal);
        }
    }
}
