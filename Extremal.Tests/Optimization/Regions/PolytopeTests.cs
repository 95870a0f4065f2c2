using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization.Regions;
using Extremal.Tests.Optimization.QuadraticProgramming;

namespace Extremal.Tests.Optimization.Regions;

public sealed class PolytopeTests
{
    [Test]
    public void ProjectionIsTheNearestOfTryingEverything()
    {
        int checkedPoints = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            RandomQuadratic random = new(seed);
            Polytope<double> polytope = Region<double>(random);
            if (polytope.IsEmpty)
            {
                continue;
            }

            int n = random.G.Length;
            double[,] unit = new double[n, n];
            for (int i = 0; i < n; i++)
            {
                unit[i, i] = 1;
            }

            double[] point = [.. random.G.Select(g => 3 * g)];
            double[] expected = SlowQuadratic.Solve(unit, [.. point.Select(x => -x)], random.C, random.Low, random.High)!;
            polytope.Project(point);
            Assert.That(point, Is.EqualTo(expected).Within(1e-8), $"seed {seed}");
            Assert.That(polytope.Contains(point), Is.True, $"seed {seed}");
            double[] again = [.. point];
            polytope.Project(again);
            Assert.That(again, Is.EqualTo(point), $"seed {seed}: it stays to the bit");
            checkedPoints++;
        }

