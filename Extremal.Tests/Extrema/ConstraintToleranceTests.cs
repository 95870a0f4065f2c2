using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>
/// A limit of an expression holds to a millionth of itself and of what the expression sums up: what stands on the other side, or the
/// unit in which the expression is written, has no say.
/// </summary>
public sealed class ConstraintToleranceTests
{
    private const double Free = double.PositiveInfinity;

    // f = a + b.
    private static readonly Surrogate Sum = HandMade.Linear([[1, 1]], 0);

    private static readonly double[] Units = [1e-12, 1e-6, 1, 1e6, 1e12];

    private static Domain Within(double low, double high) => Domain.Of(Sum.Summary).Range("a", low, high).Range("b", low, high);

    private static Extremum Find(Domain domain, Goal? goal = null) => new ExtremumSearch(Sum, domain, goal ?? Goal.Minimize()).Run();

    private static Variable<double> Profit(DecisionVariables c) => c.Input("a") + c.Input("b");

    [Test]
    public void A_far_limit_does_not_excuse_a_near_one([Values(1e3, 1e9, 1e12, 1e15, Free)] double far)
    {
        Extremum none = Find(Within(-100, -20).Constrain("profit", Profit, 0, far));
        Assert.That((none.IsFeasible, none.IsConverged, none.Value), Is.EqualTo((false, false, -40.0)), none.ToString());
        Assert.That(none.Violations.Single().Amount, Is.EqualTo(40));
        Assert.That(none.Violations.Single().Tolerance, Is.LessThan(1e-3));
        Assert.That(none.Starts.Select(start => start.IsFeasible), Is.All.False, "no start is called feasible either");

        Extremum some = Find(Within(-100, 100).Constrain("profit", Profit, 0, far));
        Assert.That(some.IsConverged, some.ToString());
        Assert.That(some.Value, Is.Zero.Within(1e-9));
        Extremum below = Find(Within(20, 100).Constrain("loss", c => -Profit(c), -far, 0));
        Assert.That(below.IsFeasible, below.ToString());
        Assert.That(Find(Within(-100, -20).Constrain("loss", c => -Profit(c), -far, 0)).IsFeasible, Is.False);
    }

    /// <summary>The curve ab = 9 is met to its tolerance, and only where it is near: SQP may not stop at what its own scale would allow.</summary>
    [Test]
    public void A_curved_limit_is_reached_however_far_the_other_is([Values(10, 1e9, 1e15)] double far)
    {
        Domain domain = Within(0.1, 100).Constrain("product", c => c.Input("a") * c.Input("b"), 9, far);
        Extremum found = Find(domain);
        Assert.That(found.IsConverged, found.ToString());
        Assert.That(found.Value, Is.EqualTo(6).Within(1e-5));
        Assert.That(found.ShadowPrices.Select(price => price.Limit), Has.Some.Contains("product"));
        Assert.That(found.ShadowPrices.Single().Price, Is.EqualTo(1.0 / 3).Within(1e-4), "d(a + b)/dk on ab = k is 1/√k");
    }

    [Test]
    public void The_unit_of_an_expression_has_no_say([ValueSource(nameof(Units))] double unit)
    {
        Assert.That(Find(Within(-100, -20).Constrain("profit", c => unit * Profit(c), 0, Free)).IsFeasible, Is.False);
        Extremum equal = Find(Within(-100, 100).Constrain("difference", c => unit * c.Input("a") - unit * c.Input("b"), 0, 0));
        Assert.That((equal.IsFeasible, equal.Value), Is.EqualTo((true, -200.0)).Using<(bool Feasible, double Value)>(
            (x, y) => x.Feasible == y.Feasible && Math.Abs(x.Value - y.Value) < 1e-6), equal.ToString());
        Extremum one = Find(Within(-100, 100).Constrain("one of them", c => unit * c.Input("a") * c.Input("b"), 0, 0));
        Assert.That((one.IsFeasible, Math.Round(one.Value, 3)), Is.EqualTo((true, -100.0)), one.ToString());
        Extremum ball = Find(Within(-100, 100).Constrain("squares", c => unit * c.Inputs.Square().RowSums(), double.NegativeInfinity, 0));
        Assert.That(ball.IsFeasible, ball.ToString());
        Assert.That(ball.Point, Is.EqualTo(new double[] { 0, 0 }).Within(1e-4));
    }

