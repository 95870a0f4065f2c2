using System.Text.Json;
using Extremal.Autodiff;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Training;

namespace Extremal.Tests.Training;

/// <summary>Which rows and which options mean evidence, and which batches.</summary>
public sealed class TrainingMethodTests
{
    private static readonly TrainingOptions Plain = new();

    private static IEnumerable<TrainingOptions> ByBatches =>
    [
        Plain with { Hidden = [64] }, Plain with { Activation = Activation.ReLU }, Plain with { OutputActivation = Activation.Softplus },
        Plain with { Initialization = Initialization.He }, Plain with { Loss = Loss.MeanAbsoluteError },
        Plain with { Optimizer = Optimizer.Adam(0.01) }, Plain with { LbfgsMemory = 10 }, Plain with { Schedule = Schedule.Constant },
        Plain with { BatchSize = 16 }, Plain with { Epochs = 401 }, Plain with { L2 = 1e-9 }, Plain with { Validation = 0 },
        Plain with { Calibration = 0 }, Plain with { Patience = null }, Plain with { KeepBest = false }, Plain with { Members = 5 },
    ];

    [Test]
    public void Up_to_2000_rows_are_learned_by_evidence()
    {
        Assert.That((int[])[1, 100, 2000, 2001, 100_000], Has.Exactly(3).Matches<int>(Plain.IsByEvidence));
        Assert.That(Plain.IsByEvidence(2000), Is.True);
    }

    [Test]
    public void Its_own_options_leave_it_so()
    {
        TrainingOptions options = new() { Seed = 7, MaxDegreeOfParallelism = 1, Radial = false, EvidenceSteps = 3 };
        Assert.That(options.IsByEvidence(2000));
        Assert.That(options.IsByEvidence(2001), Is.False);
        Assert.That((options with { Hidden = [64, 64] }).IsByEvidence(50), "That is the default.");
    }

    [TestCaseSource(nameof(ByBatches))]
    public void Any_other_option_means_batches_unless_the_method_is_named(TrainingOptions options)
    {
        Assert.That(options.IsByEvidence(50), Is.False);
        Assert.That((options with { Method = TrainingMethod.Evidence }).IsByEvidence(50));
        Assert.That((options with { Method = TrainingMethod.Evidence }).IsByEvidence(5000));
    }

    /// <summary>Of an option that is forgotten here no test tells whether it means batches.</summary>
    [Test]
    public void Every_option_is_looked_at()
    {
        string[] own = ["Method", "Seed", "MaxDegreeOfParallelism", "Radial", "EvidenceSteps"];
        string[] changed = [.. ByBatches.Select(options => typeof(TrainingOptions).GetProperties()
            .Single(property => !Equals(property.GetValue(options), property.GetValue(Plain))).Name)];
        Assert.That(changed.Concat(own), Is.EquivalentTo(typeof(TrainingOptions).GetProperties().Select(property => property.Name)));
    }

    [Test]
    public void A_named_method_decides()
    {
        Assert.That((Plain with { Method = TrainingMethod.Batches }).IsByEvidence(50), Is.False);
        Assert.That((Plain with { Method = TrainingMethod.Evidence }).IsByEvidence(100_000));
    }

    [Test]
    public void Json_keeps_them()
    {
        TrainingOptions options = new() { Method = TrainingMethod.Evidence, Radial = false, EvidenceSteps = 17 };
        string json = JsonSerializer.Serialize(options);
        Assert.That(json, Does.Contain("\"Evidence\"").And.Contain("17"));
        TrainingOptions? read = JsonSerializer.Deserialize<TrainingOptions>(json);
        Assert.That(read, Is.EqualTo(options));
        Assert.That(JsonSerializer.Deserialize<TrainingOptions>("{}"), Is.EqualTo(Plain));
        Assert.That(JsonSerializer.Deserialize<TrainingOptions>("{\"EvidenceSteps\":5}")!.IsByEvidence(50));
    }

    [Test]
    public void Options_without_sense_are_refused_by_name()
    {
        Assert.That(
            () => (Plain with { EvidenceSteps = 0 }).Validate(),
            Throws.ArgumentException.With.Message.Contains("TrainingOptions.EvidenceSteps is 0").And.Message.Contains("it wants"));
        Assert.That(
            () => (Plain with { Method = (TrainingMethod)9 }).Validate(),
            Throws.ArgumentException.With.Message.Contains("TrainingOptions.Method is 9").And.Message.Contains("it wants"));
    }
}
