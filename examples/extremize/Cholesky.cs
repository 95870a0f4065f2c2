namespace Examples;

/// <summary>
/// A symmetric positive matrix as L Lᵀ; only its lower half is read. A pivot that rounding left without digits is held at a trace of the
/// diagonal.
/// </summary>
internal sealed class Cholesky
{
    private readonly double[,] _l;

    public Cholesky(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        _l = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++) { sum -= _l[i, k] * _l[j, k]; }
                _l[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-14 * matrix[i, i] + double.Epsilon)) : sum / _l[j, j];
            }
        }
    }

    /// <summary>The solution of L y = b: its squares add up to bᵀ A⁻¹ b.</summary>
    public double[] Forward(ReadOnlySpan<double> b)
    {
        var y = b.ToArray();
        for (var i = 0; i < y.Length; i++)
        {
            for (var k = 0; k < i; k++) { y[i] -= _l[i, k] * y[k]; }
            y[i] /= _l[i, i];
        }

        return y;
    }

    /// <summary>The solution of A x = b.</summary>
    public double[] Solve(ReadOnlySpan<double> b)
    {
        var x = Forward(b);
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++) { x[i] -= _l[k, i] * x[k]; }
            x[i] /= _l[i, i];
        }

        return x;
    }
}
