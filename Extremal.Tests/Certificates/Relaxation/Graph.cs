using Extremal.Kernels.Functions;
using Extremal.Networks;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>
/// An activation and its true values to some 90 bits, from the oracle's functions; only where |z| is at most <see cref="Reach"/> and φ(z)
/// is far from underflow. At a <see cref="Joint"/> φ″ jumps or φ‴ is infinite: a difference of values next to it is not φ′.
/// </summary>
internal sealed record Graph(
    Activation Activation, Func<double, DoubleDouble> Value, double Reach, double From = double.NegativeInfinity, double Joint = double.NaN)
{
    private static readonly DoubleDouble SqrtHalf = new(0.7071067811865476, -4.833646656726457e-17);
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);

    /// <summary>Those that <see cref="Activation"/> names.</summary>
    public static IEnumerable<Graph> OfActivations =>
    [
        new(Activation.Identity, z => z, 1e250),
        new(Activation.ReLU, z => Math.Max(z, 0), 1e250),
        new(Activation.LeakyReLU(0.01), z => z > 0 ? z : (DoubleDouble)z * 0.01, 1e250),
        new(Activation.LeakyReLU(3.7), z => z > 0 ? z : (DoubleDouble)z * 3.7, 1e250),
        new(Activation.Tanh, z => z == 0 ? 0 : Math.Abs(z) > 40 ? Math.Sign(z) : Precise.Tanh(z), 1e250),
        new(Activation.Asinh, Asinh, 1e250),
        new(Activation.Sigmoid, Precise.Sigmoid, 500),
        new(Activation.Softplus, Softplus, 500),
        new(Activation.SiLU, z => z * Precise.Sigmoid(z), 500),
        new(Activation.GELU, GELU, 7),
        new(Activation.ELU(), z => z > 0 ? z : z == 0 ? 0 : Precise.Expm1(z), 500),
        new(Activation.ELU(0.3), z => z > 0 ? z : z == 0 ? 0 : Precise.Expm1(z) * 0.3, 500),
        new(Activation.ELU(2.5), z => z > 0 ? z : z == 0 ? 0 : Precise.Expm1(z) * 2.5, 500),
        new(Activation.Sine, z => z == 0 ? 0 : Precise.Sin(z), 1e8),
        new(Activation.Square, z => (DoubleDouble)z * z, 1e100),
        new(Activation.RadialGaussian, z => Precise.Exp(-0.5 * z), 500),
        new(Activation.RadialMatern, Matern, 500, Joint: 0),
    ];

    /// <summary>And functions that a user may give a name.</summary>
    public static IEnumerable<Graph> All =>
    [
        .. OfActivations,
        new(Activation.Of("negate", default(Negate)), z => -z, 1e250),
        new(Activation.Of("abs", default(Abs)), z => Math.Abs(z), 1e250),
        new(Activation.Of("huber", new Huber(1.5)), Huber, 1e250),
        new(Activation.Of("exp", default(Exp)), z => Precise.Exp(z), 500),
        new(Activation.Of("log", default(Log)), Precise.Log, 1e250, 1e-250),
        new(Activation.Of("log1p", default(Log1p)), z => z == 0 ? 0 : Precise.Log1p(z), 1e250, -0.999),
        new(Activation.Of("sqrt", default(Sqrt)), SquareRoot, 1e250, 0),
    ];

    /// <inheritdoc/>
    public override string ToString() => Activation.Name;

    private static DoubleDouble Asinh(double z)
    {
        WideNumber y = TrueValues.Of("Asinh")(z);
        double high = y.InUnitsOf(0);
        return (DoubleDouble)high + (y - high).InUnitsOf(0);
    }

    private static DoubleDouble Softplus(double z)
    {
        DoubleDouble e = Precise.Exp(-Math.Abs(z));
        return Math.Max(z, 0) + (Precise.Log1p(e.High) + e.Low / (1 + e.High));
    }

    private static DoubleDouble GELU(double z)
    {
        DoubleDouble scaled = z * SqrtHalf;
        DoubleDouble erf = z == 0 ? 0 : Precise.Erf(scaled.High) + TwoOverRootPi * Precise.Exp(-(scaled * scaled)) * scaled.Low;
        return z * ((1 + erf) * 0.5);
    }

    private static DoubleDouble Matern(double z)
    {
        DoubleDouble t = (DoubleDouble)5 * Math.Max(z, 0);
        double root = Math.Sqrt(t.High);
        DoubleDouble r = root == 0 ? 0 : root + (t - (DoubleDouble)root * root) / (2 * root);
        return z < 0 ? 1 - (DoubleDouble)5 * z / 6 : (1 + r + t / 3) * Precise.Exp(-r);
    }

    private static DoubleDouble Huber(double z) => Math.Abs(z) <= 1.5
        ? (DoubleDouble)z * z * 0.5
        : ((DoubleDouble)Math.Abs(z) - 0.75) * 1.5;

    private static DoubleDouble SquareRoot(double z)
    {
        double root = Math.Sqrt(z);
        return z == 0 ? 0 : root + (z - (DoubleDouble)root * root) / (2 * root);
    }
}
