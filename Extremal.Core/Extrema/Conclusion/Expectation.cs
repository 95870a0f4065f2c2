namespace Extremal.Extrema;

/// <summary>What measurement to expect at a point.</summary>
/// <param name="Low">The interval's lower end, in the user's units.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Level">The share of measurements that such intervals hold.</param>
/// <param name="Basis">What it is made from, in words.</param>
public sealed record Expectation(double Low, double High, double Level, string Basis);
