namespace Extremal.Optimization;

/// <summary>
/// All that a <see cref="Schedule"/> remembers from one epoch to the next: plain numbers, which can be saved and restored.
/// </summary>
/// <param name="Epoch">Epochs that are over.</param>
/// <param name="Reduction">The product of all reductions so far; one before the first.</param>
/// <param name="Best">The least loss so far; +∞ before the first epoch.</param>
/// <param name="Stalled">Epochs since the loss last improved or the rate was last reduced.</param>
public readonly record struct ScheduleState(int Epoch, double Reduction, double Best, int Stalled)
{
    /// <summary>The state before the first epoch.</summary>
    public static ScheduleState Start => new(0, 1, double.PositiveInfinity, 0);
}
