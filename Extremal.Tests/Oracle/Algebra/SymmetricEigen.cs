using System.Runtime.CompilerServices;

namespace Extremal.Tests.Oracle;

/// <summary>
/// A symmetric matrix as V diag(λ) Vᵀ, by Jacobi's rotations in a fixed order (G. H. Golub and C. F. Van Loan, Matrix Computations, 8.5):
/// slow for hundreds of columns, but the eigenvectors are orthogonal to the last digits, and the bits are the same everywhere.
/// </summary>
internal sealed class SymmetricEigen
{
    private const int MostSweeps = 60;

    private readonly int _n;
    private readonly double[] _a;
    private readonly double[] _v; // row k is eigenvector k

    /// <summary>Decomposes a symmetric n × n matrix, row after row.</summary>
    public SymmetricEigen(ReadOnlySpan<double> matrix, int n)
    {
        (_n, _a, _v) = (n, matrix.ToArray(), new double[n * n]);
        for (int i = 0; i < n; i++)
        {
            _v[i * n + i] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps && Sweep(); sweep++)
        {
        }
    }

    /// <summary>Eigenvalue <paramref name="k"/>; they are in no order.</summary>
    public double Value(int k) => _a[k * _n + k];

    /// <summary>The eigenvector of eigenvalue <paramref name="k"/>, of length 1.</summary>
    public ReadOnlySpan<double> Vector(int k) => _v.AsSpan(k * _n, _n);

    // One rotation for each pair; false if no element off the diagonal was left that matters beside the diagonal.
    private bool Sweep()
    {
        bool any = false;
        for (int p = 0; p < _n; p++)
        {
            for (int q = p + 1; q < _n; q++)
            {
                double off = _a[p * _n + q];
                if (Math.Abs(off) > 1e-17 * (Math.Abs(Value(p)) + Math.Abs(Value(q))))
                {
                    Rotate(p, q, off);
                    any = true;
                }
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rotate(int p, int q, double off)
    {
        double theta = (Value(q) - Value(p)) / (2 * off);
        double tangent = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1), sine = tangent * cosine;
        (double p2, double q2) = (Value(p) - tangent * off, Value(q) + tangent * off);
        for (int k = 0; k < _n; k++)
        {
            (double kp, double kq) = (_a[k * _n + p], _a[k * _n + q]);
            _a[k * _n + p] = _a[p * _n + k] = cosine * kp - sine * kq;
            _a[k * _n + q] = _a[q * _n + k] = sine * kp + cosine * kq;
            (double vp, double vq) = (_v[p * _n + k], _v[q * _n + k]);
            _v[p * _n + k] = cosine * vp - sine * vq;
            _v[q * _n + k] = sine * vp + cosine * vq;
        }

        (_a[p * _n + p], _a[q * _n + q]) = (p2, q2);
        _a[p * _n + q] = _a[q * _n + p] = 0;
    }
}
