using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>Networks made by hand, whose extrema are known.</summary>
public sealed class KnownExtremumTests
{
    // Ends that no binary fraction meets, so that scaling there and back would miss some of them.
    private static readonly double[] Low = [-1.1, 0.3, -2.7], High = [1.0 / 3, 4.9, 6.1];

    private static readonly Surrogate Slope = HandMade.Linear([[3, -2, 0.5]], 4);

    private static Domain Box(Surrogate surrogate) => Enumerable.Range(0, surrogate.Inputs)
        .Aggregate(Domain.Of(surrogate.Summary), (domain, j) => domain.Range(domain.Inputs[j].Name, Low[j], High[j]));

    private static Extremum Find(Surrogate surrogate, Domain domain, Goal goal, SearchOptions? options = null) =>
        new ExtremumSearch(surrogate, domain, goal, options).Run();

    [Test]
    public void A_linear_network_is_extreme_in_a_corner_which_is_returned_bit_for_bit([Values] bool userUnits)
    {
        var options = new SearchOptions { InUserUnits = userUnits };
        Extremum most = Find(Slope, Box(Slope), Goal.Maximize(), options), least = Find(Slope, Box(Slope), Goal.Minimize(), options);
        Assert.That(most.Point, Is.EqualTo(new[] { High[0], Low[1], High[2] }));
        Assert.That(least.Point, Is.EqualTo(new[] { Low[0], High[1], Low[2] }));
        Assert.That(most.BoundStates, Is.EqualTo(new[] { BoundState.AtUpper, BoundState.AtLower, BoundState.AtUpper }));
        Assert.That(most.Value, Is.EqualTo(3 * High[0] - 2 * Low[1] + 0.5 * High[2] + 4).Within(1e-13));
        Assert.That(least.Value, Is.EqualTo(3 * Low[0] - 2 * High[1] + 0.5 * Low[2] + 4).Within(1e-13));
        Assert.That(most.Gradient, Is.EqualTo(new[] { 3, -2, 0.5 }).Within(1e-13));
        Assert.That((most.Reason, most.IsFeasible, most.Violation), Is.EqualTo((StopReason.Converged, true, 0.0)));
        Assert.That(most.Starts.Select(start => start.Point), Has.All.EqualTo(most.Point), "from every start");
    }

    [Test]
    public void Fixed_inputs_keep_their_number_bit_for_bit([Values] bool userUnits)
    {
        foreach (double value in (double[])[0.1, 1.0 / 3, 28, -1e-17, 1e6 + 0.1])
        {
            Extremum most = Find(Slope, Domain.Of(Slope.Summary).Fix("b", value), Goal.Maximize(),
                new SearchOptions { InUserUnits = userUnits });
            Assert.That(most.Point[1], Is.EqualTo(value));
            Assert.That(most.BoundStates[1], Is.EqualTo(BoundState.Fixed));
            Assert.That((most.Point[0], most.Point[2]), Is.EqualTo((5.0, 9.0)), "the others are at the data's ends");
            Assert.That(most.Starts.Select(start => start.Start[1]), Is.All.EqualTo(value));
        }
    }

    // max 3a + 2b + c + ½d with a + b + c + d ≤ 4 in [0, 2] × [0, 1.5] × [0, 3] × [0, 3]: greedily a = 2, b = 1.5, c = 0.5, d = 0.
    [TestCase(new[] { 3, 2, 1, 0.5 }, 0.0, 4.0, new[] { 2, 1.5, 0.5, 0 })]
    [TestCase(new[] { 3, 1, 1.01, 0.5 }, 0.0, 4.0, new[] { 2.0, 0, 2, 0 })]
    [TestCase(new[] { -1, -2, -3, -4.0 }, 3.0, 4.0, new[] { 2, 1, 0, 0.0 })]
    [TestCase(new[] { 1, 2, -3, -4.0 }, 5.0, 5.0, new[] { 2, 1.5, 1.5, 0 })]
    [TestCase(new[] { 1, 2, 3, 4.0 }, 0.0, 100.0, new[] { 2, 1.5, 3, 3 })]
    public void A_band_ends_in_the_corner_that_linear_programming_knows(double[] slope, double low, double high, double[] expected)
    {
        Surrogate surrogate = HandMade.Linear([slope], 0);
        Domain domain = Domain.Of(surrogate.Summary).Range("a", 0, 2).Range("b", 0, 1.5).Range("c", 0, 3).Range("d", 0, 3)
            .Sum(["a", "b", "c", "d"], low, high);
        double best = slope.Zip(expected, (s, x) => s * x).Sum();
        foreach (bool userUnits in (bool[])[false, true])
        {
            Extremum found = Find(surrogate, domain, Goal.Maximize(), new SearchOptions { InUserUnits = userUnits });
            Assert.That(found.Value, Is.EqualTo(best).Within(1e-9));
            Assert.That(found.Point, Is.EqualTo(expected).Within(1e-9));
            Assert.That(found.Reason, Is.EqualTo(StopReason.Converged));
            Assert.That(found.Starts.Select(start => domain.Violation([.. start.Point])), Is.All.Zero, "exactly inside, every one");
        }
    }

