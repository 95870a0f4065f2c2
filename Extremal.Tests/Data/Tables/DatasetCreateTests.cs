using System.Numerics.Tensors;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Tests.Data;

public sealed class DatasetCreateTests
{
    private static readonly string[] Names = ["a", "b"];
    private static readonly double[,] Inputs = { { 1, 2 }, { 3, 4 }, { 5, 6 } };
    private static readonly double[,] Targets = { { 10, 11 }, { 20, 21 }, { 30, 31 } };

    [Test]
    public void Every_overload_makes_the_same_data()
    {
        double[][] inputRows = [[1, 2], [3, 4], [5, 6]], targetRows = [[10, 11], [20, 21], [30, 31]];
        double[] flatInputs = [1, 2, 3, 4, 5, 6], flatTargets = [10, 11, 20, 21, 30, 31];
        string[] outputs = ["u", "v"];
        var inputTensor = new ReadOnlyTensorSpan<double>(flatInputs, [3, 2]);
        var targetTensor = new ReadOnlyTensorSpan<double>(flatTargets, [3, 2]);
        Dataset[] all =
        [
            Dataset.Create(Inputs, Targets, Names, outputs),
            Dataset.Create(inputRows, targetRows, Names, outputs),
            Dataset.Create(inputRows.ToList(), targetRows.ToList(), Names, outputs),
            Dataset.Create(flatInputs, 2, flatTargets, 2, Names, outputs),
            Dataset.Create(inputTensor, targetTensor, Names, outputs),
        ];
        foreach (Dataset data in all)
        {
            Assert.That(data.RowCount, Is.EqualTo(3));
            Assert.That(data.Inputs.Shape, Is.EqualTo(new Shape(3, 2)));
            Assert.That(data.Inputs.Span.ToArray(), Is.EqualTo(flatInputs));
            Assert.That(data.Targets.Span.ToArray(), Is.EqualTo(flatTargets));
            Assert.That(data.InputColumns.Select(c => c.Name), Is.EqualTo(Names));
            Assert.That(data.TargetColumns.Select(c => c.Name), Is.EqualTo(outputs));
            Assert.That(data.Weights.IsEmpty && data.Groups.IsEmpty && data.GroupCount == 0);
        }
    }

    [Test]
    public void Overloads_for_one_target_make_the_same_data()
    {
        double[] target = [10, 20, 30];
        double[] flat = [1, 2, 3, 4, 5, 6];
        Dataset[] all =
        [
            Dataset.Create(Inputs, target, Names, "y"),
            Dataset.Create([[1, 2], [3, 4], [5, 6]], [10, 20, 30], ["a", "b"], "y"),
            Dataset.Create(flat, 2, target, names: Names),
            Dataset.Create(new ReadOnlyTensorSpan<double>(flat, [3, 2]), new ReadOnlyTensorSpan<double>(target, [3]), Names),
        ];
        foreach (Dataset data in all)
        {
            Assert.That(data.Inputs.Span.ToArray(), Is.EqualTo(flat));
            Assert.That(data.Targets.Span.ToArray(), Is.EqualTo(target));
            Assert.That(data.InputColumns.Select(c => c.Name), Is.EqualTo(Names));
            Assert.That(data.TargetColumns.Single().Name, Is.EqualTo("y"));
        }
    }

    [Test]
    public void A_tensor_that_is_not_dense_is_read_by_its_strides()
    {
        double[] values = [1, 3, 5, 2, 4, 6];
        var transposed = new ReadOnlyTensorSpan<double>(values, [3, 2], [1, 3]);
        Dataset data = Dataset.Create(transposed, new ReadOnlyTensorSpan<double>([7.0, 8, 9], [3]));
        Assert.That(data.Inputs.Span.ToArray(), Is.EqualTo(new double[] { 1, 2, 3, 4, 5, 6 }));
    }

    [Test]
    public void Names_are_numbered_unless_given()
    {
        Assert.That(Dataset.Create(Inputs, Targets).InputColumns.Select(c => c.Name), Is.EqualTo(new[] { "x0", "x1" }));
        Assert.That(Dataset.Create(Inputs, Targets).TargetColumns.Select(c => c.Name), Is.EqualTo(new[] { "y0", "y1" }));
        Assert.That(Dataset.Create(Inputs, [1, 2, 3]).TargetColumns.Single().Name, Is.EqualTo("y"));
    }

    [Test]
    public void What_it_was_made_from_is_copied()
    {
        double[] inputs = [1, 2, 3], targets = [4, 5, 6], weights = [1, 1, 2];
        int[] groups = [0, 1, 0];
        Dataset data = Dataset.Create(inputs, 1, targets).WithWeights(weights).WithGroups(groups);
        inputs[0] = targets[0] = weights[0] = 99;
        groups[0] = 1;
        Assert.That((data.Inputs[0, 0], data.Targets[0, 0], data.Weights[0], data.Groups[0]), Is.EqualTo((1.0, 4.0, 1.0, 0)));
    }

