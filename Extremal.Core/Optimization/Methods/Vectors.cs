namespace Extremal.Optimization.Methods;

/// <summary>Sums over short vectors, in the order of their elements.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++)
        {
            sum += a[j] * b[j];
        }

        return sum;
    }

    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));

    /// <summary>to += factor · a.</summary>
    public static void Add(Span<double> to, double factor, ReadOnlySpan<double> a)
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
