using Extremal.Formats;

namespace Extremal.Optimization.Schedules;

/// <summary>The factor falls from one to a floor along half a cosine.</summary>
internal sealed record CosineSchedule(double Floor) : Schedule
{
    public double Floor { get; } = Require.Share(Floor, "floor");

    public override bool ReadsLoss => false;

    public override double Factor(ScheduleState state, int epochs)
    {
        double over = epochs <= 0 ? 1 : Math.Clamp(state.Epoch / (double)epochs, 0, 1);
        return Math.FusedMultiplyAdd(1 - Floor, 0.5 * (1 + HalfTurn.Cosine(over)), Floor);
    }

    public override string ToString() => new TextForm("cosine", ["floor"], [Floor]).ToString();
}