    [Test]
    public void A_band_of_weighted_inputs_is_met_exactly()
    {
        Surrogate peak = HandMade.Peak(2, 3);
        Domain domain = Domain.Of(peak.Summary).Linear(["a", "b"], [0.3, -1.7], double.NegativeInfinity, -6.1);
        Extremum found = Find(peak, domain, Goal.Maximize());
        Assert.That(0.3 * found.Point[0] - 1.7 * found.Point[1], Is.LessThanOrEqualTo(-6.1));
        Assert.That(0.3 * found.Point[0] - 1.7 * found.Point[1], Is.EqualTo(-6.1).Within(1e-6), "the peak lies beyond");
        Assert.That(found.Violation, Is.Zero);
    }

    [Test]
    public void A_peak_inside_is_found_from_every_start()
    {
        double[] center = [0.7, 2.1, -1.3];
        Surrogate peak = HandMade.Peak(center);
        Extremum found = Find(peak, Domain.Of(peak.Summary), Goal.Maximize());
        double height = 7 + 12.5 * 3 * 2 * Math.Tanh(2);
        Assert.That(found.Value, Is.EqualTo(height).Within(1e-9));
        Assert.That(found.Point, Is.EqualTo(center).Within(1e-4));
        Assert.That(found.BoundStates, Is.All.EqualTo(BoundState.Free));
        Assert.That(found.Starts.Select(start => start.Value), Is.All.EqualTo(height).Within(1e-6));
        Assert.That(found.Reason, Is.EqualTo(StopReason.Converged));
    }

    [Test]
    public void A_peak_outside_leaves_the_answer_at_the_bound()
    {
        Surrogate peak = HandMade.Peak(0.7, 2.1);
        Extremum found = Find(peak, Domain.Of(peak.Summary).Range("a", 1.1, 3.3), Goal.Maximize());
        Assert.That(found.Point[0], Is.EqualTo(1.1));
        Assert.That(found.Point[1], Is.EqualTo(2.1).Within(1e-4));
        Assert.That(found.BoundStates, Is.EqualTo(new[] { BoundState.AtLower, BoundState.Free }));
    }

    [Test]
    public void Reach_finds_the_value_or_the_nearest_there_is()
    {
        Extremum found = Find(Slope, Box(Slope), Goal.Target(2.5));
        Assert.That(found.Value, Is.EqualTo(2.5).Within(1e-4));
        Extremum high = Find(Slope, Box(Slope), Goal.Target(1000)), low = Find(Slope, Box(Slope), Goal.Target(-1000));
        Assert.That(high.Point, Is.EqualTo(new[] { High[0], Low[1], High[2] }));
        Assert.That(low.Point, Is.EqualTo(new[] { Low[0], High[1], Low[2] }));
    }

    [Test]
    public void One_of_several_outputs_is_extremised()
    {
        Surrogate two = HandMade.Linear([[1, 1], [1, -1]], 0, 100);
        Extremum found = Find(two, Domain.Of(two.Summary), Goal.Maximize(1));
        Assert.That(found.Point, Is.EqualTo(new double[] { 5, -4 }));
        Assert.That((found.Value, found.Target.Name), Is.EqualTo((109.0, "y1")).Using<(double Value, string Name)>(
            (x, y) => Math.Abs(x.Value - y.Value) < 1e-12 && x.Name == y.Name));
    }

    [Test]
    public void Plain_gradient_descent_in_the_users_units_is_equation_2_4()
    {
        // x ← x − α∇𝓛 with 𝓛 = −(3a − 2b + ½c + 4 − 7)/12.5, from a given point, unbounded.
        var options = new SearchOptions
        {
            InUserUnits = true,
            Optimizer = Optimizer.Sgd(0.5),
            Schedule = Schedule.Constant,
            MaxSteps = 10,
            Starts = 0,
            Points = [[1, 2, 3]],
            KeepPath = true,
        };
        Extremum found = Find(Slope, Domain.Of(Slope.Summary).Unbounded(), Goal.Maximize(), options);
        Assert.That(found.Point,
            Is.EqualTo(new[] { 1 + 10 * 0.5 * 3 / 12.5, 2 - 10 * 0.5 * 2 / 12.5, 3 + 10 * 0.5 * 0.5 / 12.5 }).Within(1e-12));
        Assert.That((found.Reason, found.Steps, found.Evaluations), Is.EqualTo((StopReason.StepLimit, 10, 11L)));
        Assert.That(found.Path, Has.Count.EqualTo(11));
    }
}
