namespace Extremal.Certificates;

/// <summary>How a box came of one that was taken from the frontier.</summary>
/// <param name="From">The number of that one.</param>
/// <param name="Step">Which part of it, or itself narrowed again.</param>
/// <param name="Input">Along which input.</param>
internal readonly record struct BoxPart(int From, BoxStep Step, int Input);
