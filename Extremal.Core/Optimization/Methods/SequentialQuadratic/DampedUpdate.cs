using Extremal.LinearAlgebra;

namespace Extremal.Optimization.Methods;

/// <summary>
/// The update of Broyden, Fletcher, Goldfarb and Shanno with Powell's damping (A fast algorithm for nonlinearly constrained optimization
/// calculations, 1978): B stays positive definite whatever the curvature along the step was.
/// </summary>
internal static class DampedUpdate
{
    /// <summary>The least sᵀy, as a part of sᵀBs, that is taken for true.</summary>
    private const double LeastShare = 0.2;

    /// <summary>Makes B a multiple of the identity.</summary>
    public static void Scale(Span<double> b, int n, double factor)
    {
        b.Clear();
        for (int i = 0; i < n; i++)
        {
            b[i * n + i] = factor;
        }
    }

    /// <summary>Takes in that the gradient of the Lagrangian changed by y over the step s.</summary>
    /// <param name="b">B, n × n.</param>
    /// <param name="s">The step.</param>
    /// <param name="y">The change; overwritten.</param>
    /// <param name="bs">Room for n numbers.</param>
    /// <param name="isFresh">Whether B is a multiple of the identity that means nothing; it is scaled by yᵀy / sᵀy first.</param>
    public static void Apply(Span<double> b, ReadOnlySpan<double> s, Span<double> y, Span<double> bs, bool isFresh)
    {
        int n = s.Length;
        (double sy, double yy, double ss) = (Vectors.Dot(s, y), Vectors.Dot(y, y), Vectors.Dot(s, s));
        if (isFresh && sy > 1e-8 * Math.Sqrt(yy) * Math.Sqrt(ss) && double.IsNormal(yy / sy))
        {
            Scale(b, n, yy / sy);
        }

        for (int i = 0; i < n; i++)
        {
            bs[i] = Vectors.Dot(b.Slice(i * n, n), s);
        }

        double sbs = Vectors.Dot(s, bs);
        if (!(sbs > 0 && double.IsNormal(sbs)))
        {
            return;
        }

        double share = sy >= LeastShare * sbs ? 1 : (1 - LeastShare) * sbs / (sbs - sy);
        for (int i = 0; i < n; i++)
        {
            y[i] = share * y[i] + (1 - share) * bs[i];
        }

        double damped = Vectors.Dot(s, y);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                b[i * n + j] += y[i] * y[j] / damped - bs[i] * bs[j] / sbs;
                b[j * n + i] = b[i * n + j];
            }
        }
    }
}
