namespace Extremal.Problems;

/// <summary>
/// How good a point is: what meets the limits comes first, then the lesser violation, then the lesser loss. A loss that is not finite, −∞ too,
/// is worse than any that is.
/// </summary>
/// <param name="Violation">By how much the limits are broken; 0 for none.</param>
/// <param name="Loss">The goal's loss.</param>
internal readonly record struct Merit(double Violation, double Loss) : IComparable<Merit>
{
    // Losses nearer to each other than this share of their size are the same value.
    private const double SameLoss = 1e-7;

    /// <summary>Below 0 if this one is better.</summary>
    public int CompareTo(Merit other) =>
        double.IsFinite(Loss) != double.IsFinite(other.Loss) ? (double.IsFinite(Loss) ? -1 : 1)
        : !double.IsFinite(Loss) ? 0
        : Violation != other.Violation ? Violation.CompareTo(other.Violation)
        : Loss.CompareTo(other.Loss);

    /// <summary>Whether it is better than another.</summary>
    public bool IsBetterThan(Merit other) => CompareTo(other) < 0;

    /// <summary>Whether it is as good as another, or better: no greater violation, and no greater loss unless the two are the same value.</summary>
    public bool IsAsGoodAs(Merit other) =>
        double.IsFinite(Loss) && Violation <= other.Violation && Loss <= other.Loss + SameLoss * (1 + Math.Abs(other.Loss));
}
