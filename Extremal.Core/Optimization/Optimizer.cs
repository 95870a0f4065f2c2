using System.Numerics;
using System.Text.Json.Serialization;
using Extremal.Formats;
using Extremal.Memory;
using Extremal.Optimization.Rules;

namespace Extremal.Optimization;

/// <summary>
/// Which first-order rule to use, with its numbers: an immutable description without state, from which any number of rules can be made.
/// <see cref="ToString"/> gives a stable text such as <c>adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1E-08)</c>, and <see
/// cref="Parse"/> reads it back.
/// </summary>
[JsonConverter(typeof(TextConverter<Optimizer>))]
public sealed class Optimizer : IEquatable<Optimizer>, IReadFromText<Optimizer>
{
    private static readonly Kind[] Kinds =
    [
        new("sgd", ["rate"], [0.01], v => Sgd(v[0])),
        new("momentum", ["rate", "momentum"], [0.01, 0.9], v => Momentum(v[0], v[1])),
        new("nesterov", ["rate", "momentum"], [0.01, 0.9], v => Nesterov(v[0], v[1])),
        new("rmsprop", ["rate", "smoothing", "epsilon"], [0.01, 0.99, 1e-8], v => RmsProp(v[0], v[1], v[2])),
        new("adam", ["rate", "beta1", "beta2", "epsilon"], [0.001, 0.9, 0.999, 1e-8], v => Adam(v[0], v[1], v[2], v[3])),
        new("adamw", ["rate", "beta1", "beta2", "epsilon", "decay"], [0.001, 0.9, 0.999, 1e-8, 0.01],
            v => AdamW(v[0], v[1], v[2], v[3], v[4])),
    ];

    private readonly Kind _kind;
    private readonly double[] _values;

    private Optimizer(string name, params double[] values)
    {
        _kind = Kinds.First(kind => kind.Name == name);
        _values = values;
    }

    /// <summary>The rule's name, in lower case.</summary>
    public string Name => _kind.Name;

    /// <summary>The step size α with which a rule begins.</summary>
    public double Rate => _values[0];

    /// <summary>Plain gradient descent, <see cref="GradientDescent{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public static Optimizer Sgd(double rate = 0.01) => new("sgd", CheckedRate(rate));

    /// <summary>Heavy-ball momentum, <see cref="Momentum{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite, or the momentum is not in [0, 1).</exception>
    public static Optimizer Momentum(double rate = 0.01, double momentum = 0.9) =>
        new("momentum", CheckedRate(rate), Require.Fraction(momentum, nameof(momentum)));

    /// <summary>Nesterov momentum, <see cref="Nesterov{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite, or the momentum is not in [0, 1).</exception>
    public static Optimizer Nesterov(double rate = 0.01, double momentum = 0.9) =>
        new("nesterov", CheckedRate(rate), Require.Fraction(momentum, nameof(momentum)));

    /// <summary>RMSprop, <see cref="RmsProp{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite, the smoothing is not in [0, 1), or epsilon is
    /// not above zero.</exception>
    public static Optimizer RmsProp(double rate = 0.01, double smoothing = 0.99, double epsilon = 1e-8) =>
        new("rmsprop", CheckedRate(rate), Require.Fraction(smoothing, nameof(smoothing)), Require.Positive(epsilon, nameof(epsilon)));

    /// <summary>Adam, <see cref="Adam{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite, a beta is not in [0, 1), or epsilon is not above
    /// zero.</exception>
    public static Optimizer Adam(double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new("adam", CheckedRate(rate), Require.Fraction(beta1, nameof(beta1)), Require.Fraction(beta2, nameof(beta2)),
            Require.Positive(epsilon, nameof(epsilon)));

    /// <summary>Adam with decoupled weight decay, <see cref="AdamW{T}"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Adam"/>, or the decay is negative or not finite.</exception>
    public static Optimizer AdamW(
        double rate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double decay = 0.01) =>
        new("adamw", CheckedRate(rate), Require.Fraction(beta1, nameof(beta1)), Require.Fraction(beta2, nameof(beta2)),
            Require.Positive(epsilon, nameof(epsilon)), Require.NotNegative(decay, nameof(decay)));

    /// <summary>The same rule with another step size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public Optimizer WithRate(double rate) => _kind.Make([rate, .. _values[1..]]);

    /// <summary>A new rule, without steps behind it, for a vector of <paramref name="dimension"/> coordinates.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentOutOfRangeException">The dimension is negative.</exception>
    public UpdateRule<T> Create<T>(int dimension) where T : unmanaged, IBinaryFloatingPointIeee754<T> => (Name, _values) switch
    {
        ("sgd", [var rate]) => new GradientDescent<T>(dimension, rate),
        ("momentum", [var rate, var momentum]) => new Momentum<T>(dimension, rate, momentum),
        ("nesterov", [var rate, var momentum]) => new Nesterov<T>(dimension, rate, momentum),
        ("rmsprop", [var rate, var smoothing, var epsilon]) => new RmsProp<T>(dimension, rate, smoothing, epsilon),
        ("adam", [var rate, var beta1, var beta2, var epsilon]) => new Adam<T>(dimension, rate, beta1, beta2, epsilon),
        (_, [var rate, var beta1, var beta2, var epsilon, var decay]) => new AdamW<T>(dimension, rate, beta1, beta2, epsilon, decay),
        _ => throw new InvalidOperationException($"There is no rule for '{this}'."),
    };

    /// <summary>Reads what <see cref="ToString"/> wrote; a parameter that is left out has its default.</summary>
    /// <exception cref="FormatException">The text is not of this form, names no rule, or a parameter that the rule lacks.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Optimizer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextForm form = TextForm.Parse(text);
        Kind kind = Kinds.FirstOrDefault(kind => kind.Name == form.Name)
            ?? throw new FormatException(
                Printable.Invariant($"There is no optimizer '{Excerpt.Of(form.Name)}'; there are {string.Join(", ", Kinds.Select(kind => kind.Name))}."));
        return kind.Make(form.Arrange(kind.Keys, kind.Defaults));
    }

    /// <summary>The rule's name and every number, such as <c>momentum(rate=0.05, momentum=0.9)</c>.</summary>
    public override string ToString() => new TextForm(Name, _kind.Keys, _values).ToString();

    /// <summary>Whether the other is the same rule with the same numbers.</summary>
    public bool Equals(Optimizer? other) => other is not null && Name == other.Name && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Optimizer);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    private static double CheckedRate(double rate) => Require.NotNegative(rate, nameof(rate));

    private sealed record Kind(string Name, string[] Keys, double[] Defaults, Func<double[], Optimizer> Make);
}
