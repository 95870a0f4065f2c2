using Extremal.Data;

namespace Extremal.Tests.Data;

public sealed class CategoriesTests
{
    private static readonly double[] Heat = [10, 20, 30, 40];
    private static readonly string[] Types = ["B", "a", "B", "C"];

    private static Dataset Data => Dataset.Create(
        [Input.Number("heat", Heat, "K"), Input.Category("type", Types), Input.Category("shift", ["day", "night", "night", "day"])],
        [1, 2, 3, 4], "yield");

    [Test]
    public void A_text_column_becomes_a_column_for_each_label_in_ordinal_order()
    {
        Dataset data = Data;
        Assert.That(data.InputColumns.Select(column => column.Name), Is.EqualTo(new[]
        {
            "heat", "type=B", "type=C", "type=a", "shift=day", "shift=night",
        }));
        Assert.That(data.Inputs.Span.ToArray(), Is.EqualTo(new double[]
        {
            10, 1, 0, 0, 1, 0,
            20, 0, 0, 1, 0, 1,
            30, 1, 0, 0, 0, 1,
            40, 0, 1, 0, 1, 0,
        }));
        Assert.That(data.InputColumns[0], Is.EqualTo(new Column("heat", 10, 40, 25, Math.Sqrt(125), "K")));
        Assert.That(data.InputColumns[1], Is.EqualTo(new Column("type=B", 0, 1, 0.5, 0.5, null, new Category("type", "B"))));
        Assert.That(data.InputColumns.Select(column => column.Category is null), Is.EqualTo(new[] { true, false, false, false, false, false }));
        Assert.That(data.TargetColumns.Single().Name, Is.EqualTo("yield"));
    }

