using System.Numerics;
using System.Text.Json.Serialization;
using Extremal.Formats;
using Extremal.Kernels.Functions;
using Extremal.Memory;

namespace Extremal.Autodiff;

/// <summary>
/// The training loss 𝓛ₜ(y′, y) of equation (2.1): how far predictions are from targets. A loss is row-wise, so that samples can be weighted; a loss of
/// the user's own derives from this class, or is simply an expression on the tape.
/// </summary>
[JsonConverter(typeof(TextConverter<Loss>))]
public abstract class Loss : IReadFromText<Loss>
{
    /// <summary>The mean of (y − t)² over the outputs.</summary>
    public static Loss MeanSquaredError { get; } = new Squared();

    /// <summary>The mean of (log(1 + y) − log(1 + t))² over the outputs; NaN where y or t is below −1, so it means unscaled, non-negative targets.</summary>
    public static Loss MeanSquaredLogarithmicError { get; } = new SquaredLogarithmic();

    /// <summary>The mean of |y − t| over the outputs.</summary>
    public static Loss MeanAbsoluteError { get; } = new Absolute();

    /// <summary>The cross-entropy between target shares and the softmax of the outputs; the outputs themselves are scores, not shares.</summary>
    public static Loss SoftmaxCrossEntropy { get; } = new CrossEntropy();

    /// <summary>The mean of Huber's function of y − t over the outputs: ½r² up to |r| = δ, δ(|r| − ½δ) beyond.</summary>
    /// <param name="delta">Where the square ends, positive; in the scale of the targets that it is given, which are standard deviations at the front door.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is not a positive number.</exception>
    public static Loss Huber(double delta = 1)
    {
        if (!(delta > 0) || double.IsInfinity(delta))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Huber's delta is a positive number.");
        }

        return new HuberLoss(delta);
    }

    /// <summary>Whether the loss means targets in the user's own units, so that they must not be standardised: those with a logarithm, and shares.</summary>
    public virtual bool MeansUnits => false;

    /// <summary>One loss a row, n × 1.</summary>
    /// <param name="y">Predictions, n × outputs.</param>
    /// <param name="target">Targets, n × outputs.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public abstract Variable<T> Rows<T>(Variable<T> y, Variable<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The mean over the rows, 1 × 1.</summary>
    /// <inheritdoc cref="Rows" path="/param|/exception"/>
    public Variable<T> Mean<T>(Variable<T> y, Variable<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowLosses(y, target).Mean();

    /// <summary>The mean over the rows of wᵢ ℓᵢ, 1 × 1.</summary>
    /// <param name="y">Predictions, n × outputs.</param>
    /// <param name="target">Targets, n × outputs.</param>
    /// <param name="weights">One weight a row, n × 1, not negative; of mean one over all data, so that batches add up to the weighted mean.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable<T> Mean<T>(Variable<T> y, Variable<T> target, Variable<T> weights) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        weights.Shape == new Shape(y.Shape.Rows, 1)
            ? (RowLosses(y, target) * weights).Mean()
            : throw new ArgumentException($"Loss got weights of {weights.Shape} for predictions of {y.Shape}; it wants one a row.", nameof(weights));

    /// <summary>Its name: of a loss of this class, as it is spelt here; of the user's own, its type's.</summary>
    public override string ToString() => GetType().Name;

    /// <summary>Reads what <see cref="ToString"/> wrote of a loss of this class, such as <c>Huber(delta=1)</c>; a missing δ is 1.</summary>
    /// <exception cref="FormatException">The text is of another form, or names no loss of this class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not a positive number.</exception>
    public static Loss Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        TextForm form = TextForm.Parse(text);
        return form.Name switch
        {
            nameof(MeanSquaredError) when form.Arrange([], []) is [] => MeanSquaredError,
            nameof(MeanSquaredLogarithmicError) when form.Arrange([], []) is [] => MeanSquaredLogarithmicError,
            nameof(MeanAbsoluteError) when form.Arrange([], []) is [] => MeanAbsoluteError,
            nameof(SoftmaxCrossEntropy) when form.Arrange([], []) is [] => SoftmaxCrossEntropy,
            nameof(Huber) when form.Arrange(["delta"], [1]) is [var delta] => Huber(delta),
            _ => throw new FormatException(Printable.Invariant(
                $"There is no loss '{Excerpt.Of(form.Name)}'; there are MeanSquaredError, MeanSquaredLogarithmicError, MeanAbsoluteError, ")
                + "SoftmaxCrossEntropy, Huber."),
        };
    }

    /// <summary><see cref="Rows"/>, checked: a loss of the user's own might not give one number a row.</summary>
    internal Variable<T> RowLosses<T>(Variable<T> y, Variable<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Variable<T> losses = Rows(y, target);
        return losses.Shape == new Shape(y.Shape.Rows, 1)
            ? losses
            : throw new ArgumentException($"{GetType().Name}.Rows gave {losses.Shape} for predictions of {y.Shape}; it wants one loss a row.");
    }

    private sealed class Squared : Loss
    {
        public override string ToString() => nameof(MeanSquaredError);

        public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) => Residual(y, target).Square().RowMeans();
    }

    private sealed class SquaredLogarithmic : Loss
    {
        public override string ToString() => nameof(MeanSquaredLogarithmicError);

        public override bool MeansUnits => true;

        public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target)
        {
            RequireOneShape(y, target);
            return (y.Log1p() - target.Log1p()).Square().RowMeans();
        }
    }

    private sealed class Absolute : Loss
    {
        public override string ToString() => nameof(MeanAbsoluteError);

        public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) => Residual(y, target).Abs().RowMeans();
    }

    private sealed class HuberLoss(double delta) : Loss
    {
        private readonly double _delta = delta;
        private readonly FunctionOperation<Huber> _huber = new(new Huber(delta));

        public override string ToString() => FormattableString.Invariant($"Huber(delta={_delta})");

        public override bool Equals(object? obj) => obj is HuberLoss other && other._delta == _delta;

        public override int GetHashCode() => _delta.GetHashCode();

        public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) =>
            y.Tape.Record(_huber.In<T>(), Residual(y, target)).RowMeans();
    }

    private sealed class CrossEntropy : Loss
    {
        public override string ToString() => nameof(SoftmaxCrossEntropy);

        public override bool MeansUnits => true;

        public override Variable<T> Rows<T>(Variable<T> y, Variable<T> target) => y.SoftmaxCrossEntropy(target);
    }

    private static Variable<T> Residual<T>(Variable<T> y, Variable<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireOneShape(y, target);
        return y - target;
    }

    // Broadcasting would let n × 1 targets pass for n × m predictions, so the shapes are compared before anything is recorded.
    private static void RequireOneShape<T>(Variable<T> y, Variable<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (y.Shape != target.Shape)
        {
            throw new ArgumentException($"Loss got predictions of {y.Shape} and targets of {target.Shape}; it wants one shape.", nameof(target));
        }
    }
}
