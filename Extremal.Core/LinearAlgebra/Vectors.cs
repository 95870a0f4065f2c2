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

    /// <summary>Σ a.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        double sum = 0;
        foreach (double number in a)
        {
            sum += number;
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

    /// <summary>Takes a unit vector's part off a vector, as the method of Gram and Schmidt does.</summary>
    /// <returns>How much of it there was.</returns>
    public static double Remove(Span<double> from, ReadOnlySpan<double> direction)
    {
        double part = Dot<double>(from, direction);
        Add(from, -part, direction);
        return part;
    }

    /// <summary>The least and the greatest aᵀx over a box, as its corners have them; a coefficient of 0 leaves infinite sides out.</summary>
    public static (T Least, T Greatest) Range<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper)
        where T : unmanaged, INumber<T>
    {
        (T least, T greatest) = (T.Zero, T.Zero);
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] != T.Zero)
            {
                least += a[i] * (a[i] > T.Zero ? lower[i] : upper[i]);
                greatest += a[i] * (a[i] > T.Zero ? upper[i] : lower[i]);
            }
        }

        return (least, greatest);
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
