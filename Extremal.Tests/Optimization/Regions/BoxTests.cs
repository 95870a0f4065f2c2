using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Tests.Optimization.Regions;

public sealed class BoxTests
{
    private static readonly Box<double> Mixed = new([-1, 0.3, double.NegativeInfinity, 0], [1, 0.3, 5, double.PositiveInfinity]);

    [Test]
    public void ProjectionClampsEachCoordinate()
    {
        double[] point = [-3, 7, -1e300, 2];
        Assert.That(Mixed.Contains(point), Is.False);
        Mixed.Project(point);
        Assert.That(point, Is.EqualTo(new[] { -1, 0.3, -1e300, 2 }));
        Assert.That(Mixed.Contains(point), Is.True);
        Assert.That(Mixed.IsEmpty, Is.False);
    }

    [Test]
    public void ABatchIsProjectedRowByRow()
    {
        double[] numbers = [-3, 7, -1e300, 2, 9, 0.5, 0.3, 9, -4, 1, 9, 2, 0, 6, -1, 9]; // of each five the last is none of the point's
        var points = new Matrix<double>(numbers, new Shape(3, 4), 5, 1);
        Mixed.Project(points);
        Assert.That(numbers, Is.EqualTo(new[] { -1, 0.3, -1e300, 2, 9, 0.5, 0.3, 5, 0, 1, 1, 0.3, 0, 6, -1, 9 }));
        Assert.That(() => Mixed.Project(new Matrix<double>(numbers, new Shape(4, 3))),
            Throws.ArgumentException.With.Message.Contains("3 coordinates and wanted 4"));
        Assert.That(() => Mixed.Project(new Matrix<double>(numbers, new Shape(4, 4)).Transposed), Throws.InvalidOperationException);
    }

    [Test]
    public void NonFinitePointsAreInNoRegion()
    {
        double[] point = [double.NaN, 0.3, 0, 0];
        Mixed.Project(point);
        Assert.Multiple(() =>
        {
            Assert.That(point[0], Is.NaN);
            Assert.That(Mixed.Contains(point), Is.False);
            Assert.That(Mixed.Contains([0, 0.3, double.NegativeInfinity, 0]), Is.False);
            Assert.That(new Everywhere<double>(1).Contains([double.NaN]), Is.False);
            Assert.That(new Everywhere<double>(1).Contains([1e308]), Is.True);
        });
    }

    [Test]
    public void StationarityIsTheGradientCutOffAtTheBounds() => Assert.Multiple(() =>
    {
        Assert.That(Mixed.ProjectedGradientNorm([0, 0.3, 5, 0], [0.25, 9, -7, 8]), Is.EqualTo(0.25));
        Assert.That(Mixed.ProjectedGradientNorm([0.75, 0.3, 5, 0], [-2, 9, -7, 8]), Is.EqualTo(0.25), "as far as the bound");
        Assert.That(Mixed.ProjectedGradientNorm([1, 0.3, 0, 0], [-2, 9, 3, 0]), Is.EqualTo(3));
        Assert.That(Mixed.ProjectedGradientNorm([0, 0.3, 0, 0], [double.NaN, 0, 0, 0]), Is.NaN);
        Assert.That(new Everywhere<double>(2).ProjectedGradientNorm([1, 1], [-3, 2]), Is.EqualTo(3));
    });

    [Test]
    public void BoundsThatNoNumberMeetsAreRefused() => Assert.Multiple(() =>
    {
        Assert.That(() => new Box<double>([0, 2], [1, 1]), Throws.ArgumentException.With.Message.Contains("2 ≤ x ≤ 1 for coordinate 1"));
        Assert.That(() => new Box<double>([double.NaN], [1]), Throws.ArgumentException);
        Assert.That(() => new Box<double>([double.PositiveInfinity], [double.PositiveInfinity]), Throws.ArgumentException);
        Assert.That(() => new Box<double>([0], [1, 1]), Throws.ArgumentException.With.Message.Contains("1 lower and 2 upper"));
        Assert.That(() => Mixed.Project(new double[3]), Throws.ArgumentException.With.Message.Contains("3 coordinates and wanted 4"));
        Assert.That(() => Mixed.Contains(new double[5]), Throws.ArgumentException);
        Assert.That(() => new Everywhere<float>(-1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    });
}
