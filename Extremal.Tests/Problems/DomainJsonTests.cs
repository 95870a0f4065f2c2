using System.Text.Json;
using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>Domains and goals are equal if the same was said, and System.Text.Json writes and reads what was said.</summary>
public sealed class DomainJsonTests
{
    private static readonly Dataset Data = Dataset.Create(
        [
            Input.Number("x", [0, 1, 2, 3], "kg"), Input.Number("y", [5, 5.5, 0.1, 7]),
            Input.Category("kind", ["a", "b", "c", "a"]), Input.Number("same", [2, 2, 2, 2]),
        ],
        [1, 2, 4, 3], "strength");

    private static readonly Domain Plain = Domain.Of(Data);

    private static readonly Domain[] Domains =
    [
        Plain, Plain.WithinDeviations(2.5), Plain.Unbounded(), Plain.Range("x", 0.1, 0.3), Plain.AtLeast("y", -1).AtMost("y", 1e9), Plain.Positive(),
        Plain.Fix("x", 1.0 / 3), Plain.Integer("x"), Plain.Grid("y", 0.1, 0.05), Plain.Grid("x", 0.25).Fix("x", 0.5),
        Plain.Fix("kind", "b"), Plain.OneOf("kind", "c", "a"), Plain.Sum(["x", "y"], 1, 2), Plain.Linear(["y", "kind=a"], [-0.1, 3], double.NegativeInfinity, 7),
        Plain.Output("strength", 2, double.PositiveInfinity), Plain.Inside(0.9), Plain.Constrain("ratio", c => c.Input("x") / c.Input("y"), 0, 1, 0.5),
        Plain.Range("x", 0, 2).Integer("x").AtMost("x", 1).OneOf("kind", "a", "b").Sum(["x", "y"], 0, 5).Output("strength", 0, 3).Inside(),
        Domain.Of(Data.InputColumns),
    ];

    private static readonly Goal[] Goals =
    [
        Goal.Maximize(), Goal.Minimize(3), Goal.Target(1.0 / 3, 1), Goal.Target(-1e-300), Goal.Maximize(0, RiskAttitude.Averse(0.1)),
        Goal.Minimize(2, RiskAttitude.Seeking(1e10)), Goal.Maximize(1, RiskAttitude.WorstCase),
    ];

    [Test]
    public void Every_domain_is_read_back_and_equal_to_itself_alone()
    {
        foreach ((int i, Domain domain) in Domains.Index())
        {
            Domain again = JsonSerializer.Deserialize<Domain>(JsonSerializer.Serialize(domain))!;
            Assert.That(again, Is.EqualTo(domain));
            Assert.That(again.GetHashCode(), Is.EqualTo(domain.GetHashCode()));
            Assert.That(again.ToString(), Is.EqualTo(domain.ToString()));
            Assert.That(again.Lower.ToArray(), Is.EqualTo(domain.Lower.ToArray()));
            Assert.That(again.Upper.ToArray(), Is.EqualTo(domain.Upper.ToArray()));
            Assert.That(Domains.Select((other, k) => (k, other.Equals(domain))).Where(one => one.Item2).Select(one => one.k), Is.EqualTo(new[] { i }));
        }
    }

    [Test]
    public void A_goal_of_an_output_is_read_back_as_it_was()
    {
        foreach (Goal goal in Goals)
        {
            Goal again = JsonSerializer.Deserialize<Goal>(JsonSerializer.Serialize(goal))!;
            Assert.That(again, Is.EqualTo(goal));
            Assert.That(again.Extreme, Is.EqualTo(goal.Extreme), $"{goal}");
            Assert.That(again.TargetValues, Is.EqualTo(goal.TargetValues), $"{goal}");
            Assert.That(Goals.Count(goal.Equals), Is.EqualTo(1));
        }
    }

    /// <summary>JSON holds no expressions: they are known by their descriptions, and refuse to be evaluated.</summary>
    [Test]
    public void An_expression_that_was_read_back_refuses_to_be_evaluated()
    {
        Goal goal = JsonSerializer.Deserialize<Goal>(JsonSerializer.Serialize(Goal.Of("mine", c => c.Outputs, 0)))!;
        Assert.That(goal, Is.EqualTo(Goal.Of("mine", c => c.Outputs)));
        Domain domain = JsonSerializer.Deserialize<Domain>(JsonSerializer.Serialize(Plain.Constrain("ratio", c => c.Input("x"), 0, 1)))!;
        Surrogate surrogate = Regressor.Train(Data, new() { Hidden = [2], Epochs = 1, Validation = 0, Patience = null }).Surrogate;
        Assert.That(() => new Extremal.Extrema.ExtremumSearch(surrogate, Plain, goal).Run(), Throws.InvalidOperationException.With.Message.Contains("mine"));
        Assert.That(() => domain.Violations(Data.Inputs.Row(0), surrogate), Throws.InvalidOperationException.With.Message.Contains("ratio"));
    }

    [TestCase("""{"Inputs":[],"Targets":[]}""", "no inputs")]
    [TestCase("""{"Targets":[]}""", "Inputs")]
    [TestCase("""{"Inputs":[{"Column":{"Name":"x","Minimum":1,"Maximum":0,"Mean":0,"StandardDeviation":1}}],"Targets":[]}""", "minimum")]
    [TestCase("""{"Inputs":[{"Column":{"Name":"x","Minimum":0,"Maximum":1,"Mean":0.5,"StandardDeviation":0.5},"Low":2,"High":1}],"Targets":[]}""", "2 to 1")]
    [TestCase("""{"Inputs":[{"Column":{"Name":"x","Minimum":0,"Maximum":1,"Mean":0.5,"StandardDeviation":0.5}}],"Targets":[],"LinearConstraints":[{"Low":0,"High":1,"Coefficients":[1,2]}]}""", "2 coefficients")]
    [TestCase("[]", "JSON")]
    public void What_is_no_domain_is_named(string json, string named) =>
        Assert.That(() => JsonSerializer.Deserialize<Domain>(json), Throws.InstanceOf<JsonException>().With.Message.Contains(named));

    [TestCase("""{"Description":"maximize output 0"}""")]
    [TestCase("""{"Description":"maximize output 0","Output":-1}""")]
    [TestCase("5")]
    public void What_is_no_goal_is_named(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<Goal>(json), Throws.InstanceOf<JsonException>().With.Message.Contains("A goal wants"));
}
