using Extremal.Data;
using Extremal.Problems;

namespace Extremal.Tests.Data;

/// <summary>A column whose values differ by their rounding alone is constant: nothing may be learnt from its last digits.</summary>
public sealed class ConstantColumnTests
{
    private static readonly double Above = Math.BitIncrement(0.1);

    private static readonly double[] Ramp = [.. Enumerable.Range(0, 20).Select(i => (double)i)];

    private static Dataset WithLastDigit => Dataset.Create(
        [.. Ramp.Select(x => (double[])[x, x >= 17 ? Above : 0.1])], [.. Ramp.Select(x => x / 20 + (x >= 17 ? 1 : 0))], ["x", "still"]);

    [Test]
    public void Values_that_differ_by_rounding_alone_are_constant()
    {
        Column column = WithLastDigit.InputColumns[1];
        Assert.That((column.Minimum, column.Maximum, column.IsConstant), Is.EqualTo((0.1, Above, true)), "what was seen is told as it is");
        Assert.That(Standardization.Of(WithLastDigit.InputColumns).Scales[1], Is.EqualTo(1));
        Assert.That(Relations.Of(WithLastDigit).Constant, Is.EqualTo(new[] { column }));
        Assert.That(column.ToString(), Does.EndWith("constant but for rounding"));
    }

    /// <summary>32 roundings of one number leave a deviation of 32·2⁻⁵³ of it: half the spread of two numbers.</summary>
    [TestCase(1.0)]
    [TestCase(-3e7)]
    [TestCase(1e-300)]
    public void The_limit_is_32_roundings(double size)
    {
        double step = Math.ScaleB(size, -52);
        Column Of(double steps) => Dataset.Create([[size], [size - steps * step]], [1, 2]).InputColumns[0];
        Assert.That((Of(31).IsConstant, Of(34).IsConstant), Is.EqualTo((true, false)));
    }

    /// <summary>One row of many says little, and so does one of next to no weight: what the digits carry is a matter of the deviation.</summary>
    [Test]
    public void A_single_row_that_differs_is_not_enough()
    {
        double[][] rows = [.. Enumerable.Range(0, 10_000).Select(i => (double[])[i == 7 ? 1 + Math.ScaleB(64, -52) : 1])];
        Dataset data = Dataset.Create(rows, new double[10_000]);
        Assert.That((data.InputColumns[0].IsConstant, data.Take([6, 7]).InputColumns[0].IsConstant), Is.EqualTo((true, false)));
        Assert.That(Dataset.Create([[1], [1], [2]], [1, 2, 3]).WithWeights([1, 1, 1e-40]).InputColumns[0].IsConstant);
    }

    [Test]
    public void Numbers_of_any_other_size_vary_beside_zero()
    {
        Assert.That(Dataset.Create([[0], [1e-300]], [1, 2]).InputColumns[0].IsConstant, Is.False);
        Assert.That(Dataset.Create([[0], [double.Epsilon]], [1, 2]).InputColumns[0].IsConstant, Is.True, "they have but one digit");
    }

    [Test]
    public void A_sum_of_parts_that_is_one_but_for_its_rounding_is_constant()
    {
        var random = new Random(1);
        double[][] rows = [.. Enumerable.Range(0, 200).Select(_ =>
        {
            double[] parts = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble())];
            double sum = parts.Sum();
            return (double[])[parts[0] / sum, parts.Select(part => part / sum).Sum()];
        })];
        Dataset data = Dataset.Create(rows, [.. rows.Select(row => row[0])]);
        Assert.That(rows.Select(row => row[1]).Distinct().Count(), Is.GreaterThan(2), "the test wants roundings");
        Assert.That(data.InputColumns[1].IsConstant);
    }

    [Test]
    public void Such_an_input_is_fixed_in_the_box_of_the_data()
    {
        Domain domain = Domain.Of(WithLastDigit);
        Assert.That((domain.IsFixed(0), domain.IsFixed(1)), Is.EqualTo((false, true)));
        Assert.That(domain.Lower[1], Is.InRange(0.1, Above));
        Assert.That(Domain.Of(WithLastDigit).WithinDeviations(2).IsFixed(1));
        Support support = ApplicabilityDomain.Of(WithLastDigit).At([5, Above]);
        Assert.That((support.Verdict, support.OutOfRange.Count), Is.EqualTo((Verdict.Inside, 0)));
        Assert.That(ApplicabilityDomain.Of(WithLastDigit).At([5, 0.2]).Verdict, Is.EqualTo(Verdict.Beyond));
    }

    [Test]
    public void A_prediction_does_not_depend_on_the_last_digit()
    {
        Regressor model = Regressor.Train(WithLastDigit, RegressorData.Quick with { Epochs = 100 });
        Assert.That(model.Predict(10, Above), Is.EqualTo(model.Predict(10, 0.1)).Within(1e-12));
    }
}
