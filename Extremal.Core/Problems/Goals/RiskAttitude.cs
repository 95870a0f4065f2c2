namespace Extremal.Problems;

/// <summary>
/// How far a goal trusts an ensemble: what it takes for the value at a point whose members disagree. The mean is right on average, but the
/// best of many means is too good to be true; a cautious goal asks for what most members grant. It wants an ensemble of at least two.
/// </summary>
public sealed record RiskAttitude
{
    private RiskAttitude(double spreads, bool worst) => (Beta, IsWorstCase) = (spreads, worst);

    /// <summary>The members' mean: risk-neutral. The only attitude that a single network allows.</summary>
    public static RiskAttitude Neutral { get; } = new(0, false);

    /// <summary>What the member says that predicts the worst value: the least value where the greatest is sought, and the other way round.</summary>
    public static RiskAttitude WorstCase { get; } = new(0, true);

    /// <summary>β: how many of the members' spreads are taken off the mean; below 0 they are added.</summary>
    public double Beta { get; }

    /// <summary>Whether the worst member counts alone.</summary>
    public bool IsWorstCase { get; }

    /// <summary>Mean − β·spread where the greatest value is sought, mean + β·spread where the least is.</summary>
    /// <param name="beta">β, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static RiskAttitude Averse(double beta) => new(Require(beta, nameof(Averse)), false);

    /// <summary>
    /// Mean + β·spread where the greatest value is sought, mean − β·spread where the least is: points at which the members disagree look
    /// better, as they do to who has further measurements to place.
    /// </summary>
    /// <param name="beta">β, not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static RiskAttitude Seeking(double beta) => new(-Require(beta, nameof(Seeking)), false);

    /// <summary>In a goal's description, for example <c>mean − 2·spread</c>; empty for the mean.</summary>
    /// <param name="sign">1 where the greatest value is sought, −1 where the least is.</param>
    internal string Words(int sign) => IsWorstCase ? ", worst member"
        : Beta == 0 ? ""
        : FormattableString.Invariant($", mean {(Beta > 0 == sign > 0 ? "−" : "+")} {Math.Abs(Beta)}·spread");

    /// <summary>What counts of a target, for example <c>the confidence bound of strength</c>; the target itself for the mean.</summary>
    internal string Of(string target) => IsWorstCase ? $"the worst member's {target}" : Beta == 0 ? target : $"the confidence bound of {target}";

    private static double Require(double beta, string verb) => beta >= 0 && double.IsFinite(beta)
        ? beta
        : throw new ArgumentOutOfRangeException(
            nameof(beta), FormattableString.Invariant($"RiskAttitude.{verb} got β = {beta} and wants a finite number that is not negative."));
}
