using System.Numerics.Tensors;
using Extremal.Kernels.Functions.Elementary;
using Extremal.LinearAlgebra;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization.Methods;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>
/// Minus the log posterior of a network's weights, ½β|r|² + ½ Σ α w², as a problem of least squares, and how β and α are re-estimated from the
/// evidence (D. J. C. MacKay, "A practical Bayesian framework for backpropagation networks", 1992; F. D. Foresee and M. T. Hagan, "Gauss-Newton
/// approximation to Bayesian learning", 1997).
/// </summary>
internal sealed class EvidenceModel : IGaussNewtonModel
{
    // β of targets of deviation one: a deviation of the noise from 1e-3 to 10.
    private const double LeastNoise = 1e-2, GreatestNoise = 1e6;

    // At least this share of the rows speaks of the noise, so that it does not come down to nothing where there are more weights than rows.
    private const double LeastFree = 0.05;

    private readonly NetworkResiduals _residuals;
    private readonly WeightPriors _priors;
    private readonly PosteriorPrecision _precision;
    private readonly double[] _damped, _determined, _evaluated, _linearized;
    private bool _isEvaluated, _isLinearized;

    /// <param name="residuals">The network and the samples.</param>
    /// <param name="priors">α at first; they become what is estimated.</param>
    /// <param name="noise">β at first.</param>
    public EvidenceModel(NetworkResiduals residuals, WeightPriors priors, double noise)
    {
        int weights = residuals.Network.Weights.Count;
        (_residuals, _priors, Noise) = (residuals, priors, noise);
        _precision = PosteriorPrecision.Of(weights, residuals.Count);
        (_damped, _determined) = (new double[weights], new double[weights]);
        (_evaluated, _linearized) = (new double[weights], new double[weights]);
    }

    /// <inheritdoc/>
    public int Dimension => _damped.Length;

    /// <summary>β.</summary>
    public double Noise { get; private set; }

    /// <summary>
    /// The log evidence when α and β were estimated last, less a constant that is the same for all networks of the same samples.
    /// </summary>
    public double LogEvidence { get; private set; } = double.NegativeInfinity;

    /// <summary>The mean of r² at the weights that were evaluated last.</summary>
    public double MeanSquare => Vectors.Dot(_residuals.Values, _residuals.Values) / _residuals.Count;

    /// <inheritdoc/>
    public double Evaluate(ReadOnlySpan<double> point)
    {
        // The network's weights may be others by now, and an interruption leaves residuals of two points.
        point.CopyTo(_residuals.Network.Weights.All);
        if (!_isEvaluated || !point.SequenceEqual(_evaluated))
        {
            _isEvaluated = false;
            _residuals.Evaluate();
            point.CopyTo(_evaluated);
            _isEvaluated = true;
        }

        return 0.5 * Noise * Vectors.Dot(_residuals.Values, _residuals.Values) + _priors.Penalty(point);
    }

    /// <inheritdoc/>
    public void Linearize(Span<double> gradient)
    {
        Linearize();
        _precision.Gradient(Noise, gradient);
        TensorPrimitives.FusedMultiplyAdd(_priors.Precisions, _linearized, gradient, gradient);
    }

    /// <inheritdoc/>
    public bool TrySolve(double damping, ReadOnlySpan<double> gradient, Span<double> step)
    {
        TensorPrimitives.Add(_priors.Precisions, damping, _damped);
        if (!_precision.TryFactor(_damped, Noise))
        {
            return false;
        }

        TensorPrimitives.Negate(gradient, step);
        _precision.Solve(step);
        return true;
    }

    /// <inheritdoc/>
    public double Squares(ReadOnlySpan<double> step) => Vectors.Dot(step, step);

    /// <summary>The posterior of the last layer at some weights, with α and β as they are.</summary>
    /// <returns>Null if A cannot be factored.</returns>
    public LayerPosterior? LastLayerPosterior(ReadOnlySpan<double> weights)
    {
        Evaluate(weights);
        Linearize();
        if (!_precision.TryFactor(_priors.Precisions, Noise))
        {
            return null;
        }

        Dense<double> last = _residuals.Network.Layers[^1];
        int count = last.Inputs + 1;
        double[] factor = _precision.LastCovarianceFactor(count);
        return new LayerPosterior(
            0, 1, Slice<double>.Copy(factor.AsSpan(0, last.Inputs * count), new Shape(last.Inputs, count)),
            Slice<double>.Copy(factor.AsSpan(last.Inputs * count, count), new Shape(1, count)));
    }

    /// <summary>
    /// α = γ / |w|² and β = (N − Σγ) / |r|² at the weights that were linearised last, and the evidence there with those before.
    /// </summary>
    /// <returns>Whether A could be factored; if not, nothing has changed.</returns>
    public bool TryReestimate()
    {
        Evaluate(_linearized);
        if (!_precision.TryFactor(_priors.Precisions, Noise))
        {
            return false;
        }

        int rows = _residuals.Count;
        double squares = Vectors.Dot(_residuals.Values, _residuals.Values);
        LogEvidence = -0.5 * Noise * squares - _priors.Penalty(_linearized) - 0.5 * _precision.LogDeterminant()
            + _priors.LogNormalizer() + 0.5 * rows * Scalar.Log(Noise);
        _precision.Determined(_determined);
        double free = Math.Max(rows - Vectors.Sum(_determined), LeastFree * rows);
        _priors.Reestimate(_linearized, _determined);
        Noise = Math.Clamp(free / Math.Max(squares, 1e-300), LeastNoise, GreatestNoise);
        return true;
    }

    // About the point that was evaluated last, if that is another than before.
    private void Linearize()
    {
        if (_isLinearized && _evaluated.AsSpan().SequenceEqual(_linearized))
        {
            return;
        }

        _isLinearized = false;
        _precision.Clear();
        _residuals.Linearize(_precision);
        _evaluated.CopyTo(_linearized, 0);
        _isLinearized = true;
    }
}
