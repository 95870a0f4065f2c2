using Extremal.Kernels.Functions.Elementary;

namespace Extremal.Data;

/// <summary>
/// t = asinh((u − origin) / width), the inverse hyperbolic sine transformation: near the origin linear, far from it a logarithm, and defined for
/// every u (J. B. Burbidge, L. Magee and A. L. Robb, "Alternative transformations to handle extreme values of the dependent variable", 1988).
/// </summary>
/// <param name="Origin">Where it is linear, in the user's units.</param>
/// <param name="Width">From this distance on it is a logarithm, in the user's units; positive.</param>
public readonly record struct AsinhTransform(double Origin, double Width)
{
    /// <summary>t.</summary>
    /// <param name="user">u.</param>
    public double Apply(double user) => Scalar.Asinh((user - Origin) / Width);

    /// <summary>u = origin + width sinh t.</summary>
    /// <param name="transformed">t.</param>
    public double Invert(double transformed)
    {
        double e = Scalar.Exp(transformed);
        return Origin + 0.5 * Width * (e - 1 / e);
    }

    /// <summary>du/dt = width cosh t.</summary>
    /// <param name="transformed">t.</param>
    public double Slope(double transformed)
    {
        double e = Scalar.Exp(transformed);
        return 0.5 * Width * (e + 1 / e);
    }
}
