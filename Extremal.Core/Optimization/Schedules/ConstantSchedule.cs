namespace Extremal.Optimization.Schedules;

/// <summary>The factor is always one.</summary>
internal sealed record ConstantSchedule : Schedule
{
    public override bool ReadsLoss => false;

    public override double Factor(ScheduleState state, int epochs) => 1;

    public override string ToString() => "constant";
}
