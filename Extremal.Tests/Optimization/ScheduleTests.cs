using Extremal.Optimization;
using Extremal.Optimization.Schedules;

namespace Extremal.Tests.Optimization;

public sealed class ScheduleTests
{
    [Test]
    public void CosineFallsFromOneToItsFloor()
    {
        Schedule schedule = Schedule.Cosine(0.1);
        for (int epoch = 0; epoch <= 100; epoch++)
        {
            double expected = 0.1 + 0.9 * (1 + Math.Cos(Math.PI * epoch / 100)) / 2;
            Assert.That(schedule.Factor(At(epoch), 100), Is.EqualTo(expected).Within(3e-16), $"epoch {epoch}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(schedule.Factor(At(0), 100), Is.EqualTo(1));
            Assert.That(schedule.Factor(At(100), 100), Is.EqualTo(0.1));
            Assert.That(schedule.Factor(At(1000), 100), Is.EqualTo(0.1), "behind the end");
            Assert.That(schedule.Factor(At(0), 0), Is.EqualTo(0.1), "no epochs");
        });
    }

    [Test]
    public void HalfTurnsCosineIsAccurate()
    {
        double worst = 0;
        for (int i = 0; i <= 100_000; i++)
        {
            double t = i / 100_000.0;
            worst = Math.Max(worst, Math.Abs(HalfTurn.Cosine(t) - double.CosPi(t)));
        }

        TestContext.Out.WriteLine($"greatest error {worst:E2}");
        Assert.Multiple(() =>
        {
            Assert.That(worst, Is.LessThan(2.3e-16));
            Assert.That(HalfTurn.Cosine(0), Is.EqualTo(1));
            Assert.That(HalfTurn.Cosine(0.5), Is.Zero);
            Assert.That(HalfTurn.Cosine(1), Is.EqualTo(-1));
        });
    }

    [Test]
    public void PlateauReducesWhenPatienceIsOverAndStopsAtItsMinimum()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 2, minimum: 0.2);
        double[] losses = [5, 4, 4, 4, 3.9999, 4, double.NaN, 5, 3, 3, 3, 3, 3, 3, 3];
        double[] expected = [1, 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2, 0.2];
        ScheduleState state = ScheduleState.Start;
        for (int epoch = 0; epoch < losses.Length; epoch++)
        {
            state = schedule.Next(state, losses[epoch]);
            Assert.That(schedule.Factor(state, losses.Length), Is.EqualTo(expected[epoch]), $"after epoch {epoch}");
        }

        Assert.That(state.Epoch, Is.EqualTo(losses.Length));
    }

    [Test]
    public void PlateauImprovesBelowZeroToo()
    {
        Schedule schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 0);
        ScheduleState state = schedule.Next(schedule.Next(ScheduleState.Start, -1), -1.1);
        Assert.That(schedule.Factor(state, 9), Is.EqualTo(1));
        Assert.That(schedule.Factor(schedule.Next(state, -1.1), 9), Is.EqualTo(0.5));
    }

    [Test]
    public void TextIsReadBack()
    {
        foreach (Schedule schedule in new[] { Schedule.Constant, Schedule.Cosine(), Schedule.Cosine(1.0 / 3),
            Schedule.ReduceOnPlateau(0.3, 7, 0.01) })
        {
            Assert.That(Schedule.Parse(schedule.ToString()!), Is.EqualTo(schedule));
        }

        Assert.Multiple(() =>
        {
            Assert.That(Schedule.Cosine(0.01).ToString(), Is.EqualTo("cosine(floor=0.01)"));
            Assert.That(Schedule.Parse("plateau"), Is.EqualTo(Schedule.ReduceOnPlateau()));
            Assert.That(Schedule.Cosine(0.1), Is.Not.EqualTo(Schedule.Cosine(0.2)));
            Assert.That(() => Schedule.Parse("linear"), Throws.InstanceOf<FormatException>());
            Assert.That(() => Schedule.Parse("constant(floor=1)"), Throws.InstanceOf<FormatException>());
            Assert.That(() => Schedule.Parse("plateau(patience=1.5)"), Throws.InstanceOf<FormatException>());
            Assert.That(() => Schedule.Cosine(1.5), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Schedule.ReduceOnPlateau(1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Schedule.ReduceOnPlateau(patience: -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    private static ScheduleState At(int epoch) => ScheduleState.Start with { Epoch = epoch };
}
