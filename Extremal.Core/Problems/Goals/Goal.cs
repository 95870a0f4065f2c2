using System.Globalization;
using System.Text.Json.Serialization;
using Extremal.Autodiff;
using Extremal.Formats;

namespace Extremal.Problems;

/// <summary>
/// What is asked: a loss 𝓛̂ that is least where the wanted input is, one number a row. Goals add up with <c>+</c>, as 𝓛 = 𝓛̂ + Σ 𝓛ᵢ in equation (2.5);
/// the paper's own losses and penalties are in <see cref="PaperLosses"/>. A goal of the user's own derives from this class or comes from <see cref="Of(string, Func{DecisionVariables, Variable{double}}, int)"/>.
/// </summary>
[JsonConverter(typeof(GoalConverter))]
public abstract class Goal : IEquatable<Goal>
{
    /// <summary>In a report: what the goal does, for example <c>maximize output 0</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The output in question; its value is what an answer reports.</summary>
    public virtual int Output => 0;

    /// <summary>Where an output itself is extremised: 1 for its greatest value, −1 for its least, and whose value counts; else 0.</summary>
    internal virtual (int Sign, RiskAttitude Risk) Extreme => (0, RiskAttitude.Neutral);

    /// <summary>The loss as a function of <see cref="Output"/> alone, for those of the paper; null if it is not known as one.</summary>
    internal virtual OutputLoss? OfOutput => null;

    /// <summary>
    /// The values that are wanted of outputs, in the user's units; empty if an output is extremised, or nobody knows what a loss wants.
    /// </summary>
    internal virtual IReadOnlyList<(int Output, double Value)> TargetValues => [];

    /// <summary>Whether the loss is linear by pieces if the network is: ± an output, or the least or greatest of the members'.</summary>
    internal virtual bool IsLinearByPieces => false;

    /// <summary>The greatest value of an output, equation (2.2): the loss is −y in standard deviations, whatever the sign of y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Goal Maximize(int output = 0) => Maximize(output, RiskAttitude.Neutral);

    /// <summary>The greatest value of an output under a risk attitude: mean − β·spread, or what the worst member says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Goal Maximize(int output, RiskAttitude risk) => new Directed("maximize", output, 1, risk);

    /// <summary>The least value of an output, equation (2.2): the loss is y in standard deviations, whatever the sign of y.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Goal Minimize(int output = 0) => Minimize(output, RiskAttitude.Neutral);

    /// <summary>The least value of an output under a risk attitude: mean + β·spread, or what the worst member says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Goal Minimize(int output, RiskAttitude risk) => new Directed("minimize", output, -1, risk);

    /// <summary>
    /// An output equal to <paramref name="value"/>: the loss is the square of the distance in standard deviations. Where no point has the
    /// value, the answer is the nearest that was found, and its attainment says so.
    /// </summary>
    /// <param name="value">In the user's units.</param>
    /// <param name="output">Number of the output.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or the number is negative.</exception>
    public static Goal Target(double value, int output = 0) => new Reached(value, output);

    /// <summary>An expression of the user's own: n × 1, one loss a row.</summary>
    /// <param name="description">What it does, for reports.</param>
    /// <param name="loss">Writes the expression on the tape.</param>
    /// <param name="output">The output whose value an answer reports.</param>
    /// <exception cref="ArgumentException">The description is blank, or the number is negative.</exception>
    public static Goal Of(string description, Func<DecisionVariables, Variable<double>> loss, int output = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        return new Expression(description, loss, output, null);
    }

    /// <summary>The same of a loss that is a function of one output alone.</summary>
    internal static Goal Of(OutputLoss loss, Func<DecisionVariables, Variable<double>> expression, int output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        return new Expression(loss.Name, expression, output, loss);
    }

    /// <summary>Equation (2.5): 𝓛 = 𝓛̂ + 𝓛ᵢ. The answer reports the output of the first.</summary>
    public static Goal operator +(Goal goal, Goal further)
    {
        ArgumentNullException.ThrowIfNull(goal);
        ArgumentNullException.ThrowIfNull(further);
        return new Sum(goal, further);
    }

    /// <summary>Whether it asks for several things at once.</summary>
    internal virtual bool IsSum => false;

    /// <summary>Records the loss of every candidate, n × 1. No row may depend on another.</summary>
    public abstract Variable<double> Loss(DecisionVariables candidates);

