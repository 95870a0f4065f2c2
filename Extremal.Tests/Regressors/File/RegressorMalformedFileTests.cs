using Extremal.Data;
using Extremal.Formats;
using Extremal.Tests.Formats;

namespace Extremal.Tests;

/// <summary>Files that are well-formed safetensors, or nearly, and no regressor: one exception, which says where.</summary>
public sealed class RegressorMalformedFileTests
{
    private static readonly Lazy<byte[]> Whole = new(() => RegressorData.TrainedTwo.Bytes(withRows: true)),
        Bare = new(() => RegressorData.Trained.Bytes()),
        Rich = new(() => WithEveryPart().Bytes(withRows: true));

    /// <summary>An ensemble with residuals, of categories, weights and groups.</summary>
    private static Regressor WithEveryPart()
    {
        double[] heat = [.. Enumerable.Range(0, 60).Select(i => Math.Sqrt(i))];
        Dataset data = Dataset.Create(
            [Input.Number("heat", heat), Input.Category("kind", [.. heat.Select((_, i) => "abc".Substring(i % 3, 1))])], heat)
            .WithWeights([.. heat.Select(x => 1 + x)]).WithGroups([.. heat.Select((_, i) => i / 2)]);
        return Regressor.Train(data, RegressorData.Quick with { Members = 3, Epochs = 3 });
    }

    private static EditedFile Edit() => new(Whole.Value);

