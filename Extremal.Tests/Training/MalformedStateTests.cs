using Extremal.Formats;
using Extremal.Optimization;
using Extremal.Tests.Formats;
using Extremal.Training;

namespace Extremal.Tests.Training;

public sealed class MalformedStateTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 5, Epochs = 3, Optimizer = Optimizer.Momentum(0.02) };

    private static readonly Lazy<byte[]> Whole = new(() =>
    {
        var trainer = new Trainer<double>(SmallProblem.Network(), SmallProblem.Samples(22, 1), SmallProblem.Samples(6, 2), Options);
        _ = trainer.Run();
        using var stream = new MemoryStream();
        trainer.State.Save(stream);
        return stream.ToArray();
    });

    private static EditedFile Edit() => new(Whole.Value);

    private static TrainingState<double> Load(byte[] file) => TrainingState<double>.Load(new MemoryStream(file));

    private static void AssertRefused(EditedFile file, string where)
    {
        MalformedFileException? refusal = Assert.Throws<MalformedFileException>(() => Load(file.ToBytes()), where);
        Assert.That(refusal?.Location, Does.Contain(where));
        Assert.That(refusal?.Reason, Is.Not.Empty);
    }

    [Test]
    public void Each_missing_part_is_named()
    {
        Assert.DoesNotThrow(() => Load(Edit().ToBytes()));
        foreach (string key in Edit().Keys)
        {
            AssertRefused(Edit().Metadata(key, null), key);
        }

        foreach (string name in Edit().Names)
        {
            AssertRefused(Edit().Without(name), name);
        }
    }

    [Test]
    public void However_long_a_text_is_the_message_is_short()
    {
        string filler = new('7', 20_000);
        string[] texts = [filler, $"x{filler}", $"adam({filler}", $"adam({filler}=1)", $"adam({filler})", $"adam(x{filler}=1, x{filler}=1)", $"plateau(patience=0.{filler})"];
        EditedFile[] files = [.. texts.SelectMany(text => Edit().Keys.Select(key => Edit().Metadata(key, text)).Append(Edit().Tensor(text, [1], double.NaN)))];
        Assert.That(Refusals.Short(files, file => Load(file.ToBytes())), Is.GreaterThan(files.Length / 2), "refused");
    }

    [TestCase("extremal.kind", "regressor")]
    [TestCase("extremal.version", "2")]
    [TestCase("extremal.version", "one")]
    [TestCase("optimizer", "adamax(rate=1)")]
    [TestCase("optimizer", "momentum(rate=-1)")]
    [TestCase("optimizer", "momentum(rate=NaN)")]
    [TestCase("optimizer", "momentum(speed=1)")]
    [TestCase("optimizer", "")]
    [TestCase("optimizer", "(")]
    [TestCase("steps", "-1")]
    [TestCase("steps", "1.5")]
    [TestCase("steps", "99999999999999999999")]
    [TestCase("epoch", "2147483648")]
    [TestCase("epoch", "")]
    [TestCase("batch", "-1")]
    [TestCase("batch", " 1")]
    [TestCase("loss-sum", "much")]
    [TestCase("schedule.epoch", "-5")]
    [TestCase("schedule.reduction", "1,5")]
    [TestCase("schedule.best", "")]
    [TestCase("schedule.stalled", "x")]
    public void Each_text_without_sense_is_named(string key, string value) => AssertRefused(Edit().Metadata(key, value), key);

    [Test]
    public void Contradictions_are_named()
    {
        AssertRefused(Edit().Metadata("epoch", "4"), "history.training");
        AssertRefused(Edit().Metadata("optimizer", "adam"), "moment.mean");
        AssertRefused(Edit().Tensor("best", [2], 1, 2), "best");
        AssertRefused(Edit().Tensor("last", [1, 21], new double[21]), "last");
        AssertRefused(Edit().Tensor("history.validation", [2], 1, 2), "history.validation");
    }

    [Test]
    public void What_random_damage_leaves_is_refused_or_goes_on_in_numbers()
    {
        int refused = 0, gone = 0;
        string[] odd = ["", "-1", "0", "1", "7", "99999999999999999999", "2147483647", "NaN", "-Infinity", "1e308", "1e999", " 2", "+2",
            "2.0", "0x1", "sgd", "adam", "adam()", "🙂"];
        string[] keys = [.. Edit().Keys], names = [.. Edit().Names];
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            byte[] file;
            if (seed % 2 == 0)
            {
                EditedFile edited = Edit().Metadata(keys[random.Next(keys.Length)], odd[random.Next(odd.Length)]);
                file = (random.Next(4) == 0 ? edited.Without(names[random.Next(names.Length)]) : edited).ToBytes();
            }
            else
            {
                file = [.. Whole.Value];
                for (int times = random.Next(1, 4); times > 0; times--)
                {
                    file[random.Next(file.Length)] = (byte)random.Next(256);
                }
            }

            TrainingState<double> state;
            try
            {
                state = Load(file);
            }
            catch (MalformedFileException)
            {
                refused++;
                continue;
            }
            catch (Exception e)
            {
                throw new AssertionException($"Seed {seed}: {e.GetType().Name} instead of a refusal: {e.Message}", e);
            }

            gone += GoesOn(state, seed) ? 1 : 0;
        }

        Assert.That(refused, Is.GreaterThan(500));
        Assert.That(gone, Is.GreaterThan(100));
    }

    private static bool GoesOn(TrainingState<double> state, int seed)
    {
        try
        {
            _ = new Trainer<double>(SmallProblem.Network(), SmallProblem.Samples(22, 1), SmallProblem.Samples(6, 2), Options, state).Run();
            return true;
        }
        catch (ArgumentException)
        {
            return false; // a state of another run
        }
        catch (Exception e)
        {
            throw new AssertionException($"Seed {seed}: going on from what was read threw {e.GetType().Name}: {e.Message}", e);
        }
    }
}
