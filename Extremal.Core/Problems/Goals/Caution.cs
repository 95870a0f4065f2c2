namespace Extremal.Problems;

/// <summary>
/// How far a goal trusts an ensemble: what it takes for the value at a point whose members disagree. The mean is right on average, but the
/// best of many means is too good to be true; a cautious goal asks for what most members grant. It wants an ensemble of at least two.
/// </summary>
public sealed record Caution
{
    private Caution(double spreads, bool worst) => (Spreads, IsWorst) = (spreads, worst);

    /// <summary>The members' mean: no caution. The only one that a single network bears.</summary>
    public static Caution None { get; } = new(0, false);

    /// <summary>What the member says that grants least: the least value where the greatest is sought, and the other way round.</summary>
    public static Caution WorstMember { get; } = new(0, true);

    /// <summary>β: how many of the members' spreads are taken off the mean; below 0 they are added.</summary>
    public double Spreads { get; }

    /// <summary>Whether the worst member counts alone.</summary>
    public bool IsWorst { get; }

    /// <summary>Mean − β·spread where the greatest value is sought, mean + β·spread where the least is.</summary>
    /// <param name="beta">β, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static Caution Of(double beta) => new(Require(beta, nameof(Of)), false);

    /// <summary>
    /// Mean + β·spread where the greatest value is sought, mean − β·spread where the least is: points at which the members disagree look
    /// better, as they do to who has further measurements to place.
    /// </summary>
    /// <param name="beta">β, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static Caution Exploring(double beta) => new(-Require(beta, nameof(Exploring)), false);

    /// <summary>In a goal's description, for example <c>mean − 2·spread</c>; empty for the mean.</summary>
    /// <param name="sign">1 where the greatest value is sought, −1 where the least is.</param>
    internal string Words(int sign) => IsWorst ? ", worst member"
        : Spreads == 0 ? ""
        : FormattableString.Invariant($", mean {(Spreads > 0 == sign > 0 ? "−" : "+")} {Math.Abs(Spreads)}·spread");

    private static double Require(double beta, string verb) => beta >= 0 && double.IsFinite(beta)
        ? beta
        : throw new ArgumentOutOfRangeException(
            nameof(beta), FormattableString.Invariant($"Caution.{verb} got β = {beta} and wants a finite number that is not negative."));
}