    private static void AssertRefused(EditedFile file, string where, string what = "")
    {
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(file.ToStream()), $"{where} {what}");
        Assert.That(refusal?.Location, Does.Contain(where), what);
        Assert.That(refusal?.Reason, Is.Not.Empty, what);
        Assert.That(refusal?.Message, Does.Not.Contain("..").And.Not.Contain("(Parameter"), what);
    }

    [Test]
    public void Each_missing_part_is_named()
    {
        Assert.DoesNotThrow(() => Regressor.Load(Edit().ToStream()));
        foreach (string key in Edit().Keys.Where(key => !key.EndsWith(".unit", StringComparison.Ordinal)))
        {
            AssertRefused(Edit().Metadata(key, null), key);
        }

        foreach (string name in Edit().Names.Except(["rows.inputs", "data.distances.centre", "data.distances.neighbour"]))
        {
            AssertRefused(Edit().Without(name), name);
        }

        Assert.DoesNotThrow(() => Regressor.Load(Edit().Metadata("input.0.unit", null).ToStream()), "a unit may be missing");
    }

    [TestCase("extremal.kind", "training-state")]
    [TestCase("extremal.kind", "")]
    [TestCase("extremal.version", "2")]
    [TestCase("extremal.version", "0")]
    [TestCase("extremal.version", "1.0")]
    [TestCase("extremal.version", "")]
    [TestCase("network.inputs", "0")]
    [TestCase("network.inputs", "-3")]
    [TestCase("network.inputs", "three")]
    [TestCase("network.inputs", "99999999999")]
    [TestCase("network.layers", "")]
    [TestCase("network.layers", "12  2")]
    [TestCase("network.layers", "12 x")]
    [TestCase("network.layers", "12 0")]
    [TestCase("network.layers", "-12 2")]
    [TestCase("network.layers", "12 2 2")]
    [TestCase("network.layers", "12")]
    [TestCase("network.layers", "12 99999999999")]
    [TestCase("network.layers", "1000001 2")]
    [TestCase("network.activations", "")]
    [TestCase("network.activations", "tanh tan")]
    [TestCase("network.activations", "tanh leakyRelu(-1)")]
    [TestCase("network.activations", "tanh leakyRelu(1e999)")]
    [TestCase("data.rows", "0")]
    [TestCase("data.rows", "80.5")]
    [TestCase("data.rows", "8000000000")]
    [TestCase("input.0.name", "")]
    [TestCase("input.0.name", "  ")]
    [TestCase("input.0.name", "heat")]
    [TestCase("target.0.name", "heat")]
    public void Each_text_without_sense_is_named(string key, string value) =>
        AssertRefused(Edit().Metadata(key, value), key.EndsWith(".name", StringComparison.Ordinal) ? "" : key == "network.layers"
            ? "network." : key);

    [Test]
    public void However_long_a_text_is_the_message_is_short()
    {
        string filler = new('7', 20_000);
        string[] texts = [filler, $"x{filler}", string.Join(' ', filler.AsEnumerable()), $"elu({filler}", string.Concat(Enumerable.Repeat("\u0001", 20_000))];
        EditedFile[] files =
        [
            .. texts.SelectMany(text => Edited().Keys.Select(key => Edited().Metadata(key, text)).Append(Edited().Tensor(text, [1], 1))
                .Append(Edited().Metadata("input.0.name", text).Metadata("target.0.name", text))
                .Append(Edited().Metadata("input.1.label", text).Metadata("input.2.label", text))),
        ];
        Assert.That(Refusals.Short(files, file => Regressor.Load(file.ToStream())), Is.GreaterThan(files.Length / 2), "refused");

        EditedFile Edited() => new(Rich.Value);
    }

    [TestCase("network.inputs", "2", "layers.0.weight")]
    [TestCase("network.inputs", "1000000", "layers.0.weight")]
    [TestCase("network.layers", "11 2", "layers.0.weight")]
    [TestCase("network.layers", "1000000 2", "layers.0.weight")]
    [TestCase("network.layers", "12 1000000", "layers.1.weight")]
    [TestCase("network.layers", "12 1", "layers.1.weight")]
    [TestCase("data.rows", "81", "rows.inputs")]
    public void Layers_and_rows_that_contradict_the_tensors_are_refused_without_their_memory(string key, string value, string where)
    {
        EditedFile file = Edit().Metadata(key, value);
        byte[] bytes = file.ToBytes();
        long before = GC.GetAllocatedBytesForCurrentThread();
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(new MemoryStream(bytes)));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(2_000_000));
        Assert.That(refusal?.Location, Does.Contain(where));
    }

    [Test]
    public void A_hundred_thousand_layers_are_refused_without_their_memory()
    {
        EditedFile file = Edit().Metadata("network.layers", string.Join(' ', Enumerable.Repeat("2", 100_000)))
            .Metadata("network.activations", string.Join(' ', Enumerable.Repeat("tanh", 100_000)));
        AssertRefused(file, "layers.0.weight");
    }

    [TestCase("input.scaling", 1, double.NaN)]
    [TestCase("input.scaling", 3, 0)]
    [TestCase("input.scaling", 4, -1)]
    [TestCase("input.scaling", 5, double.PositiveInfinity)]
    [TestCase("target.scaling", 0, double.NegativeInfinity)]
    [TestCase("target.scaling", 2, double.NaN)]
    [TestCase("input.observed", 0, double.NaN)]
    [TestCase("input.observed", 0, 1e9)]
    [TestCase("input.observed", 3, -1)]
    [TestCase("target.observed", 5, double.PositiveInfinity)]
    [TestCase("data.covariance", 1, 7)]
    [TestCase("data.covariance", 0, -7)]
    [TestCase("data.covariance", 4, double.NaN)]
    [TestCase("layers.0.weight", 7, double.NaN)]
    [TestCase("layers.1.bias", 1, double.NegativeInfinity)]
    [TestCase("rows.inputs", 5, double.NaN)]
    [TestCase("rows.targets", 5, 1e200)]
    public void Each_number_without_sense_is_named(string tensor, int index, double value) =>
        AssertRefused(Edit().Number(tensor, index, value), tensor == "rows.targets" ? "rows." : tensor, $"[{index}] = {value}");

    [TestCase(1.5)]
    [TestCase(double.NaN)]
    [TestCase(1e10)]
    public void A_group_without_a_whole_number_is_refused(double group) =>
        AssertRefused(new EditedFile(Rich.Value).Number("rows.groups", 4, group), "rows.groups");

    [Test]
    public void Tensors_that_do_not_belong_are_refused()
    {
        AssertRefused(Edit().Tensor("layers.2.weight", [2, 2], 1, 2, 3, 4), "layers.2.weight");
        AssertRefused(Edit().Tensor("something", [1], 1), "something");
        AssertRefused(Edit().Without("rows.inputs"), "rows.", "targets without inputs");
        AssertRefused(Edit().Tensor("layers.0.bias", [12], new double[12]), "layers.0.bias");
    }

    [Test]
    public void Notes_of_others_in_the_metadata_are_borne() =>
        Assert.DoesNotThrow(() => Regressor.Load(Edit().Metadata("format", "pt").Metadata("note", "🙂").ToStream()));

    [Test]
    public void Other_files_are_refused()
    {
        Assert.Throws<MalformedFileException>(() => Regressor.Load(new MemoryStream()));
        Assert.Throws<MalformedFileException>(() => Regressor.Load(new MemoryStream(new byte[100])));
        byte[] empty = FileBytes.Of("{}");
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Regressor.Load(new MemoryStream(empty)));
        Assert.That(refusal?.Location, Does.Contain("extremal.kind"));
        Assert.Throws<ArgumentNullException>(() => Regressor.Load((Stream)null!));
    }

    [Test]
    public void What_random_damage_leaves_is_refused_or_predicts()
    {
        int refused = 0, read = 0;
        for (int seed = 0; seed < 5000; seed++)
        {
            byte[] file = Damage([.. (seed % 3) switch { 0 => Whole.Value, 1 => Bare.Value, _ => Rich.Value }], new Random(seed));
            try
            {
                Regressor regressor = Regressor.Load(new MemoryStream(file));
                if (read++ % 8 == 0)
                {
                    double[] point = Middle(regressor.Summary);
                    double[] outputs = new double[regressor.Surrogate.Outputs];
                    regressor.Predict(point, outputs, new double[outputs.Length]);
                    _ = (regressor.PredictInterval(point), regressor.ApplicabilityDomain.At(point).Words);
                    _ = regressor.Bytes();
                }
            }
            catch (MalformedFileException e) when (e.Location.Length > 0 && e.Reason.Length > 0)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new AssertionException($"Seed {seed}: {e.GetType().Name} instead of a refusal: {e.Message}", e);
            }
        }

        Assert.That(refused, Is.GreaterThan(1000));
        Assert.That(read, Is.GreaterThan(500));
    }

    // The mean of every quantity, and the first label of every category.
    private static double[] Middle(DataSummary summary)
    {
        double[] point = [.. summary.InputColumns.Select(column => column.Category is null ? column.Mean : 0)];
        foreach (Feature category in summary.Features.Where(feature => feature.IsCategory))
        {
            point[category.Columns[0]] = 1;
        }

        return point;
    }

    // Single bytes, half of them in the header: digits for digits keep the JSON whole, so that the meaning is damaged and not the form.
    private static byte[] Damage(byte[] file, Random random)
    {
        int header = 8 + (int)BitConverter.ToUInt64(file);
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(2) == 0 ? random.Next(file.Length) : random.Next(8, header);
            file[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)('0' + random.Next(10)),
                _ => char.IsAsciiDigit((char)file[at]) ? (byte)('0' + random.Next(10)) : (byte)(file[at] ^ 1),
            };
        }

        return random.Next(20) == 0 ? file[..random.Next(file.Length)] : file;
    }
}
