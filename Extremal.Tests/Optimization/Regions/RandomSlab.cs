using System.Numerics;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Regions;

/// <summary>A random box and linear constraint that have a point in common, with fixed, unbounded and weightless coordinates among the others.</summary>
internal sealed class RandomSlab
{
    private readonly Random _random;
    private readonly int _spread;

    /// <param name="seed">Seed of everything.</param>
    /// <param name="dimension">Number of coordinates.</param>
    /// <param name="spread">Coefficients range over powers of two up to this exponent, either sign.</param>
    /// <param name="equality">Whether low = high; at random if null.</param>
    public RandomSlab(int seed, int dimension, int spread, bool? equality = null)
    {
        (_random, _spread) = (new Random(seed), spread);
        A = [.. Enumerable.Range(0, dimension).Select(_ => Coefficient())];
        double[] inside = [.. Enumerable.Range(0, dimension).Select(_ => Number())];
        Lower = [.. inside.Select(x => Bound(x, -1))];
        Upper = [.. inside.Select((x, i) => Lower[i] == x ? x : Bound(x, 1))];
        double sum = Sum(inside);
        double width = (equality ?? _random.Next(3) == 0) ? 0 : _random.NextDouble() * A.Sum(Math.Abs) / dimension;
        Low = sum - width * _random.NextDouble();
        High = width == 0 ? Low : Math.Max(sum, Low + width);
    }

    public double[] A { get; }

    public double[] Lower { get; }

    public double[] Upper { get; }

    public double Low { get; }

    public double High { get; }

    public BoxAndSlab<T> Region<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(new(Cast<T>(Lower), Cast<T>(Upper)), Cast<T>(A), T.CreateTruncating(Low), T.CreateTruncating(High));

    /// <summary>Any point, near or far.</summary>
    public double[] Point()
    {
        double scale = Math.ScaleB(1, _random.Next(-2, 6));
        return [.. Enumerable.Range(0, A.Length).Select(_ => Number() * scale)];
    }

    private static T[] Cast<T>(double[] numbers) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. numbers.Select(T.CreateTruncating)];

    private double Number() => 4 * _random.NextDouble() - 2;

    private double Coefficient() => _random.Next(8) == 0 ? 0 : Number() * Math.ScaleB(1, _random.Next(-_spread, _spread + 1));

    private double Bound(double x, int side) => _random.Next(8) switch
    {
        0 => side * double.PositiveInfinity,
        1 => x,
        _ => x + side * _random.NextDouble(),
    };

    private double Sum(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += A[i] * x[i];
        }

        return sum;
    }
}
