namespace Extremal.Certificates;

/// <summary>How a box came of one that was taken from the open ones.</summary>
/// <param name="From">The number of that one.</param>
/// <param name="Step">Which part of it, or itself narrowed again.</param>
/// <param name="Input">Along which input.</param>
/// <param name="Bound">That one's bound, which holds for the part too.</param>
internal readonly record struct BoxPart(int From, BoxStep Step, int Input, double Bound);
