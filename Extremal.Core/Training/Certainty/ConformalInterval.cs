namespace Extremal.Training;

/// <summary>Where a measurement is to be expected.</summary>
/// <param name="Low">In the target's unit.</param>
/// <param name="High">In the target's unit.</param>
/// <param name="Level">With what probability, if the measurement is like those of the data: of a new row, by the same process.</param>
/// <param name="Residuals">On how many residuals it is based.</param>
/// <param name="Origin">Whence they come.</param>
public readonly record struct ConformalInterval(double Low, double High, double Level, int Residuals, ResidualOrigin Origin)
{
    /// <summary>Half of the interval.</summary>
    public double HalfWidth => 0.5 * (High - Low);

    /// <summary>Whether a measurement lies in it.</summary>
    public bool Contains(double measured) => measured >= Low && measured <= High;

    /// <summary>For example <c>71.2 to 83.9 (90 %, 142 out-of-bag residuals)</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Low:G6} to {High:G6} ({100 * Level:G4} %, {Residuals} {ResidualOrigins.Word(Origin)} residuals)");
}