    /// <summary>For a sum 10⁻⁶ (|limit| + Σ|aᵢxᵢ|); near zero an input's deviation, 1.5 for a and 2 for b, or its range stands for it.</summary>
    [Test]
    public void The_tolerance_is_a_millionth_of_the_limit_and_of_the_terms()
    {
        Domain domain = Within(-100, 100).Constrain("sum", c => 3.0 * c.Input("a") - c.Input("b"), -7, 1e9);
        Check(domain, [10, -20], (50 + 7) * 1e-6, (50 + 1e9) * 1e-6);
        Check(domain, [0, 0], (3 * 1.5 + 2 + 7) * 1e-6, (3 * 1.5 + 2 + 1e9) * 1e-6);
        Check(domain.Range("a", 0, 0.1).Fix("b", 0), [0, 0], (0.3 + 7) * 1e-6, (0.3 + 1e9) * 1e-6);
        Check(Within(1, 4).Constrain("product", c => c.Input("a") * c.Input("b"), double.NegativeInfinity, 6), [2, 3], 12e-6, 18e-6);
        Check(Within(1, 4).Constrain("product", c => c.Input("a") * c.Input("b"), 1, 6, scale: 40), [2, 3], 40e-6, 40e-6);
        Check(Domain.Of(Sum.Summary.InputColumns, Sum.Summary.TargetColumns).Output("y0", 1, 1e9), [2, 3], 12.5e-6, 12.5e-6);

        static void Check(Domain domain, double[] point, double below, double above)
        {
            (double Below, double Above) found = domain.ToleranceOf(domain.Constraints[^1], point, Sum);
            Assert.That(found.Below, Is.EqualTo(below).Within(1e-5 * below));
            Assert.That(found.Above, Is.EqualTo(above).Within(1e-5 * above));
        }
    }

    /// <summary>√a has no slope bound at zero, and log a no value below: neither makes everything feasible.</summary>
    [Test]
    public void A_slope_without_a_bound_is_no_tolerance()
    {
        Domain root = Within(0, 100).Constrain("root", c => c.Input("a").Sqrt(), 3, Free);
        foreach (double a in (double[])[0, 1e-300, 1e-9])
        {
            Assert.That(root.Violations([a, 1], Sum).Single().Tolerance, Is.LessThan(0.002), "√ of a millionth of a's deviation, 1.5");
        }

        Domain logarithm = Within(0, 100).Constrain("logarithm", c => c.Input("a").Log(), 0, Free);
        Assert.That(logarithm.Violations([0, 1], Sum), Has.Count.EqualTo(1));
        Assert.That(logarithm.Violations([1e-9, 1], Sum), Has.Count.EqualTo(1));
        Assert.That(logarithm.Violations([double.NaN, 1], Sum).Select(one => one.Amount), Has.Some.EqualTo(Free));
    }

    /// <summary>Sums of several linear constraints too: a far limit of one leaves the other side exact, and the optimum is where it is without.</summary>
    [Test]
    public void A_far_limit_of_a_sum_does_not_excuse_a_near_one([Values(1e3, 1e12, 1e15)] double far)
    {
        Goal goal = Goal.Of("distance", c => 10.0 * (c.Input("a") - 3.0).Square() + (c.Input("b") - 4.0).Square() + c.ScaledOutputs * 0);
        foreach (Domain domain in (Domain[])[Within(-100, 100), Within(-100, 100).Linear(["a", "b"], [1, -1], -far, 50)])
        {
            Extremum found = Find(domain.Sum(["a", "b"], 7.5, far), goal);
            Assert.That(found.IsConverged, found.ToString());
            Assert.That(found.Point, Is.EqualTo(new[] { 3 + 0.5 / 11, 4 + 5.0 / 11 }).Within(1e-6));
        }
    }
}
