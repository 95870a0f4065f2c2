using Extremal.Autodiff;
using Extremal.Memory;

namespace Extremal.Tests.Autodiff;

/// <summary>A recorded step, and the switch that finds numbers which a recording captured.</summary>
[NonParallelizable, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RecordingTests
{
    private readonly Slice<double> _x = Slice<double>.Copy([1, 2], new Shape(2, 1));
    private readonly Slice<double> _rate = Slice<double>.Copy([3], Shape.One);

    [TearDown]
    public void SwitchOff() => AppContext.SetSwitch(Recording<double>.CheckSwitch, false);

    [Test]
    public void ReplaysWhatItsLeavesHold()
    {
        var recording = new Recording<double>(tape => tape.Input(_x) * tape.Input(_rate));
        _rate.Span[0] = 5;
        recording.Replay();
        Assert.That(recording.Result.Value.Span.ToArray(), Is.EqualTo(new double[] { 5, 10 }));
    }

    [Test]
    public void ACapturedNumberIsFoundByTheSwitch()
    {
        AppContext.SetSwitch(Recording<double>.CheckSwitch, true);
        double captured = 3;
        var recording = new Recording<double>(tape => tape.Input(_x) * captured);
        recording.Replay();
        captured = 5;
        Assert.That(recording.Replay, Throws.InvalidOperationException.With.Message.Contains("Make it an Input"));
    }

    [Test]
    public void AnInputPassesTheSwitch()
    {
        AppContext.SetSwitch(Recording<double>.CheckSwitch, true);
        var recording = new Recording<double>(tape => tape.Input(_x) * tape.Input(_rate));
        _rate.Span[0] = 5;
        Assert.That(recording.Replay, Throws.Nothing);
    }

    [Test]
    public void WithoutTheSwitchNothingIsRecordedTwice()
    {
        int recorded = 0;
        var recording = new Recording<double>(tape =>
        {
            recorded++;
            return tape.Input(_x).Sum();
        });
        recording.Replay();
        Assert.That(recorded, Is.EqualTo(1));
    }

    [Test]
    public void NoStepIsAMistake() => Assert.That(() => new Recording<double>(null!), Throws.ArgumentNullException);
}
