namespace Extremal.Extrema;

/// <summary>What a move of bounded size does to an output.</summary>
/// <param name="Point">x̃, in the user's units.</param>
/// <param name="Before">f(x), in the user's units.</param>
/// <param name="After">f(x̃), in the user's units.</param>
/// <param name="Predicted">By how much the linear equation (1.2) says that the output changes at most: ε‖∇f‖₁.</param>
public sealed record SignStep(IReadOnlyList<double> Point, double Before, double After, double Predicted)
{
    /// <summary>By how much the output changed.</summary>
    public double Happened => After - Before;
}
