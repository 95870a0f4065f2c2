using Extremal.Data;
using Extremal.Formats;
using Extremal.Tests.Formats;

namespace Extremal.Tests;

/// <summary>A model of categorical inputs is saved with their names and labels.</summary>
public sealed class RegressorCategoriesTests
{
    private static readonly Lazy<Regressor> Trained = new(() =>
    {
        Dataset data = Dataset.Create(
            [
                Input.Number("heat", [10, 20, 30, 40, 50, 60]), Input.Category("type", ["A", "B", "é \"蒸\"", "A", "B", "A"]),
            ],
            [1, 2, 3, 4, 5, 6], "yield");
        return Regressor.Train(data, RegressorData.Quick with { Epochs = 2, Validation = 0 });
    });

    private static EditedFile Edit() => new(Trained.Value.Bytes(withRows: true));

    [TestCase(false)]
    [TestCase(true)]
    public void A_stream_brings_categories_back(bool withRows)
    {
        byte[] file = Trained.Value.Bytes(withRows);
        Regressor again = Regressor.Load(new MemoryStream(file));
        Assert.That(again.Summary.InputColumns, Is.EqualTo(Trained.Value.Summary.InputColumns));
        Assert.That(again.Summary.Features[1].Labels, Is.EqualTo(new[] { "A", "B", "é \"蒸\"" }));
        Assert.That(again.Bytes(withRows), Is.EqualTo(file), "saved again, the same file");
        if (withRows)
        {
            Assert.That(again.TrainingData!.InputColumns, Is.EqualTo(Trained.Value.TrainingData!.InputColumns));
            Assert.That(again.TrainingData.Features[1].Name, Is.EqualTo("type"));
        }
    }

    [Test]
    public void Files_without_categories_have_none()
    {
        EditedFile before = Edit();
        foreach (string key in before.Keys.Where(key => key.EndsWith(".category", StringComparison.Ordinal) || key.EndsWith(".label", StringComparison.Ordinal)))
        {
            before = before.Metadata(key, null);
        }

        Regressor plain = Regressor.Load(before.ToStream());
        Assert.That(plain.Summary.InputColumns.Select(column => column.Category), Is.All.Null);
        Assert.That(plain.Predict(20, 0, 1, 0), Is.EqualTo(Trained.Value.Predict(20, 0, 1, 0)));
    }

    [TestCase("input.1.category", null, "input.1.category", "missing")]
    [TestCase("input.1.label", null, "input.1.label", "missing")]
    [TestCase("input.1.category", " ", "input.1.category", "blank")]
    [TestCase("input.1.label", "", "input.1.label", "blank")]
    [TestCase("input.1.label", "B", "category", "'B' of the category 'type' twice")]
    [TestCase("input.1.category", "kind", "category", "'kind' with 1 labels")]
    public void A_malformed_category_is_named(string key, string? value, string where, string why) => Refused(Edit().Metadata(key, value), where, why);

    [Test]
    public void Contradictions_are_named()
    {
        Refused(Edit().Metadata("input.0.category", "heat").Metadata("input.0.label", "hot"), "input.observed", "it wants 0 and 1");
        Refused(Edit().Metadata("target.0.category", "type").Metadata("target.0.label", "Z"), "target.observed", "it wants 0 and 1");
        Refused(Edit().Metadata("input.0.name", "type"), "category", "'type' for a category and for a column");
        Refused(Edit().Number("rows.inputs", 2, 1), "rows.inputs", "exactly one label of 'type' in row 0");
        Refused(Edit().Number("rows.inputs", 1, 0.5), "rows.inputs", "exactly one label of 'type' in row 0");
        double[] halves = Trained.Value.TrainingData!.Inputs.Span.ToArray();
        (halves[1], halves[2]) = (0.5, 0.5);
        Refused(Edit().Tensor("rows.inputs", [6, 4], halves), "rows.inputs", "exactly one label of 'type' in row 0");
        Refused(Edit().Number("rows.inputs", 2, 0.5), "rows.inputs", "exactly one label of 'type' in row 0");
        Refused(Edit().Number("rows.inputs", 2, 2), "rows.inputs", "it wants 0 and 1");
    }

    private static void Refused(EditedFile file, string where, string why)
    {
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()), $"{where} {why}");
        Assert.That(refusal?.Location, Does.Contain(where));
        Assert.That(refusal?.Reason, Does.Contain(why));
    }
}
