namespace Extremal.Tests.Autodiff;

/// <summary>
/// From where the values of an operand are drawn. Every set keeps clear of the kinks by more than a difference quotient reaches.
/// </summary>
internal enum Values
{
    /// <summary>±2.</summary>
    Any,

    /// <summary>0.5 to 2.5.</summary>
    Positive,

    /// <summary>0.5 to 2, of either sign.</summary>
    AwayFromZero,

    /// <summary>−0.5 to 2.</summary>
    AboveMinusOne,

    /// <summary>
    /// Within 0.03 of an odd multiple of a tenth, in ±2: at least 0.04 from every <see cref="Even"/>, and their difference as far from
    /// 0 and 1.
    /// </summary>
    Odd,

    /// <summary>Within 0.03 of an even multiple of a tenth, in ±2.</summary>
    Even,
}

/// <summary>Draws values.</summary>
internal static class ValuesDrawing
{
    public static double Draw(this Values values, Random random) => values switch
    {
        Values.Any => Between(random, -2, 2),
        Values.Positive => Between(random, 0.5, 2.5),
        Values.AwayFromZero => Between(random, 0.5, 2) * (random.Next(2) == 0 ? 1 : -1),
        Values.AboveMinusOne => Between(random, -0.5, 2),
        Values.Odd => (2 * random.Next(-10, 10) + 1) / 10.0 + Between(random, -0.03, 0.03),
        _ => 2 * random.Next(-10, 11) / 10.0 + Between(random, -0.03, 0.03),
    };

    private static double Between(Random random, double low, double high) => low + (high - low) * random.NextDouble();
}
