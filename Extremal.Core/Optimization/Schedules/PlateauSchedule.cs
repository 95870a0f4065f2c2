using Extremal.Formats;

namespace Extremal.Optimization.Schedules;

/// <summary>The factor is reduced whenever the loss has not improved for a while.</summary>
internal sealed record PlateauSchedule(double Reduction, int Patience, double Minimum) : Schedule
{
    /// <summary>By what share of itself the loss has to fall to count as improved, as in PyTorch.</summary>
    private const double Threshold = 1e-4;

    public static string[] Keys => ["factor", "patience", "minimum"];

    public double Reduction { get; } = Require.Fraction(Reduction, "factor");

    public int Patience { get; } = (int)Require.NotNegative(Patience, "patience");

    public double Minimum { get; } = Require.Share(Minimum, "minimum");

    public override bool ReadsLoss => true;

    public override double Factor(ScheduleState state, int epochs) => Math.Max(state.Reduction, Minimum);

    public override ScheduleState Next(ScheduleState state, double loss)
    {
        ScheduleState next = base.Next(state, loss);
        bool improved = double.IsPositiveInfinity(state.Best) ? loss < state.Best : loss < state.Best - Threshold * Math.Abs(state.Best);
        if (improved)
        {
            return next with { Best = loss, Stalled = 0 };
        }

        return state.Stalled < Patience
            ? next with { Stalled = state.Stalled + 1 }
            : next with { Reduction = Math.Max(state.Reduction * Reduction, Minimum), Stalled = 0 };
    }

    public override string ToString() => new TextForm("plateau", Keys, [Reduction, Patience, Minimum]).ToString();
}
