using Extremal.Kernels.Lanes;

namespace Extremal.Kernels.Functions.Elementary;

/// <summary>The elementary functions of one number, with the bits of the loops.</summary>
internal static class Scalar
{
    /// <summary>The natural logarithm.</summary>
    public static double Log(double x) => Logarithm.Log<Lanes1<double>, double>(new(x)).Value;

    /// <summary>eˣ.</summary>
    public static double Exp(double x) => Exponential.Exp<Lanes1<double>, double>(new(x)).Value;

    /// <summary>The inverse hyperbolic sine.</summary>
    public static double Asinh(double x) => default(Asinh).Value<Lanes1<double>, double>(new(x)).Value;
}
