using System.Numerics.Tensors;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Problems;

/// <summary>
/// The variance of a member's output under the posterior of its last layer's weights, c ± |φ(x) T + t|² with the hidden values φ: one more
/// affine map, squares and their sum, so that its gradient comes of the same backward pass. For a dense member c is 0 and T Tᵀ the posterior's
/// covariance (the linearised Laplace approximation, marginal over the other layers; D. J. C. MacKay 1992); for a radial one c is the signal's
/// variance and the square is what the rows explain of it (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning",
/// 2006, equation 2.26).
/// </summary>
/// <param name="Constant">c, in squares of the output's deviations.</param>
/// <param name="Sign">1 or −1.</param>
/// <param name="Factor">T, hidden values × columns.</param>
/// <param name="Offset">t, 1 × columns.</param>
internal sealed record LayerPosterior(double Constant, int Sign, Slice<double> Factor, Slice<double> Offset)
{
    /// <summary>No variance, of a network that is never asked.</summary>
    public static LayerPosterior None(Network<double> network) =>
        new(0, 1, Slice<double>.Zeros(new Shape(network.Layers[^1].Inputs, 1)), Slice<double>.Zeros(Shape.One));

    /// <summary>The same, its variances multiplied.</summary>
    public LayerPosterior Scale(double by)
    {
        var (factor, offset) = (Slice<double>.Copy(Factor.Span, Factor.Shape), Slice<double>.Copy(Offset.Span, Offset.Shape));
        TensorPrimitives.Multiply(factor.Span, Math.Sqrt(by), factor.Span);
        TensorPrimitives.Multiply(offset.Span, Math.Sqrt(by), offset.Span);
        return new LayerPosterior(Constant * by, Sign, factor, offset);
    }

    /// <summary>The same of a wider layer.</summary>
    /// <param name="first">Where the hidden values stand in it.</param>
    /// <param name="total">How many it has.</param>
    public LayerPosterior Widen(int first, int total)
    {
        Slice<double> wide = Slice<double>.Zeros(new Shape(total, Factor.Shape.Columns));
        Factor.Span.CopyTo(wide.Rows(first, Factor.Shape.Rows).Span);
        return this with { Factor = wide };
    }

    /// <summary>Records the variance, n × 1; rounding may leave it a little below zero, and it is cut there.</summary>
    /// <param name="hidden">φ, n × hidden values.</param>
    public Variable<double> Variance(Variable<double> hidden)
    {
        Variable<double> squares = hidden.Affine(hidden.Tape.Constant(Factor), hidden.Tape.Constant(Offset)).Square().RowSums();
        return (Constant + Sign * squares).Max(0.0);
    }

    /// <summary>The variance at points on the network's scale.</summary>
    /// <param name="network">The member.</param>
    /// <param name="points">n × inputs.</param>
    public double[] Variances(Network<double> network, Slice<double> points) =>
        Variance(network.ApplyHidden(new Tape<double>().Input(points))).Value.Span.ToArray();
}
