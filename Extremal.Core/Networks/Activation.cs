using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using Extremal.Autodiff;
using Extremal.Formats;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>The function that a dense layer applies to its outputs: a value with a name, and the way from it to a function without reflection.</summary>
[JsonConverter(typeof(TextConverter<Activation>))]
public abstract class Activation : IEquatable<Activation>, IReadFromText<Activation>
{
    private Activation(string name) => Name = name;

    /// <summary>x.</summary>
    public static Activation Identity { get; } = Of("identity", default(Identity));

    /// <summary>max(0, x).</summary>
    public static Activation ReLU { get; } = Of("relu", default(ReLU));

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static Activation Sigmoid { get; } = Of("sigmoid", default(Sigmoid));

    /// <summary>tanh x.</summary>
    public static Activation Tanh { get; } = Of("tanh", default(Tanh));

    /// <summary>log(1 + eˣ).</summary>
    public static Activation Softplus { get; } = Of("softplus", default(Softplus));

    /// <summary>x / (1 + e⁻ˣ), also called swish.</summary>
    public static Activation SiLU { get; } = Of("silu", default(SiLU));

    /// <summary>x Φ(x), with the error function (not the tanh approximation).</summary>
    public static Activation GELU { get; } = Of("gelu", default(GELU));

    /// <summary>sin x.</summary>
    public static Activation Sine { get; } = Of("sine", default(Sine));

    /// <summary>asinh x = ln(x + √(x² + 1)): x near zero, a logarithm far from it; of inputs that are spread over decades.</summary>
    public static Activation Asinh { get; } = Of("asinh", default(Asinh));

    /// <summary>x²: the first layer of a radial network, which sums squares to distances.</summary>
    public static Activation Square { get; } = Of("square", default(Square));

    /// <summary>e^(−s/2) of a squared distance s: a unit of a radial network, the Gaussian covariance.</summary>
    public static Activation RadialGaussian { get; } = Of("radialGaussian", default(RadialGaussian));

    /// <summary>
    /// (1 + r + r²/3) e^(−r), r = √(5s), of a squared distance s: a unit of a radial network, the Matérn covariance of order 5/2.
    /// </summary>
    public static Activation RadialMatern { get; } = Of("radialMatern", default(RadialMatern));

    /// <summary>The name, with its parameter if there is one, for example <c>tanh</c> or <c>leakyRelu(0.01)</c>; <see cref="Parse"/> reads it.</summary>
    public string Name { get; }

    /// <summary>Whether it consists of finitely many straight pieces.</summary>
    internal abstract bool IsLinearByPieces { get; }

    private static Activation[] Parameterless =>
        [Identity, ReLU, Sigmoid, Tanh, Softplus, SiLU, GELU, Sine, Asinh, Square, RadialGaussian, RadialMatern];

    /// <summary>x for x &gt; 0, else <paramref name="slope"/> · x.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slope"/> is negative or not finite.</exception>
    public static Activation LeakyReLU(double slope = 0.01) => Of(Named("leakyRelu", slope), new LeakyReLU(slope));

    /// <summary>x for x &gt; 0, else <paramref name="alpha"/> · (eˣ − 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is negative or not finite.</exception>
    public static Activation ELU(double alpha = 1) => Of(Named("elu", alpha), new ELU(alpha));

    /// <summary>A function of the user's own. A regressor with it cannot be saved: a file holds names, and no reader would know this one.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Activation Of<F>(string name, F function) where F : struct, IElementwiseFunction
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new OfFunction<F>(name, function);
    }

    /// <summary>The activation of that name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static Activation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parameterless.FirstOrDefault(activation => activation.Name == text)
            ?? Parametrised(text, "leakyRelu", LeakyReLU)
            ?? Parametrised(text, "elu", ELU)
            ?? throw new FormatException(
                Printable.Invariant($"'{Excerpt.Of(text)}' is no activation; it is one of {string.Join(", ", Parameterless.Select(a => a.Name))}, ")
                + "leakyRelu(slope), elu(alpha), with numbers of at least 0.");
    }

    /// <summary>The operation that applies it.</summary>
    public abstract Operation<T> Operation<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The operation of a whole layer, f(X W + b), with the bits of an affine map followed by <see cref="Operation{T}"/>.</summary>
    internal abstract Operation<T> Layer<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Hands the function over to whoever is generic in it.</summary>
    internal abstract R Use<R>(IFunctionUse<R> use);

    /// <summary>Whether it is the same function: the same name, function and parameters.</summary>
    public virtual bool Equals(Activation? other) => other is not null && other.GetType() == GetType() && other.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Activation);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Printable.Of(Name);

    private static string Named(string name, double parameter) => double.IsFinite(parameter)
        ? string.Create(CultureInfo.InvariantCulture, $"{name}({parameter:R})")
        : throw new ArgumentOutOfRangeException(nameof(parameter), parameter, $"The parameter of {name} is a finite number.");

    private static Activation? Parametrised(string name, string function, Func<double, Activation> create)
    {
        bool called = name.StartsWith(function + "(", StringComparison.Ordinal) && name.EndsWith(')');
        return called && double.TryParse(name[(function.Length + 1)..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out double parameter)
            && double.IsFinite(parameter) && parameter >= 0
            ? create(parameter)
            : null;
    }

    private sealed class OfFunction<F>(string name, F function) : Activation(name) where F : struct, IElementwiseFunction
    {
        private readonly FunctionOperation<F> _operation = new(function);
        private readonly F _formula = function;

        internal override bool IsLinearByPieces => F.IsPiecewiseLinear;

        public override bool Equals(Activation? other) =>
            base.Equals(other) && other is OfFunction<F> same && EqualityComparer<F>.Default.Equals(same._formula, _formula);

        public override Operation<T> Operation<T>() => _operation.In<T>();

        internal override Operation<T> Layer<T>() => _operation.LayerIn<T>();

        internal override R Use<R>(IFunctionUse<R> use) => use.With(_formula);
    }
}