        Assert.That(checkedPoints, Is.GreaterThan(300));
    }

    [Test]
    public void FarPointsMeetRowsToRoundingAndTheBoxExactly()
    {
        Random random = new(3);
        Polytope<double> simplex = Mixture();
        for (int i = 0; i < 500; i++)
        {
            double scale = Math.ScaleB(1, random.Next(-40, 60));
            double[] point = [.. Enumerable.Range(0, 5).Select(_ => scale * (random.NextDouble() - 0.5))];
            simplex.Project(point);
            Assert.That(point.Sum(), Is.EqualTo(1).Within(1e-12), $"{i}");
            Assert.That(simplex.Box.Contains(point), Is.True, $"{i}");
            Assert.That(simplex.Contains(point), Is.True, $"{i}");
        }
    }

    [Test]
    public void SinglePrecisionIsMetToItsRounding()
    {
        Random random = new(4);
        for (int seed = 0; seed < 300; seed++)
        {
            Polytope<float> polytope = Region<float>(new RandomQuadratic(seed));
            float[] point = [.. Enumerable.Range(0, polytope.Dimension).Select(_ => 8 * (float)random.NextDouble() - 4)];
            if (!polytope.IsEmpty)
            {
                polytope.Project(point);
                Assert.That(polytope.Contains(point), Is.True, $"seed {seed}");
            }
        }
    }

    [Test]
    public void ContradictionsAreNamed()
    {
        Box<double> box = new([0, 0, 0], [1, 1, 1]);
        LinearRows<double> rows = Rows(
            [[1, 0, 1], [1, 1, 0], [0, 0, 1]], [double.NegativeInfinity, 3, 0.5], [5, double.PositiveInfinity, 0.5]);
        Polytope<double> polytope = new(box, rows);
        Assert.Multiple(() =>
        {
            Assert.That(polytope.IsEmpty, Is.True);
            Assert.That(polytope.EmptyReason,
                Is.EqualTo("No point meets these constraints together: row 1 ≥ 3, coordinate 0 ≤ 1, coordinate 1 ≤ 1."));
            Assert.That(polytope.InfeasibleSubset!.Minimum, Is.EqualTo(new[] { 1 }));
            Assert.That(polytope.InfeasibleSubset.Upper, Is.EqualTo(new[] { 0, 1 }));
            Assert.That(polytope.InfeasibleSubset.Lower.Concat(polytope.InfeasibleSubset.Maximum), Is.Empty);
            Assert.That(() => polytope.Project(new double[3]), Throws.InvalidOperationException);
            Assert.That(Mixture().InfeasibleSubset, Is.Null);
        });
    }

    [Test]
    public void RowOfZerosContradictsItself() => Assert.That(
        new Polytope<double>(new([0, 0], [1, 1]), Rows([[0, 0]], [1], [2])).EmptyReason,
        Is.EqualTo("No point meets these constraints together: row 0 ≥ 1."));

    [Test]
    public void StationaryPointsOfASlopeAreWhereItPressesAgainstTheRows()
    {
        Polytope<double> simplex = Mixture();
        double[] corner = [0.5, 0.5, 0, 0, 0];
        Assert.That(simplex.ProjectedGradientNorm(corner, [-2, -1, 0, 0, 1]), Is.Zero.Within(1e-14));
        Assert.That(simplex.ProjectedGradientNorm(corner, [0, 0, -1, 0, 0]), Is.GreaterThan(0.1));
    }

    [Test]
    public void NonFinitePointsAreInNoRegion()
    {
        double[] point = [double.NaN, 0, 0, 0, 0];
        Mixture().Project(point);
        Assert.That(point[0], Is.NaN);
        Assert.That(Mixture().Contains(point), Is.False);
        point = [double.PositiveInfinity, 0, 0, 0, 0];
        Mixture().Project(point);
        Assert.That(Mixture().Contains(point), Is.True, "an infinite coordinate is at its bound first");
    }

    [Test]
    public void ThreadsMayShareIt()
    {
        Polytope<double> simplex = Mixture();
        double[][] expected = [.. Enumerable.Range(0, 64).Select(Far)];
        foreach (double[] point in expected)
        {
            Mixture().Project(point);
        }

        double[][] points = [.. Enumerable.Range(0, 64).Select(Far)];
        Parallel.ForEach(points, point => simplex.Project(point));
        Assert.That(points, Is.EqualTo(expected));
    }

    [Test]
    public void ProjectingAllocatesNothing()
    {
        Polytope<double> simplex = Mixture();
        double[] point = Far(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        simplex.Project(point);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void MistakesAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new Polytope<double>(new([0], [1]), LinearRows<double>.None(2)),
            Throws.ArgumentException.With.Message.Contains("rows of 2 coordinates and a box of 1"));
        Assert.That(() => Rows([[1, 1]], [2], [1]), Throws.ArgumentException.With.Message.Contains("2 ≤ aᵀx ≤ 1 for row 0"));
        Assert.That(() => Rows([[1, double.NaN]], [0], [1]), Throws.ArgumentException.With.Message.Contains("row 0"));
        Assert.That(() => Rows([[1, 1]], [0, 0], [1]), Throws.ArgumentException.With.Message.Contains("2 lower and 1 upper"));
        Assert.That(() => Rows([[1, 1]], [0], [1]).Sum(0, [1]), Throws.ArgumentException);
    });

    internal static LinearRows<double> Rows(double[][] rows, double[] low, double[] high) =>
        new(new ReadOnlyMatrix<double>(rows.SelectMany(row => row).ToArray(), new Shape(rows.Length, rows[0].Length)), low, high);

    private static double[] Far(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, 5).Select(_ => 9 * random.NextDouble() - 4)];
    }

    private static Polytope<double> Mixture() =>
        new(new([0, 0, 0, 0, 0], [0.5, 0.7, 1, 1, 1]), Rows([[1, 1, 1, 1, 1], [0, 0, 1, 1, 0]], [1, double.NegativeInfinity], [1, 0.6]));

    private static Polytope<T> Region<T>(RandomQuadratic random) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = random.G.Length, m = random.C.Length - n;
        T[] Cast(IEnumerable<double> numbers) => [.. numbers.Select(T.CreateTruncating)];
        LinearRows<T> rows = new(new ReadOnlyMatrix<T>(Cast(random.C.Skip(n).SelectMany(row => row)), new Shape(m, n)),
            Cast(random.Low.Skip(n)), Cast(random.High.Skip(n)));
        return new(new(Cast(random.Low.Take(n)), Cast(random.High.Take(n))), rows);
    }
}
