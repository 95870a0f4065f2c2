using System.Numerics;

namespace Extremal.LinearAlgebra;

/// <summary>Sums over short vectors, in the order of their elements.</summary>
internal static class Vectors
{
    /// <summary>aᵀb.</summary>
    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, INumberBase<T>
    {
        T sum = T.Zero;
        for (int j = 0; j < a.Length; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    /// <summary>‖a‖.</summary>
    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    /// <summary>to += factor · a.</summary>
    public static void Add<T>(Span<T> to, T factor, ReadOnlySpan<T> a) where T : unmanaged, INumberBase<T>
    {
        for (int j = 0; j < to.Length; j++)
        {
            to[j] += factor * a[j];
        }
    }

    /// <summary>to = a − b.</summary>
    public static void Difference(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> to)
    {
        for (int j = 0; j < to.Length; j++)
        {
            to[j] = a[j] - b[j];
        }
    }

    /// <summary>‖a − b‖.</summary>
    public static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
        {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }

        return Math.Sqrt(sum);
    }

    /// <summary>to = a · factor.</summary>
    public static void Scaled(ReadOnlySpan<double> a, double factor, Span<double> to)
    {
        for (int j = 0; j < to.Length; j++)
        {
            to[j] = a[j] * factor;
        }
    }
}
