using Extremal.Optimization.Regions;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Optimization.Regions;

/// <summary>
/// Boxes and rows whose scales differ by many powers of ten: none that has a point is called empty, and what is called contradictory is so.
/// </summary>
public sealed class PolytopeScalesTests
{
    private static readonly double[] Powers = [0, 3, 6, 10];

    [Test]
    public void NoneWithAPointIsEmpty() => CheckFeasible(2000);

    [Test]
    public void NoneWithoutAPointIsMissedAndTheContradictionIsOne() => CheckEmpty(600);

    [Test, Explicit("takes minutes"), Category("Long")]
    public void ManyMoreWithAPoint() => CheckFeasible(400_000);

    [Test, Explicit("takes minutes"), Category("Long")]
    public void ManyMoreWithoutAPoint() => CheckEmpty(60_000);

    /// <summary>a in 0 to 10 and b in ±10¹⁰, a + 10⁻¹⁰ b = 10.5 and b ≥ −1: b is 5·10⁹ or more.</summary>
    [TestCase(1e8), TestCase(1e10), TestCase(1e12), TestCase(1e15)]
    public void TwoRowsMeetInDifferentUnits(double unit)
    {
        Polytope<double> Of(double least, double most) => new(
            new([0, -unit], [10, unit]), PolytopeTests.Rows([[1, 1 / unit], [0, 1]], [10.5, least], [10.5, most]));
        Polytope<double> region = Of(-1, double.PositiveInfinity);
        Assert.That(region.EmptyReason, Is.Null);
        double[] point = [0, 0];
        region.Project(point);
        Assert.That(region.Contains(point), $"{point[0]}, {point[1]}");
        Assert.That(Of(double.NegativeInfinity, -1).EmptyReason, Is.EqualTo(FormattableString.Invariant(
            $"No point meets these constraints together: row 0 = 10.5, row 1 ≤ -1, coordinate 0 ≤ 10.")));
    }

    /// <summary>A limit far away, which stands for none, lets the near one be missed by no more.</summary>
    [Test]
    public void EachLimitHasARoundingOfItsOwn()
    {
        Polytope<double> region = new(new([-9, -9], [9, 9]), PolytopeTests.Rows([[1, 1], [1, -1]], [0, -1e15], [1e15, 1]));
        Assert.That(region.Contains([-1e-6, 0]), Is.False);
        Assert.That(region.Contains([1, -1e-6]), Is.False);
        double[] point = [-0.5, -0.25];
        region.Project(point);
        Assert.That(point, Is.EqualTo(new[] { -0.125, 0.125 }).Within(1e-12));
    }

    private static void CheckFeasible(int count)
    {
        int missed = 0;
        for (int seed = 0; seed < count; seed++)
        {
            RandomRows made = RandomRows.Feasible(seed, Powers[seed % Powers.Length]);
            Polytope<double> region = made.Polytope();
            Assert.That(region.EmptyReason, Is.Null, $"seed {seed}");
            double[] point = [.. made.Point.Select((x, j) => double.IsFinite(made.Upper[j]) ? made.Upper[j] + 3 * Math.Abs(x) : x)];
            region.Project(point);
            missed += made.Violation(point) > 1e-9 ? 1 : 0;
            Assert.That(region.Box.Contains(point), $"seed {seed}");
        }

        Assert.That(missed, Is.LessThanOrEqualTo(count / 500), "a projection finds the point, if rounding leaves one");
    }

    private static void CheckEmpty(int count)
    {
        double[] shares = [1e-6, 1e-3, 0.1];
        for (int seed = 0; seed < count; seed++)
        {
            RandomRows made = RandomRows.Empty(seed, Powers[seed % Powers.Length], shares[seed % shares.Length]);
            InfeasibleSubset? conflict = made.Polytope().InfeasibleSubset;
            Assert.That(conflict, Is.Not.Null, $"seed {seed}");
            Assert.That(ExactRows.AreContradictory([.. Named(made, conflict!)]), $"seed {seed}");
        }
    }

    // What is named, as Σ aⱼxⱼ ≥ b. A bound that is not named may matter by rounding, where others cancel; but not so far off that it could
    // not be a thousand widths farther.
    private static IEnumerable<double[]> Named(RandomRows made, InfeasibleSubset conflict)
    {
        int n = made.Point.Length;
        double[] Axis(int j, int sign, double bound) => [.. Enumerable.Range(0, n).Select(k => k == j ? sign : 0.0), sign * bound];
        foreach (int i in conflict.Minimum)
        {
            yield return [.. made.Rows[i], made.Low[i]];
        }

        foreach (int i in conflict.Maximum)
        {
            yield return [.. made.Rows[i].Select(a => -a), -made.High[i]];
        }

        for (int j = 0; j < n; j++)
        {
            double far = 1000 * (made.Upper[j] - made.Lower[j]);
            yield return Axis(j, 1, conflict.Lower.Contains(j) ? made.Lower[j] : made.Lower[j] - far);
            yield return Axis(j, -1, conflict.Upper.Contains(j) ? made.Upper[j] : made.Upper[j] + far);
        }
    }
}
