using Extremal.LinearAlgebra;

namespace Extremal.Data;

/// <summary>One column as a combination of others: column = Σ coefficient · other.</summary>
/// <param name="Column">The column that depends on the others.</param>
/// <param name="Coefficients">One number for every column; 0 for itself and for those that take no part.</param>
internal sealed record Dependence(int Column, double[] Coefficients)
{
    /// <summary>
    /// Finds, in the given order, every column that is a combination of those before it: Gram-Schmidt, twice is enough
    /// (L. Giraud, J. Langou, M. Rozložník, "The loss of orthogonality in the Gram-Schmidt orthogonalization process", 2005).
    /// </summary>
    /// <param name="columns">Columns of equal length.</param>
    /// <param name="order">The numbers of the columns, each once.</param>
    /// <param name="tolerance">What part of a column may be left over where it counts as dependent.</param>
    public static List<Dependence> Find(double[][] columns, int[] order, double tolerance)
    {
        var found = new List<Dependence>();
        var basis = new List<(int Column, double[] Direction, double[] Shares)>();
        foreach (int column in order)
        {
            double[] rest = [.. columns[column]];
            double before = Vectors.Norm(rest);
            double[] shares = new double[basis.Count + 1];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int k = 0; k < basis.Count; k++)
                {
                    shares[k] += Vectors.Remove(rest, basis[k].Direction);
                }
            }

            double after = Vectors.Norm(rest);
            if (after <= tolerance * before)
            {
                found.Add(new(column, Solve(basis, shares, columns.Length)));
                continue;
            }

            shares[^1] = after;
            basis.Add((column, Array.ConvertAll(rest, number => number / after), shares));
        }

        return found;
    }

    // Each direction's column is the sum of its shares of the directions up to its own: back substitution.
    private static double[] Solve(List<(int Column, double[] Direction, double[] Shares)> basis, double[] shares, int columns)
    {
        double[] coefficients = new double[columns];
        for (int k = basis.Count - 1; k >= 0; k--)
        {
            double sum = shares[k];
            for (int later = k + 1; later < basis.Count; later++)
            {
                sum -= basis[later].Shares[k] * coefficients[basis[later].Column];
            }

            coefficients[basis[k].Column] = sum / basis[k].Shares[k];
        }

        return coefficients;
    }
}