    [Test]
    public void Features_give_each_category_one_name()
    {
        foreach (IReadOnlyList<Feature> features in (IReadOnlyList<Feature>[])[Data.Features, Data.Summary.Features])
        {
            Assert.That(features.Select(feature => (feature.Name, feature.Unit, feature.IsCategory)), Is.EqualTo(new[]
            {
                ("heat", (string?)"K", false), ("type", null, true), ("shift", null, true),
            }));
            Assert.That(features[1].Columns, Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(features[1].Labels, Is.EqualTo(new[] { "B", "C", "a" }));
            Assert.That(features[1].LabelOf([10, 0.2, 0.3, 0.3, 1, 0]), Is.EqualTo(1));
            Assert.That(features[0].Labels, Is.Empty);
        }
    }

    [Test]
    public void Both_overloads_make_the_same_data()
    {
        Dataset other = Dataset.Create([Input.Number("heat", Heat), Input.Category("type", Types)], new double[,] { { 1 }, { 2 }, { 3 }, { 4 } });
        Assert.That(other.TargetColumns.Single().Name, Is.EqualTo("y"));
        Assert.That(other.InputColumns.Skip(1), Is.EqualTo(Data.InputColumns.Skip(1).Take(3)));
    }

    [Test]
    public void Rows_units_and_groups_keep_categories()
    {
        Dataset taken = Data.WithUnit("heat", "°C").WithWeights([1, 2, 3, 4]).GroupBy("type").Take([0, 2]);
        Assert.That(taken.InputColumns.Select(column => column.Category), Is.EqualTo(Data.InputColumns.Select(column => column.Category)));
        Assert.That(taken.InputColumns[1].IsConstant && taken.InputColumns[2].IsConstant, "one label is left");
        Assert.That(taken.Features[1].Labels, Is.EqualTo(new[] { "B", "C", "a" }));
        Assert.That(taken.GroupCount, Is.EqualTo(1));
        Assert.That(Data.GroupBy("type").Groups.ToArray(), Is.EqualTo(new[] { 0, 1, 0, 2 }));
        Assert.That(Data.GroupBy("shift", "type").GroupCount, Is.EqualTo(4));
    }

    [Test]
    public void What_it_is_made_from_is_copied()
    {
        double[] heat = [.. Heat];
        string[] types = [.. Types];
        Input number = Input.Number("heat", heat), category = Input.Category("type", types);
        Array.Clear(heat);
        Array.Fill(types, "X");
        Dataset data = Dataset.Create([number, category], [1, 2, 3, 4]);
        Assert.That(data.Inputs.Span.ToArray(), Is.EqualTo(new double[] { 10, 1, 0, 0, 20, 0, 0, 1, 30, 1, 0, 0, 40, 0, 1, 0 }));
    }

    /// <summary>Whatever the labels, exactly one column of a row is 1, and it is that of the row's label.</summary>
    [Test]
    public void Every_row_has_its_label_and_no_other()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int kinds = random.Next(2, Category.MostLabels + 1);
            string[] labels = [.. Enumerable.Range(0, kinds * 3).Select(i => $"L{(i < kinds ? i : random.Next(kinds))}")];
            random.Shuffle(labels);
            Dataset data = Dataset.Create([Input.Category("k", labels)], new double[labels.Length]);
            for (int row = 0; row < labels.Length; row++)
            {
                double[] cells = data.Inputs.Row(row).ToArray();
                Assert.That(cells.Sum(), Is.EqualTo(1), $"seed {seed}");
                Assert.That(data.InputColumns[Array.IndexOf(cells, 1.0)].Category!.Label, Is.EqualTo(labels[row]), $"seed {seed}");
            }
        }
    }

    private static IEnumerable<TestCaseData> Mistakes =>
    [
        Case("one label", () => Input.Category("type", ["A", "A"]),
            "Input.Category got 1 different labels for 'type' (A); it wants 2 to 64."),
        Case("too many labels", () => Input.Category("type", [.. Enumerable.Range(0, 65).Select(i => $"{i}")]),
            "Input.Category got 65 different labels for 'type' (0, 1, 10, 11, 12, …); it wants 2 to 64."),
        Case("a blank label", () => Input.Category("type", ["A", " "]),
            "Input.Category got a blank label for 'type' in row 1 (counted from 0)."),
        Case("other rows", () => Dataset.Create([Input.Number("heat", [1, 2]), Input.Category("type", ["A", "B", "C"])], [1, 2]),
            "Dataset.Create got 3 rows of the input 'type' and 2 of the targets."),
        Case("a name twice", () => Dataset.Create([Input.Number("type", [1, 2]), Input.Category("type", ["A", "B"])], [1, 2]),
            "Dataset.Create got the name 'type' twice; every input and target wants a name of its own."),
        Case("a category twice", () => Dataset.Create([Input.Category("type", ["A", "B"]), Input.Category("type", ["C", "D"])], [1, 2]),
            "Dataset.Create got the name 'type' twice; every input and target wants a name of its own."),
        Case("a label's column twice", () => Dataset.Create([Input.Number("type=A", [1, 2]), Input.Category("type", ["A", "B"])], [1, 2]),
            "Dataset.Create got the name 'type=A' twice; every input and target wants a name of its own."),
        Case("a cell that is no number", () => Dataset.Create([Input.Number("heat", [1, double.NaN])], [1, 2]),
            "Dataset.Create got NaN in row 1 (counted from 0) of column 'heat'; every cell wants a finite number of magnitude up to 1E+100."),
        Case("an unknown group", () => Data.GroupBy("typ"),
            "Dataset.GroupBy: there is no input 'typ'; there is heat, type=B, type=C, type=a, shift=day, shift=night."),
        Case("a category named as a target", () => Dataset.Create([Input.Category("y", ["A", "B"])], [1, 2]),
            "Dataset.Create got the name 'y' twice; every input and target wants a name of its own."),
        Case("a category named as a column", () => new DataSummary(1, [Label("x", "A"), Label("x", "B"), Plain("x")], [Plain("y")], new double[9]),
            "DataSummary got the name 'x' for a category and for a column; each wants a name of its own."),
        Case("half a category", () => new DataSummary(1, [Label("type", "A")], [Plain("y")], [0]),
            "DataSummary got the category 'type' with 1 labels (A); it wants 2 to 64."),
        Case("a label twice", () => new DataSummary(1, [Label("type", "A"), Label("type", "A", "b")], [Plain("y")], new double[4]),
            "DataSummary got the label 'A' of the category 'type' twice."),
        Case("a category for a target", () => new DataSummary(1, [Plain("x")], [Label("type", "A")], [0]),
            "DataSummary got the target 'type=A' for a label of a category; only inputs can be categories."),
    ];

    private static Column Plain(string name) => new(name, 0, 0, 0, 0);

    private static Column Label(string name, string label, string? column = null) =>
        new(column ?? $"{name}={label}", 0, 0, 0, 0, null, new Category(name, label));

    private static TestCaseData Case(string name, Func<object> mistake, string message) =>
        new TestCaseData(mistake, message).SetArgDisplayNames(name);

    [TestCaseSource(nameof(Mistakes))]
    public void Is_told(Func<object> mistake, string message) =>
        Assert.That(() => mistake(), Throws.ArgumentException.With.Message.EqualTo(message));
}
