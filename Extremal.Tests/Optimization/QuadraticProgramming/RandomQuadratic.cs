using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Tests.Optimization.QuadraticProgramming;

/// <summary>
/// A random quadratic programme: bounds that fix, limit or leave free, rows that are equalities, linear constraints or one-sided, some of them repeated,
/// scaled or combined of others, and limits that may contradict each other.
/// </summary>
internal sealed class RandomQuadratic
{
    private readonly Random _random;

    public RandomQuadratic(int seed)
    {
        _random = new Random(seed);
        int n = _random.Next(1, 4), m = _random.Next(0, 5);
        G = [.. Enumerable.Range(0, n).Select(_ => Number())];
        H = Positive(n);
        C = new double[n + m][];
        for (int i = 0; i < n; i++)
        {
            C[i] = new double[n];
            C[i][i] = 1;
        }

        for (int i = n; i < n + m; i++)
        {
            C[i] = Row(i, n);
        }

        double[] inside = [.. G.Select(_ => Number())];
        double shift = _random.Next(3) == 0 ? 1 : 0;
        Low = new double[n + m];
        High = new double[n + m];
        for (int k = 0; k < n + m; k++)
        {
            double middle = SlowQuadratic.Dot(C[k], inside) + shift * Number();
            int kind = _random.Next(k < n ? 6 : 4);
            Low[k] = kind == 1 ? double.NegativeInfinity : kind == 0 ? middle : middle - _random.NextDouble();
            High[k] = kind == 2 ? double.PositiveInfinity : kind == 0 ? middle : middle + _random.NextDouble();
        }
    }

    public double[] G { get; }

    public double[,] H { get; }

    /// <summary>The normals, the coordinates' first.</summary>
    public double[][] C { get; }

    public double[] Low { get; }

    public double[] High { get; }

    public QuadraticProgramme Programme()
    {
        int n = G.Length;
        QuadraticProgramme programme = new(n, C.Length - n);
        G.CopyTo(programme.Gradient);
        H.Cast<double>().ToArray().CopyTo(programme.Hessian);
        for (int i = n; i < C.Length; i++)
        {
            C[i].CopyTo(programme.Row(i - n));
        }

        Low.CopyTo(programme.Low, 0);
        High.CopyTo(programme.High, 0);
        return programme;
    }

    private double Number() => 4 * _random.NextDouble() - 2;

    private double[] Row(int i, int n) => _random.Next(5) switch
    {
        0 when i > n => C[i - 1],
        1 when i > n => [.. C[i - 1].Select(a => -3 * a)],
        2 => [.. C[_random.Next(n)].Zip(C[_random.Next(i)], (a, b) => a + b)],
        3 => [.. Enumerable.Range(0, n).Select(_ => (double)_random.Next(-1, 2))],
        _ => [.. Enumerable.Range(0, n).Select(_ => Number())],
    };

    private double[,] Positive(int n)
    {
        double[][] root = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => Number()).ToArray())];
        double[,] h = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                h[i, j] = SlowQuadratic.Dot(root[i], root[j]) + (i == j ? 0.1 : 0);
            }
        }

        return h;
    }
}
