using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Problems;

/// <summary>Every mistake is told with the input's name, the numbers that came and what is wanted.</summary>
public sealed class DomainMistakesTests
{
    private static readonly string[] Mix = ["cement", "water"];

    private static readonly Dataset Data = Dataset.Create([[100, 250, 1], [500, 150, 7]], [10, 20], ["cement", "water", "age"], "strength");

    private static Domain All => Domain.Of(Data);

    private static IEnumerable<TestCaseData> Mistakes =>
    [
        Case("an unknown name", () => All.Fix("cemnt", 1),
            "Domain.Fix: there is no input 'cemnt'; there is cement, water, age. Did you mean 'cement'?"),
        Case("another case", () => All.Range("Water", 0, 1),
            "Domain.Range: there is no input 'Water'; there is cement, water, age. Did you mean 'water'?"),
        Case("nothing like it", () => All.Sum(["slag"], 0, 1),
            "Domain.Sum: there is no input 'slag'; there is cement, water, age."),
        Case("low above high", () => All.Range("water", 2.5, 1),
            "Domain.Range got 2.5 to 1 for 'water' and wants low ≤ high, both of magnitude up to 1E+100."),
        Case("a range of NaN", () => All.Range("water", double.NaN, 1),
            "Domain.Range got NaN to 1 for 'water' and wants low ≤ high, both of magnitude up to 1E+100."),
        Case("an infinite range", () => All.Range("water", 0, double.PositiveInfinity),
            "Domain.Range got 0 to Infinity for 'water' and wants low ≤ high, both of magnitude up to 1E+100."),
        Case("a second range", () => All.Range("water", 0, 1).Range("water", 0, 2),
            "Domain.Range got 0 to 2 for 'water', whose range is 0 to 1 already; it can only be narrowed."),
        Case("a range around no fixed value", () => All.Fix("age", 28).Range("age", 1, 7),
            "Domain.Range got 1 to 7 for 'age', which is fixed at 28, outside of it."),
        Case("a value outside of a range", () => All.Range("age", 1, 7).Fix("age", 28),
            "Domain.Fix got 28 for 'age', outside of the range 1 to 7 that it was given."),
        Case("a second value", () => All.Fix("age", 28).Fix("age", 7),
            "Domain.Fix got 7 for 'age', which is fixed at 28 already."),
        Case("a value of NaN", () => All.Fix("age", double.NaN),
            "Domain.Fix got NaN for 'age' and wants a number of magnitude up to 1E+100."),
        Case("a band of nothing", () => All.Sum([], 1, 2),
            "Domain.Sum got 0 names and 0 coefficients; it wants equally many, and at least one."),
        Case("too few coefficients", () => All.Linear(Mix, [1.0], 1, 2),
            "Domain.Linear got 2 names and 1 coefficients; it wants equally many, and at least one."),
        Case("a name twice", () => All.Sum(["water", "age", "water"], 1, 2),
            "Domain.Sum got 'water' twice."),
        Case("a coefficient 0", () => All.Linear(Mix, [1.0, 0], 1, 2),
            "Domain.Linear got the coefficient 0 for 'water'; it wants one of magnitude up to 1E+100, not 0."),
        Case("a coefficient NaN", () => All.Linear(Mix, [double.NaN, 1], 1, 2),
            "Domain.Linear got the coefficient NaN for 'cement'; it wants one of magnitude up to 1E+100, not 0."),
        Case("a band upside down", () => All.Sum(Mix, 2, 1),
            "Domain.Sum got the limits 2 to 1 for cement + water and wants low ≤ high, neither NaN and one of them finite."),
        Case("a band of NaN", () => All.Sum(Mix, 2, double.NaN),
            "Domain.Sum got the limits 2 to NaN for cement + water and wants low ≤ high, neither NaN and one of them finite."),
        Case("a band without limits", () => All.Sum(["age"], double.NegativeInfinity, double.PositiveInfinity),
            "Domain.Sum got the limits -Infinity to Infinity for age and wants low ≤ high, neither NaN and one of them finite."),
        Case("no deviations", () => All.WithinDeviations(0),
            "Domain.WithinDeviations got 0 and wants a positive number that keeps 'cement' (mean 300, deviation 200) within ±1E+100."),
        Case("too many deviations", () => All.WithinDeviations(1e99),
            "Domain.WithinDeviations got 1E+99 and wants a positive number that keeps 'cement' (mean 300, deviation 200) within ±1E+100."),
        Case("deviations NaN", () => All.WithinDeviations(double.NaN),
            "Domain.WithinDeviations got NaN and wants a positive number that keeps 'cement' (mean 300, deviation 200) within ±1E+100."),
        Case("a band below the box", () => All.Sum(Mix, 0, 249.5).Validate(),
            "Domain: no point of the box meets the linear constraint 0 ≤ cement + water ≤ 249.5; the sum is at least 250 and at most 750 there."),
        Case("a band above the box", () => All.Fix("age", 3).Linear(["age", "water"], [2, -1], -100, 0).Validate(),
            "Domain: no point of the box meets the linear constraint -100 ≤ -water + 2·age ≤ 0; the sum is at least -244 and at most -144 there."),
        Case("a point too short", () => All.Contains([1, 2]),
            "Domain got a point of 2 numbers and wants 3."),
        Case("a short point for a band", () => All.Sum(Mix, 1, 2).LinearConstraints[0].Sum([1]),
            "LinearConstraint.Sum got a point of 1 numbers and wants 3."),
        Case("a limit above a range", () => All.Range("water", 100, 150).AtLeast("water", 151),
            "Domain.AtLeast got at least 151 for 'water', which was given the range 100 to 150."),
        Case("a range below a limit", () => All.AtLeast("water", 151).Range("water", 100, 150),
            "Domain.Range got 100 to 150 for 'water', which is to be at least 151, outside of it."),
        Case("limits that cross", () => All.AtLeast("water", 151).AtMost("water", 150),
            "Domain.AtMost got at most 150 for 'water', which is to be at least 151."),
        Case("a value below a limit", () => All.AtLeast("water", 151).Fix("water", 150),
            "Domain.Fix got 150 for 'water', which is to be at least 151."),
        Case("a limit above a value", () => All.Fix("water", 150).AtLeast("water", 151),
            "Domain.AtLeast got at least 151 for 'water', which is fixed at 150."),
        Case("a limit of NaN", () => All.AtMost("water", double.NaN),
            "Domain.AtMost got NaN for 'water' and wants a number of magnitude up to 1E+100."),
        Case("a negative value of what is positive", () => All.Fix("age", -1).Positive(),
            "Domain.Positive got at least 0 for 'age', which is fixed at -1."),
        Case("a limit outside of the data", () => All.AtLeast("water", 251).Validate(),
            "Domain: 'water' is to be at least 251, and the box it has otherwise is 150 to 250; give it a range of its own by Range."),
        Case("a value beside the grid", () => All.Grid("water", 5).Fix("water", 151),
            "Domain.Fix got 151 for 'water', which is not on the grid 0 + k·5 that it was given."),
        Case("a grid beside the value", () => All.Fix("water", 151).Grid("water", 5),
            "Domain.Grid got the grid 0 + k·5 for 'water', which is fixed at 151, beside it."),
        Case("two grids", () => All.Integer("water").Grid("water", 5),
            "Domain.Grid got the grid 0 + k·5 for 'water', which has 0 + k·1 already."),
        Case("no step", () => All.Grid("water", 0),
            "Domain.Grid got the step 0 from 0 for 'water' and wants a positive step, both up to 1E+100."),
        Case("a step of NaN", () => All.Grid("water", double.NaN),
            "Domain.Grid got the step NaN from 0 for 'water' and wants a positive step, both up to 1E+100."),
        Case("a range between grid numbers", () => All.Grid("water", 5).Range("water", 151, 154).Validate(),
            "Domain: no number that 'water' may take (water is a multiple of 5) is within 151 to 154."),
        Case("no whole number", () => All.Range("age", 1.25, 1.75).Integer("age").Validate(),
            "Domain: no number that 'age' may take (age is a whole number) is within 1.25 to 1.75."),
        Case("bands apart", () => All.Sum(Mix, 300, 400).Sum(["age"], 1, 2).Linear(["water", "cement"], [2, 2], 900, 1000).Validate(),
            "Domain: no point meets both linear constraints, 300 ≤ cement + water ≤ 400 and 900 ≤ 2·cement + 2·water ≤ 1000."),
        Case("bands apart by their signs", () => All.Sum(Mix, 500, 700).Linear(Mix, [-1, -1], -400, double.PositiveInfinity).Validate(),
            "Domain: no point meets both linear constraints, 500 ≤ cement + water ≤ 700 and -cement - water ≥ -400."),
        Case("an unknown target", () => All.Output("strenght", 0, 1),
            "Domain.Output: there is no target 'strenght'; there is strength. Did you mean 'strength'?"),
        Case("no targets", () => Domain.Of(Data.InputColumns).Output("strength", 0, 1),
            "Domain.Output got 'strength', and this domain knows no targets: make it of a Dataset or a DataSummary."),
        Case("an output upside down", () => All.Output("strength", 2, 1),
            "The constraint 'strength' got the limits 2 to 1 and wants low ≤ high, neither NaN and one of them finite."),
        Case("a scale of 0", () => All.Constrain("sum", x => x.Inputs.RowSums(), 0, 1, 0),
            "The constraint 'sum' got the scale 0 and wants a positive finite number."),
        Case("nothing inside", () => All.Inside(0),
            "Domain.Inside got 0 and wants a share of the rows, above 0 and up to 1."),
        Case("more than all inside", () => All.Inside(1.01),
            "Domain.Inside got 1.01 and wants a share of the rows, above 0 and up to 1."),
        Case("a label of no category", () => All.Fix("age", "A"),
            "Domain.Fix wants a category for a label, and 'age' is none; there is no category."),
        Case("no inputs", () => Domain.Of(Array.Empty<Column>()),
            "Domain.Of got no inputs and wants at least one."),
    ];

    private static TestCaseData Case(string name, Func<object> mistake, string message) =>
        new TestCaseData(mistake, message).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Mistakes))]
    public void Is_told(Func<object> mistake, string message) =>
        Assert.That(() => mistake(), Throws.ArgumentException.With.Message.EqualTo(message));

    [TestCase(-1)]
    [TestCase(3)]
    public void An_input_that_is_not_there_is_told(int input)
    {
        string expected = $"the input {input}; the inputs are 0 to 2.";
        Assert.That(() => All.StateOf(input, 1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contain(expected));
        Assert.That(() => All.Resolve(input, BoundState.Free, 1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contain(expected));
        Assert.That(() => All.IsFixed(input), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contain(expected));
    }

    [Test]
    public void Nothing_is_told_by_name()
    {
        Assert.That(() => Domain.Of((Dataset)null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("data"));
        Assert.That(() => All.Fix(null!, 1), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("name"));
    }
}
