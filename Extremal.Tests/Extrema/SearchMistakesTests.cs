using Extremal.Autodiff;
using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

public sealed class SearchMistakesTests
{
    private static readonly Surrogate Two = HandMade.Linear([[1, 1]], 0);

    private static Action Search(SearchOptions? options = null, Goal? goal = null, Domain? domain = null) =>
        () => new ExtremumSearch(Two, domain ?? Domain.Of(Two.Summary), goal ?? Goal.Maximize(), options).Run();

    private static IEnumerable<(SearchOptions Options, string Word)> Bad =>
    [
        (new() { MaxSteps = -1 }, "Steps is -1"),
        (new() { Starts = -1 }, "Starts is -1"),
        (new() { Starts = 0 }, "Starts is 0"),
        (new() { Points = [[1, 2, 3]] }, "points of 2 numbers"),
        (new() { Points = [[1, 2], null!] }, "points of 2 numbers"),
        (new() { Points = [[1, 2], [1, double.NaN]] }, "SearchOptions.Points[1] got NaN for 'b'; it wants a finite number"),
        (new() { Points = [[double.NegativeInfinity, 1]] }, "SearchOptions.Points[0] got -Infinity for 'a'"),
        (new() { Optimizer = Optimizer.Adam(), Schedule = Schedule.ReduceOnPlateau() }, "plateau"),
        (new() { Searches = 0 }, "Searches is 0"),
        (new() { MaxRounds = 0 }, "Rounds is 0"),
        (new() { Tolerance = -1 }, "tolerance"),
        (new() { Tolerance = double.NaN }, "tolerance"),
    ];

    [Test]
    public void An_option_without_sense_is_refused_by_name()
    {
        foreach ((SearchOptions options, string word) in Bad)
        {
            Assert.That(() => Search(options)(), Throws.InstanceOf<ArgumentException>().With.Message.Contains(word), word);
        }
    }

    private sealed class Backward : Goal
    {
        public override string Description => "backward";

        public override int Output => -1;

        public override Variable<double> Loss(DecisionVariables candidates) => candidates.ScaledOutputs;
    }

    [Test]
    public void A_goal_has_to_fit_the_network()
    {
        Assert.That(() => Search(goal: Goal.Maximize(1))(),
            Throws.ArgumentException.With.Message.Contains("maximize output 1").And.Message.Contains("2-1"));
        Assert.That(() => Search(goal: new Backward())(), Throws.ArgumentException.With.Message.Contains("backward"));
        Assert.That(() => Search(goal: Goal.Maximize() + Goal.Maximize(1))(), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => Search(goal: Goal.Of("wide", c => c.Inputs))(),
            Throws.ArgumentException.With.Message.Contains("wide").And.Message.Contains("2 × 2"));
        Assert.That(() => Search(goal: Goal.Of("sum", c => c.Outputs.Sum()))(), Throws.ArgumentException.With.Message.Contains("1 × 1"));
    }

    [Test]
    public void A_goal_that_mixes_rows_is_refused_even_for_one_start()
    {
        Assert.That(() => Search(new SearchOptions { Starts = 1 }, Goal.Of("sum", c => c.Outputs.Sum()))(),
            Throws.ArgumentException.With.Message.Contains("1 × 1"));
        Assert.That(() => Search(new SearchOptions { Starts = 1 }, Goal.Of("less the mean", c => c.Outputs - c.Outputs.Mean()))(),
            Throws.ArgumentException.With.Message.Contains("less the mean").And.Message.Contains("that row alone"));
    }

    [Test]
    public void A_domain_has_to_fit_and_to_have_points()
    {
        Surrogate three = HandMade.Linear([[1, 1, 1]], 0);
        Assert.That(() => Search(domain: Domain.Of(three.Summary))(), Throws.ArgumentException.With.Message.Contains("a, b, c").And.Message.Contains("a, b, in this order"));
        Assert.That(() => Search(domain: Domain.Of(Two.Summary).Sum(["a", "b"], 1000, 2000))(),
            Throws.ArgumentException.With.Message.Contains("1000"));
        Assert.Throws<ArgumentNullException>(() => _ = new ExtremumSearch(null!, Domain.Of(Two.Summary), Goal.Maximize()));
        Assert.Throws<ArgumentNullException>(() => _ = new ExtremumSearch(Two, null!, Goal.Maximize()));
        Assert.Throws<ArgumentNullException>(() => _ = new ExtremumSearch(Two, Domain.Of(Two.Summary), null!));
    }

    [Test]
    public void A_domain_with_one_point_is_answered_with_it()
    {
        Extremum found = new ExtremumSearch(Two, Domain.Of(Two.Summary).Fix("a", 0.1).Fix("b", 0.3), Goal.Maximize()).Run();
        Assert.That(found.Point, Is.EqualTo(new[] { 0.1, 0.3 }));
        Assert.That(found.BoundStates, Is.All.EqualTo(BoundState.Fixed));
        Assert.That(found.Reason, Is.EqualTo(StopReason.Converged));
    }

    [Test]
    public void The_report_is_the_same_in_every_culture()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            Extremum found = new ExtremumSearch(Two, Domain.Of(Two.Summary).Fix("a", 0.5), Goal.Maximize()).Run();
            string invariant = found.ToString();
            System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
            Assert.That(found.ToString(), Is.EqualTo(invariant));
            Assert.That(invariant,
                Does.Contain("0.5  fixed").And.Contain("7  at its upper bound").And.Contain("maximize output 0: y0 = 7.5"));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }
}
