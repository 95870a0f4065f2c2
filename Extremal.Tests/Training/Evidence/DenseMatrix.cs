namespace Extremal.Tests.Training.Evidence;

/// <summary>Small dense algebra by Gauss and Jordan's elimination: slow, and obviously right.</summary>
internal static class DenseMatrix
{
    /// <summary>β JᵀJ + diag(α).</summary>
    public static double[,] Precision(double[,] j, double[] prior, double noise)
    {
        (int rows, int n) = (j.GetLength(0), j.GetLength(1));
        double[,] a = new double[n, n];
        for (int p = 0; p < n; p++)
        {
            a[p, p] = prior[p];
            for (int q = 0; q < n; q++)
            {
                for (int i = 0; i < rows; i++)
                {
                    a[p, q] += noise * j[i, p] * j[i, q];
                }
            }
        }

        return a;
    }

    /// <summary>The inverse and the logarithm of the determinant's size, with the greatest pivot of each column.</summary>
    public static (double[,] Inverse, double LogDeterminant) Invert(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] a = (double[,])matrix.Clone(), inverse = new double[n, n];
        double log = 0;
        for (int i = 0; i < n; i++)
        {
            inverse[i, i] = 1;
        }

        for (int k = 0; k < n; k++)
        {
            int pivot = Enumerable.Range(k, n - k).MaxBy(i => Math.Abs(a[i, k]));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]);
                (inverse[k, j], inverse[pivot, j]) = (inverse[pivot, j], inverse[k, j]);
            }

            double by = a[k, k];
            log += Math.Log(Math.Abs(by));
            for (int j = 0; j < n; j++)
            {
                (a[k, j], inverse[k, j]) = (a[k, j] / by, inverse[k, j] / by);
            }

            for (int i = 0; i < n; i++)
            {
                double times = a[i, k];
                for (int j = 0; i != k && j < n; j++)
                {
                    (a[i, j], inverse[i, j]) = (a[i, j] - times * a[k, j], inverse[i, j] - times * inverse[k, j]);
                }
            }
        }

        return (inverse, log);
    }

    public static double[] Times(double[,] a, double[] x) =>
        [.. Enumerable.Range(0, a.GetLength(0)).Select(i => Enumerable.Range(0, x.Length).Sum(j => a[i, j] * x[j]))];

    public static double[] Solve(double[,] a, double[] b) => Times(Invert(a).Inverse, b);
}