    /// <summary>By how much an output that was promised is missed: above 0 if what came is worse, in the output's unit.</summary>
    /// <param name="promised">What was expected.</param>
    /// <param name="got">What came.</param>
    internal virtual double Shortfall(double promised, double got) => Math.Abs(got - promised);

    /// <summary>Whether another goal has the same description and output.</summary>
    public bool Equals(Goal? other) => other is not null && Description == other.Description && Output == other.Output;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as Goal);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => HashCode.Combine(Description, Output);

    /// <summary>The goal of this description; if it is not one of an output alone, one that refuses to be evaluated.</summary>
    internal static Goal Read(string description, int output)
    {
        IEnumerable<Goal> known = Numbers(description).SelectMany(number => (Goal[])
        [
            .. double.IsFinite(number) ? [Target(number, output)] : (Goal[])[],
            .. Attitudes(number).SelectMany(risk => (Goal[])[Maximize(output, risk), Minimize(output, risk)]),
        ]);
        return known.FirstOrDefault(goal => goal.Description == description) ?? Of(
            description,
            _ => throw new InvalidOperationException(
                Printable.Invariant($"The goal '{description}' was read from JSON, which holds no expressions; state it anew.")),
            output);
    }

    // The numbers in a description, and none.
    private static IEnumerable<double> Numbers(string description) =>
    [
        0, .. description.Split(' ', '·').Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number : 0),
    ];

    private static RiskAttitude[] Attitudes(double beta) => beta >= 0 && double.IsFinite(beta)
        ? [RiskAttitude.Neutral, RiskAttitude.WorstCase, RiskAttitude.Averse(beta), RiskAttitude.Seeking(beta)]
        : [];

    /// <inheritdoc cref="Description"/>
    public sealed override string ToString() => Printable.Of(Description);

    private sealed class Directed : Goal
    {
        private readonly string _verb;
        private readonly int _sign; // 1 where the greatest value is sought
        private readonly RiskAttitude _risk;

        public Directed(string verb, int output, int sign, RiskAttitude risk)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(output);
            ArgumentNullException.ThrowIfNull(risk);
            (_verb, Output, _sign, _risk) = (verb, output, sign, risk);
        }

        public override string Description => FormattableString.Invariant($"{_verb} output {Output}") + _risk.Words(_sign);

        public override int Output { get; }

        internal override (int Sign, RiskAttitude Risk) Extreme => (_sign, _risk);

        internal override bool IsLinearByPieces => _risk == RiskAttitude.Neutral || _risk.IsWorstCase;

        public override Variable<double> Loss(DecisionVariables candidates) =>
            (double)-_sign * candidates.ScaledOutput(Output, _sign, _risk);

        internal override double Shortfall(double promised, double got) => _sign * (promised - got);
    }

    private sealed class Reached : Goal
    {
        private readonly double _value;

        public Reached(double value, int output)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(output);
            if (!double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, "Goal.Target wants a finite value.");
            }

            (_value, Output) = (value, output);
        }

        public override string Description => FormattableString.Invariant($"reach {_value} in output {Output}");

        public override int Output { get; }

        internal override IReadOnlyList<(int Output, double Value)> TargetValues => [(Output, _value)];

        public override Variable<double> Loss(DecisionVariables candidates) =>
            (candidates.ScaledOutputs.Column(Output) - candidates.Scaled(Output, _value)).Square();

        internal override double Shortfall(double promised, double got) =>
            Math.Abs(got - _value) - Math.Abs(promised - _value);
    }

    private sealed class Expression(string description, Func<DecisionVariables, Variable<double>> loss, int output, OutputLoss? ofOutput) : Goal
    {
        public override string Description => description;

        public override int Output => output;

        internal override OutputLoss? OfOutput => ofOutput;

        public override Variable<double> Loss(DecisionVariables candidates) => loss(candidates);
    }

    private sealed class Sum(Goal goal, Goal further) : Goal
    {
        public override string Description => $"{goal} + {further}";

        public override int Output => goal.Output;

        internal override OutputLoss? OfOutput => goal.OfOutput;

        internal override IReadOnlyList<(int Output, double Value)> TargetValues => [.. goal.TargetValues, .. further.TargetValues];

        internal override bool IsSum => true;

        public override Variable<double> Loss(DecisionVariables candidates) => goal.Loss(candidates) + further.Loss(candidates);

        internal override double Shortfall(double promised, double got) => goal.Shortfall(promised, got);
    }
}
