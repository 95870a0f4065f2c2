using System.Numerics.Tensors;
using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>
/// The precision of the weights' posterior, linearised where the Jacobian was taken: A = β JᵀJ + diag(α), with the noise's precision β and the
/// priors' α of each weight (D. J. C. MacKay, "A practical Bayesian framework for backpropagation networks", 1992). It is also the curvature of
/// a Gauss-Newton step.
/// </summary>
internal abstract class PosteriorPrecision
{
    private readonly double[] _gradient; // Jᵀr

    protected PosteriorPrecision(int weights, int rows) => (_gradient, Rows) = (new double[weights], rows);

    /// <summary>Number of weights.</summary>
    public int Weights => _gradient.Length;

    /// <summary>Number of samples.</summary>
    public int Rows { get; }

    /// <summary>The form that costs less: by weights, or by rows where these are fewer.</summary>
    public static PosteriorPrecision Of(int weights, int rows) =>
        rows < weights ? new PrecisionByRows(weights, rows) : new PrecisionByWeights(weights, rows);

    /// <summary>Forgets the Jacobian, before another is read.</summary>
    public virtual void Clear() => Array.Clear(_gradient);

    /// <summary>Takes in a block of rows.</summary>
    /// <param name="first">The number of its first row among the samples.</param>
    /// <param name="jacobian">Rows × weights; it is overwritten afterwards.</param>
    /// <param name="residuals">One a row.</param>
    public virtual void Read(int first, ReadOnlyMatrix<double> jacobian, ReadOnlySpan<double> residuals)
    {
        for (int i = 0; i < residuals.Length; i++)
        {
            TensorPrimitives.FusedMultiplyAdd(jacobian.Row(i), residuals[i], _gradient, _gradient);
        }
    }

    /// <summary>β Jᵀr.</summary>
    public void Gradient(double noise, Span<double> gradient) => TensorPrimitives.Multiply(_gradient, noise, gradient);

    /// <summary>Factors A for what is asked next.</summary>
    /// <param name="prior">α, one a weight, with a step's damping if there is one.</param>
    /// <param name="noise">β.</param>
    /// <returns>Whether it is positive definite in these numbers.</returns>
    public abstract bool TryFactor(ReadOnlySpan<double> prior, double noise);

    /// <summary>b becomes A⁻¹ b.</summary>
    public abstract void Solve(Span<double> b);

    /// <summary>log |A|.</summary>
    public abstract double LogDeterminant();

    /// <summary>T with T Tᵀ the block of A⁻¹ of the last weights: their covariance, whatever the others are.</summary>
    /// <param name="count">How many weights, counted from the end; T is count × count.</param>
    public abstract double[] LastCovarianceFactor(int count);

    /// <summary>How far the data determine each weight, 1 − αⱼ (A⁻¹)ⱼⱼ, between 0 and 1.</summary>
    public abstract void Determined(Span<double> weights);
}
