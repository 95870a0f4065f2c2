namespace Extremal.Kernels.Functions;

/// <summary>A stretch of a <see cref="Curve"/> that bends one way throughout. It may have kinks, as a rectifier has at 0.</summary>
/// <param name="From">Where it begins; −∞ at the left end of the line.</param>
/// <param name="To">Where it ends; ∞ at the right end of the line.</param>
/// <param name="Curvature">Which way it bends.</param>
public readonly record struct CurvePiece(double From, double To, Curvature Curvature);