    [TestCase(double.NaN, "NaN")]
    [TestCase(double.PositiveInfinity, "Infinity")]
    [TestCase(-1.5e100, "-1.5E+100")]
    public void A_cell_that_cannot_be_used_is_named(double cell, string text)
    {
        string rule = "every cell wants a finite number of magnitude up to 1E+100.";
        Assert.That(
            () => Dataset.Create([[1, 2], [3, cell]], [1, 2], Names),
            Throws.ArgumentException.With.Message.EqualTo($"Dataset.Create got {text} in row 1 (counted from 0) of column 'b'; {rule}"));
        Assert.That(
            () => Dataset.Create([[1, 2], [3, 4]], [cell, 2], Names, "strength"),
            Throws.ArgumentException.With.Message.EqualTo(
                $"Dataset.Create got {text} in row 0 (counted from 0) of column 'strength'; {rule}"));
    }

    [Test]
    public void A_ragged_or_missing_row_is_named()
    {
        Assert.That(
            () => Dataset.Create([[1, 2], [3, 4], [5]], [1, 2, 3]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.Create got 1 numbers in row 2 (counted from 0) of the inputs and wanted 2, as in row 0."));
        Assert.That(
            () => Dataset.Create([[1], [2]], [[1, 2], [3, 4, 5]]),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.Create got 3 numbers in row 1 (counted from 0) of the targets and wanted 2, as in row 0."));
        Assert.That(
            () => Dataset.Create([[1], null!], [1, 2]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got null as row 1 (counted from 0) of the inputs."));
    }

    [Test]
    public void Counts_that_do_not_match_are_told()
    {
        string wants = "it wants equally many rows of both, and at least one row and one column of each.";
        Assert.That(
            () => Dataset.Create(Inputs, [1, 2]),
            Throws.ArgumentException.With.Message.EqualTo($"Dataset.Create got inputs of 3 × 2 and targets of 2 × 1; {wants}"));
        Assert.That(
            () => Dataset.Create(new double[0, 2], []),
            Throws.ArgumentException.With.Message.EqualTo($"Dataset.Create got inputs of 0 × 2 and targets of 0 × 1; {wants}"));
        Assert.That(
            () => Dataset.Create(new double[2, 0], [1, 2]),
            Throws.ArgumentException.With.Message.EqualTo($"Dataset.Create got inputs of 2 × 0 and targets of 2 × 1; {wants}"));
        Assert.That(() => Dataset.Create(Array.Empty<double[]>(), Array.Empty<double>()), Throws.ArgumentException);
        Assert.That(() => Dataset.Create(Inputs, new double[3, 0]), Throws.ArgumentException);
        Assert.That(
            () => Dataset.Create([1.0, 2, 3], 2, [1.0]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got 3 numbers as inputs with 2 a row; it wants whole rows."));
        Assert.That(
            () => Dataset.Create([1.0, 2, 3], 0, [1.0]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got 3 numbers as inputs with 0 a row; it wants whole rows."));
        Assert.That(
            () => Dataset.Create(new ReadOnlyTensorSpan<double>([1.0, 2], [2]), new ReadOnlyTensorSpan<double>([1.0, 2], [2])),
            Throws.ArgumentException.With.Message.EqualTo(
                "Dataset.Create got inputs of rank 1 and targets of rank 1; it wants rank 2, and rank 1 or 2."));
    }

    [Test]
    public void Names_that_are_wrong_are_told()
    {
        Assert.That(
            () => Dataset.Create(Inputs, [1, 2, 3], ["a"]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got 1 input names for 2 input columns."));
        Assert.That(
            () => Dataset.Create(Inputs, Targets, Names, ["u"]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got 1 target names for 2 target columns."));
        Assert.That(
            () => Dataset.Create(Inputs, [1, 2, 3], ["a", " "]),
            Throws.ArgumentException.With.Message.EqualTo("Dataset.Create got a blank name for input column 1 (counted from 0)."));
        string twice = "Dataset.Create got the name 'a' twice; every input and target wants a name of its own.";
        Assert.That(() => Dataset.Create(Inputs, [1, 2, 3], ["a", "a"]), Throws.ArgumentException.With.Message.EqualTo(twice));
        Assert.That(() => Dataset.Create(Inputs, [1, 2, 3], Names, "a"), Throws.ArgumentException.With.Message.EqualTo(twice));
        Assert.That(() => Dataset.Create(Inputs, [1, 2, 3], ["a", "A"]), Throws.Nothing);
    }

    [Test]
    public void Nothing_is_told_by_name()
    {
        Assert.That(() => Dataset.Create((double[,])null!, [1]), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(
            () => Dataset.Create((double[][])null!, [1]),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("inputs"));
        Assert.That(
            () => Dataset.Create(Inputs, (double[,])null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("targets"));
    }
}
