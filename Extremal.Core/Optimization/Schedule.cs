using System.Text.Json.Serialization;
using Extremal.Formats;
using Extremal.Memory;
using Extremal.Optimization.Schedules;

namespace Extremal.Optimization;

/// <summary>
/// How the step size changes from epoch to epoch: an immutable description. The factor on the rate is a pure function of an explicit
/// <see cref="ScheduleState"/>, so that an interrupted run goes on with the same bits. An epoch may also be one step.
/// </summary>
[JsonConverter(typeof(TextConverter<Schedule>))]
public abstract record Schedule : IReadFromText<Schedule>
{
    private protected Schedule()
    {
    }

    /// <summary>The rate never changes.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>Half a cosine: with e epochs of E over, floor + (1 − floor) (1 + cos(π e / E)) / 2.</summary>
    /// <remarks>
    /// Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017, equation (5), without restarts.
    /// </remarks>
    /// <param name="floor">The factor when all epochs are over, from zero to one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not from zero to one.</exception>
    public static Schedule Cosine(double floor = 0) => new CosineSchedule(floor);

    /// <summary>
    /// Multiplies the rate by <paramref name="factor"/> once more than <paramref name="patience"/> epochs have passed without the loss
    /// falling by at least one part in ten thousand below its least value.
    /// </summary>
    /// <param name="factor">What the rate is multiplied by, in [0, 1).</param>
    /// <param name="patience">Epochs without improvement that are borne, zero or more.</param>
    /// <param name="minimum">The least factor, from zero to one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Schedule ReduceOnPlateau(double factor = 0.1, int patience = 10, double minimum = 0) =>
        new PlateauSchedule(factor, patience, minimum);

    /// <summary>Whether <see cref="Factor"/> depends on the losses, so that it cannot be known beforehand.</summary>
    public abstract bool ReadsLoss { get; }

    /// <summary>The factor on the rate in the epoch that begins in this state.</summary>
    /// <param name="state">What went before.</param>
    /// <param name="epochs">Number of epochs of the whole run.</param>
    public abstract double Factor(ScheduleState state, int epochs);

    /// <summary>The state after an epoch that ended with this loss. A loss that is NaN is no improvement.</summary>
    public virtual ScheduleState Next(ScheduleState state, double loss) => state with { Epoch = state.Epoch + 1 };

    /// <summary>
    /// Reads what <see cref="object.ToString"/> wrote, such as <c>cosine(floor=0.01)</c>; a parameter that is left out has its default.
    /// </summary>
    /// <exception cref="FormatException">The text is not of this form, names no schedule, or a parameter that the schedule
    /// lacks.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Schedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextForm form = TextForm.Parse(text);
        return form.Name switch
        {
            "constant" when form.Arrange([], []) is [] => Constant,
            "cosine" when form.Arrange(["floor"], [0]) is [var floor] => Cosine(floor),
            "plateau" when form.Arrange(PlateauSchedule.Keys, [0.1, 10, 0]) is [var factor, var patience, var minimum] =>
                ReduceOnPlateau(factor, Whole(patience, text), minimum),
            _ => throw new FormatException(
                Printable.Invariant($"There is no schedule '{Excerpt.Of(form.Name)}'; there are constant, cosine, plateau.")),
        };
    }

    private static int Whole(double value, string text) =>
        value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw new FormatException(Printable.Invariant($"'{Excerpt.Of(text)}' has a patience that is not a whole number."));
}
