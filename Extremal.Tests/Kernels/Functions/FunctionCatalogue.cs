using Extremal.Kernels.Functions;

namespace Extremal.Tests.Kernels.Functions;

/// <summary>
/// Every function with a naive twin in double, the interval to sample, and the error allowed against the twin in float, in units in the last
/// place. The twin of a slope is exact up to rounding in double; slopes may be off by <see cref="SlopeError"/> of the largest slope.
/// </summary>
internal abstract record FunctionCase(
    string Name, Func<double, double> Value, Func<double, double> Slope, double Low, double High, double Ulps, double SlopeError)
{
    public abstract void Accept(IVisitor visitor);

    public override string ToString() => Name;

    internal interface IVisitor
    {
        void Visit<F>(F function) where F : struct, IElementwiseFunction;
    }
}

internal sealed record FunctionCase<F>(
    F Function, Func<double, double> Value, Func<double, double> Slope, double Low, double High, double Ulps, double SlopeError = 4)
    : FunctionCase(typeof(F).Name, Value, Slope, Low, High, Ulps, SlopeError) where F : struct, IElementwiseFunction
{
    public override void Accept(IVisitor visitor) => visitor.Visit(Function);

    public override string ToString() => Name;
}

internal static class FunctionCatalogue
{
    public static IEnumerable<FunctionCase> All =>
    [
        new FunctionCase<Identity>(default, x => x, _ => 1, -1e30, 1e30, 0),
        new FunctionCase<ReLU>(default, x => double.IsNaN(x) ? x : Math.Max(x, 0), x => x > 0 ? 1 : 0, -10, 10, 0),
        new FunctionCase<LeakyReLU>(new(0.125), x => x > 0 ? x : 0.125 * x, x => x > 0 ? 1 : 0.125, -10, 10, 1),
        new FunctionCase<ELU>(new(), x => x > 0 ? x : Twins.Expm1(x), x => x > 0 ? 1 : Math.Exp(x), -50, 10, 2),
        new FunctionCase<ELU>(new(1.5), x => x > 0 ? x : 1.5 * Twins.Expm1(x), x => x > 0 ? 1 : 1.5 * Math.Exp(x), -50, 10, 2.5),
        new FunctionCase<Sigmoid>(default, Twins.Sigmoid, x => Twins.Sigmoid(x) * Twins.Sigmoid(-x), -110, 40, 2.5),
        new FunctionCase<Tanh>(default, Math.Tanh, x => 1 - Math.Tanh(x) * Math.Tanh(x), -12, 12, 2),
        new FunctionCase<Asinh>(default, Math.Asinh, x => 1 / Math.Sqrt(1 + x * x), -3e18, 3e18, 2),
        new FunctionCase<Softplus>(default, Twins.Softplus, Twins.Sigmoid, -110, 40, 2),
        new FunctionCase<SiLU>(default, Twins.SiLU, x => Twins.Sigmoid(x) * (1 + x * Twins.Sigmoid(-x)), -112, 40, 3.5),
        new FunctionCase<GELU>(default, Twins.GELU, Twins.GELUSlope, -14.5, 10, 7, 8),
        new FunctionCase<Sine>(default, Math.Sin, Math.Cos, -1e5, 1e5, 2),
        new FunctionCase<RadialGaussian>(default, x => Math.Exp(-0.5 * x), x => -0.5 * Math.Exp(-0.5 * x), -170, 210, 1),
        new FunctionCase<RadialMatern>(default, Twins.RadialMatern, Twins.RadialMaternSlope, -40, 2500, 3),
        new FunctionCase<Exp>(default, Math.Exp, Math.Exp, -105, 88.7, 1),
        new FunctionCase<Log>(default, Math.Log, x => 1 / x, 1e-44, 1e38, 1),
        new FunctionCase<Log1p>(default, Twins.Log1p, x => 1 / (1 + x), -0.9999999, 1e38, 1),
        new FunctionCase<Abs>(default, Math.Abs, x => Math.Sign(x), -10, 10, 0),
        new FunctionCase<Sqrt>(default, Math.Sqrt, x => 0.5 / Math.Sqrt(x), 0, 1e30, 0.51),
        new FunctionCase<Square>(default, x => x * x, x => 2 * x, -100, 100, 0.51),
        new FunctionCase<Negate>(default, x => -x, _ => -1, -100, 100, 0),
        new FunctionCase<Huber>(new(), x => Twins.Huber(x, 1), x => Math.Clamp(x, -1, 1), -10, 10, 1.1),
        new FunctionCase<Huber>(new(2.5), x => Twins.Huber(x, 2.5), x => Math.Clamp(x, -2.5, 2.5), -10, 10, 1.6),
    ];
}
