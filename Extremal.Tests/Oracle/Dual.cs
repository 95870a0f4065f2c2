namespace Extremal.Tests.Oracle;

/// <summary>
/// A number and how fast it changes along one direction: a + a′ε with ε² = 0. Arithmetic on it is forward-mode differentiation, the
/// opposite way round from the tape. It uses System.Math, which Core never does.
/// </summary>
internal readonly record struct Dual(double Value, double Tangent)
{
    public static implicit operator Dual(double constant) => new(constant, 0);

    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Tangent + y.Tangent);

    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Tangent - y.Tangent);

    public static Dual operator -(Dual x) => new(-x.Value, -x.Tangent);

    public static Dual operator *(Dual x, Dual y) =>
        new(x.Value * y.Value, Times(y.Value, x.Tangent) + Times(x.Value, y.Tangent));

    public static Dual operator /(Dual x, Dual y) =>
        new(x.Value / y.Value, Times(1 / y.Value, x.Tangent) - Times(x.Value / (y.Value * y.Value), y.Tangent));

    /// <summary>A function's value at x with the chain rule.</summary>
    public static Dual Chain(double value, double slope, Dual x) => new(value, Times(slope, x.Tangent));

    // What does not change has no part in the change, however steep the slope: 0 · ∞ is 0 here, as it is on a tape that never visits it.
    private static double Times(double slope, double tangent) => tangent == 0 ? 0 : slope * tangent;
}
