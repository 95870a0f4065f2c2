namespace Extremal.Kernels;

/// <summary>
/// Work was given up because its deadline is over; what it had not finished holds no result. It never leaves the library: whoever set the
/// deadline catches it, and only its own, so that what a caller's code throws passes through.
/// </summary>
/// <param name="deadline">Which.</param>
internal sealed class InterruptedException(Deadline deadline) : Exception("The time is over, or the caller has cancelled.")
{
    /// <summary>The deadline that is over.</summary>
    public Deadline Deadline => deadline;
}
