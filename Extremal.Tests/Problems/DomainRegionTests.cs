using System.Numerics;
using Extremal.Data;
using Extremal.Optimization;
using Extremal.Optimization.Regions;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

public sealed class DomainRegionTests
{
    private static readonly string[] Mix = ["cement", "water"];

    private static readonly Dataset Data = Dataset.Create(
        [[100, 250.3, 1], [500, 150.1, 7], [222.2, 175, 3]], [10, 20, 15], ["cement", "water", "age"], "strength");

    private static readonly Standardization Scaling = Standardization.Of(Data.InputColumns);

    private static Domain All => Domain.Of(Data);

    [Test]
    public void A_domain_without_a_band_is_a_box_of_scaled_bounds()
    {
        var box = (Box<double>)All.Fix("age", 28).ToRegion<double>(Scaling);
        double[] lower = new double[3], upper = new double[3];
        Scaling.Apply<double>([100, 150.1, 28], lower);
        Scaling.Apply<double>([500, 250.3, 28], upper);
        Assert.That(box.Lower.ToArray(), Is.EqualTo(lower));
        Assert.That(box.Upper.ToArray(), Is.EqualTo(upper));
    }

    [Test]
    public void In_the_users_units_region_and_domain_agree_to_the_bit()
    {
        Domain domain = All.Fix("age", 28).Linear(["cement", "water", "age"], [0.1, -0.7, 1.3], -80, -60.5);
        Region<double> region = domain.ToRegion();
        int inside = 0;
        for (int seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            double[] point = [random.NextDouble() * 800 - 100, random.NextDouble() * 400, seed % 2 == 0 ? 28 : random.NextDouble() * 40];
            inside += region.Contains(point) ? 1 : 0;
            Assert.That(domain.Contains(point), Is.EqualTo(region.Contains(point)), $"seed {seed}");
            region.Project(point);
            Assert.That(domain.Violation(point), Is.Zero, $"seed {seed}");
        }

        Assert.That(inside, Is.GreaterThan(0).And.LessThan(500), "both kinds of points were met");
    }

    [TestCase(1e-12)]
    public void A_scaled_point_of_the_region_is_nearly_in_the_domain(double tolerance) => ScaledPointsAreIn<double>(tolerance);

    [TestCase(1e-3)]
    public void A_scaled_point_of_the_region_of_floats_is_nearly_in_the_domain(double tolerance) => ScaledPointsAreIn<float>(tolerance);

    private static void ScaledPointsAreIn<T>(double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Domain domain = All.Fix("age", 28).Linear(["cement", "water", "age"], [1, 2.5, -1], 500, 520);
        Region<T> region = domain.ToRegion<T>(Scaling);
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            T[] scaled = [.. Enumerable.Range(0, 3).Select(_ => T.CreateTruncating(random.NextDouble() * 6 - 3))];
            region.Project(scaled);
            double[] user = new double[3];
            Scaling.Invert<T>(scaled, user);
            user[2] = domain.Resolve(2, BoundState.Fixed, user[2]);
            Assert.That(domain.Violation(user), Is.LessThan(tolerance), $"seed {seed}");
        }
    }

    [Test]
    public void Fixed_inputs_leave_the_band_for_its_limits()
    {
        var region = (BoxAndSlab<double>)All.Fix("cement", 300).Sum(Mix, 500, 510).ToRegion<double>(Scaling);
        Assert.That(region.Coefficients.ToArray(), Is.EqualTo(new double[] { 0, Scaling.Scales[1], 0 }));
        Assert.That(region.Low, Is.EqualTo(500 - (300 + Scaling.Shifts[1])));
        Assert.That(region.High, Is.EqualTo(510 - (300 + Scaling.Shifts[1])));
    }

    [Test]
    public void A_band_that_touches_the_box_is_never_lost_to_a_rounding()
    {
        int touched = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            double[] low = [random.NextDouble() * 500, random.NextDouble() * 300, random.NextDouble()];
            double[] high = [.. low.Select(value => value * (1 + random.NextDouble()))];
            Domain box = All.Range("cement", low[0], high[0]).Range("water", low[1], high[1]).Range("age", low[2], high[2]);
            Domain corner = box.Sum(["cement", "water", "age"], double.NegativeInfinity, low[0] + low[1] + low[2]).Validate();
            Assert.That(corner.ToRegion<float>(Scaling).EmptyReason, Is.Null, $"seed {seed}");
            Assert.That(corner.ToRegion<double>(Scaling).EmptyReason, Is.Null, $"seed {seed}");
            double[] point = [.. high];
            corner.ToRegion().Project(point);
            Assert.That(corner.Contains(point), $"seed {seed}");
            touched += point.SequenceEqual(low) ? 1 : 0;
        }

        Assert.That(touched, Is.GreaterThan(0));
    }

    [Test]
    public void Mistakes_are_told()
    {
        Assert.That(
            () => All.ToRegion<float>(Standardization.None(2)),
            Throws.ArgumentException.With.Message.EqualTo("Domain.ToRegion got a scaling of 2 columns and wants 3."));
        Assert.That(() => All.ToRegion<float>(null!), Throws.ArgumentNullException);
        Domain empty = All.Sum(Mix, 0, 1);
        const string Start = "Domain: no point of the box meets";
        Assert.That(() => empty.ToRegion<float>(Scaling), Throws.ArgumentException.With.Message.StartsWith(Start));
        Assert.That(() => empty.ToRegion(), Throws.ArgumentException.With.Message.StartsWith(Start));
    }
}
