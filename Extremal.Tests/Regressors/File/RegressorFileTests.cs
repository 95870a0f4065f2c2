using System.Globalization;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels.Functions;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Tests.Networks;

namespace Extremal.Tests;

public sealed class RegressorFileTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("extremal").FullName;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_folder, true);

    private static void AssertSame(Regressor again, Regressor regressor)
    {
        double[] points = RegressorData.Points(50, 3);
        Assert.That(again.PredictAll(points), Is.EqualTo(regressor.PredictAll(points)));
        Assert.That(again.Gradient(points.AsSpan(0, 3)), Is.EqualTo(regressor.Gradient(points.AsSpan(0, 3))));
        Assert.That(again.Summary.InputColumns, Is.EqualTo(regressor.Summary.InputColumns), "names, units, ranges, means, deviations");
        Assert.That(again.Summary.TargetColumns, Is.EqualTo(regressor.Summary.TargetColumns));
        Assert.That(again.Summary.Covariance.ToArray(), Is.EqualTo(regressor.Summary.Covariance.ToArray()));
        Assert.That(again.Summary.RowCount, Is.EqualTo(regressor.Summary.RowCount));
        Assert.That(again.ToString(), Is.EqualTo(regressor.ToString()));
        Assert.That(Greatest(again), Is.EqualTo(Greatest(regressor)));
        Assert.That(again.TrainingData is null || again.Maximize().Point.SequenceEqual(regressor.Maximize().Point), "with the rows as starts");
    }

    // Without the rows among the starts, which not every file has.
    private static IReadOnlyList<double> Greatest(Regressor regressor) =>
        new ExtremumSearch(regressor.Surrogate, regressor.Domain, Goal.Maximize()).Run().Point;

    [TestCase(1, false)]
    [TestCase(1, true)]
    [TestCase(2, false)]
    [TestCase(2, true)]
    public void A_stream_brings_back_the_same_bits(int outputs, bool withRows)
    {
        Regressor regressor = outputs == 1 ? RegressorData.Trained : RegressorData.TrainedTwo;
        byte[] file = regressor.Bytes(withRows);
        Regressor again = Regressor.Load(new MemoryStream(file));
        AssertSame(again, regressor);
        Assert.That((again.Training, again.State), Is.EqualTo(((object?)null, (object?)null)));
        Assert.That(again.TrainingData is not null, Is.EqualTo(withRows));
        Assert.That(again.Bytes(withRows), Is.EqualTo(file), "saved again, the same file");
        if (withRows)
        {
            Assert.That(again.TrainingData!.Inputs.Span.ToArray(), Is.EqualTo(regressor.TrainingData!.Inputs.Span.ToArray()));
            Assert.That(again.TrainingData.Targets.Span.ToArray(), Is.EqualTo(regressor.TrainingData.Targets.Span.ToArray()));
            Assert.That(again.TrainingData.InputColumns, Is.EqualTo(regressor.TrainingData.InputColumns));
            Assert.That(again.TrainingData.TargetColumns, Is.EqualTo(regressor.TrainingData.TargetColumns));
        }
    }

    [Test]
    public void A_path_is_written_whole_over_an_older_file()
    {
        string path = Path.Combine(_folder, "model.safetensors");
        RegressorData.TrainedTwo.Save(path, withRows: true);
        RegressorData.Trained.Save(path);
        AssertSame(Regressor.Load(path), RegressorData.Trained);
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(RegressorData.Trained.Bytes()));
        Assert.That(Directory.GetFiles(_folder), Is.EqualTo(new[] { path }), "nothing else is left behind");
    }

    [Test]
    public void What_cannot_be_saved_leaves_the_older_file()
    {
        string path = Path.Combine(_folder, "kept.safetensors");
        RegressorData.Trained.Save(path);
        Regressor without = Regressor.Load(path);
        Assert.That(() => without.Save(path, withRows: true), Throws.InvalidOperationException.With.Message.Contains("without them"));
        AssertSame(Regressor.Load(path), RegressorData.Trained);
        Assert.That(() => without.Save(Path.Combine(_folder, "nowhere", "x")), Throws.InstanceOf<IOException>());
        Assert.That(() => Regressor.Load(Path.Combine(_folder, "missing")), Throws.InstanceOf<FileNotFoundException>());
        File.Delete(path);
    }

    [Test]
    public void An_activation_of_the_users_own_is_refused_when_it_is_saved()
    {
        foreach (Activation own in (Activation[])[Activation.Of("wave", default(Sine)), Activation.Of("tanh", default(Sine)),
            Activation.Of("a b", default(Tanh))])
        {
            Regressor regressor = Regressor.Train(RegressorData.Process(10), RegressorData.Quick with { Activation = own, Epochs = 1 });
            Assert.That(() => regressor.Save(Stream.Null), Throws.InvalidOperationException.With.Message.Contains($"'{own}'"));
        }
    }

    [Test]
    public void Every_activation_is_read_back()
    {
        foreach (Activation activation in PlainNetworkTests.Activations)
        {
            Regressor regressor = Regressor.Train(RegressorData.Process(10),
                RegressorData.Quick with { Hidden = [3, 2], Activation = activation, Epochs = 1 });
            Regressor again = Regressor.Load(new MemoryStream(regressor.Bytes()));
            Assert.That(again.Surrogate.Network.Layers.Select(layer => layer.Activation),
                Is.EqualTo(regressor.Surrogate.Network.Layers.Select(layer => layer.Activation)));
            Assert.That(again.Predict(1e4, 300, 0.5), Is.EqualTo(regressor.Predict(1e4, 300, 0.5)), activation.Name);
        }
    }

    [Test]
    public void Files_are_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        byte[] expected = RegressorData.Trained.Bytes(true);
        try
        {
            foreach (string culture in (string[])["de-DE", "fa-IR", "sv-SE", "ar-SA"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.That(RegressorData.Trained.Bytes(true), Is.EqualTo(expected), culture);
                Assert.That(Regressor.Load(new MemoryStream(expected)).Bytes(true), Is.EqualTo(expected), culture);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Loaded_regressors_answer_from_many_threads()
    {
        Regressor again = Regressor.Load(new MemoryStream(RegressorData.Trained.Bytes()));
        double[] values = new double[8];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() => values[i] = again.Maximize().Value))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.That(values, Is.All.EqualTo(again.Maximize().Value));
        Assert.That(values[0], Is.EqualTo(RegressorData.Trained.Maximize().Value).Within(1e-9), "whose rows are starts too");
    }

    [Test]
    public void Names_that_are_not_unicode_are_refused_before_anything_is_written()
    {
        Dataset data = Dataset.Create(new double[,] { { 1 }, { 2 }, { 3 } }, [1, 2, 3], ["half a \ud83d pair"]);
        Regressor regressor = Regressor.Train(data, RegressorData.Quick with { Epochs = 1, Validation = 0 });
        using var stream = new MemoryStream();
        Assert.That(() => regressor.Save(stream), Throws.InstanceOf<ArgumentException>());
        Assert.That(stream.Length, Is.Zero);
    }
}
