using Extremal.Kernels.Formulas;

namespace Extremal.Tests.Kernels.Formulas;

/// <summary>
/// Every formula with a naive twin in double, the interval to sample, and the error allowed against the twin in float, in units in the last
/// place. The twin of a slope is exact up to rounding in double; slopes may be off by <see cref="SlopeError"/> of the largest slope.
/// </summary>
internal abstract record FormulaCase(
    string Name, Func<double, double> Value, Func<double, double> Slope, double Low, double High, double Ulps, double SlopeError)
{
    public abstract void Accept(IVisitor visitor);

    public override string ToString() => Name;

    internal interface IVisitor
    {
        void Visit<F>(F formula) where F : struct, IFormula;
    }
}

internal sealed record FormulaCase<F>(
    F Formula, Func<double, double> Value, Func<double, double> Slope, double Low, double High, double Ulps, double SlopeError = 4)
    : FormulaCase(typeof(F).Name, Value, Slope, Low, High, Ulps, SlopeError) where F : struct, IFormula
{
    public override void Accept(IVisitor visitor) => visitor.Visit(Formula);

    public override string ToString() => Name;
}

internal static class FormulaCatalogue
{
    public static IEnumerable<FormulaCase> All =>
    [
        new FormulaCase<Identity>(default, x => x, _ => 1, -1e30, 1e30, 0),
        new FormulaCase<ReLU>(default, x => double.IsNaN(x) ? x : Math.Max(x, 0), x => x > 0 ? 1 : 0, -10, 10, 0),
        new FormulaCase<LeakyReLU>(new(0.125), x => x > 0 ? x : 0.125 * x, x => x > 0 ? 1 : 0.125, -10, 10, 1),
        new FormulaCase<ELU>(new(), x => x > 0 ? x : Twins.Expm1(x), x => x > 0 ? 1 : Math.Exp(x), -50, 10, 2),
        new FormulaCase<ELU>(new(1.5), x => x > 0 ? x : 1.5 * Twins.Expm1(x), x => x > 0 ? 1 : 1.5 * Math.Exp(x), -50, 10, 2.5),
        new FormulaCase<Sigmoid>(default, Twins.Sigmoid, x => Twins.Sigmoid(x) * Twins.Sigmoid(-x), -110, 40, 2.5),
        new FormulaCase<Tanh>(default, Math.Tanh, x => 1 - Math.Tanh(x) * Math.Tanh(x), -12, 12, 2),
        new FormulaCase<Softplus>(default, Twins.Softplus, Twins.Sigmoid, -110, 40, 2),
        new FormulaCase<SiLU>(default, Twins.SiLU, x => Twins.Sigmoid(x) * (1 + x * Twins.Sigmoid(-x)), -112, 40, 3),
        new FormulaCase<GELU>(default, Twins.GELU, Twins.GELUSlope, -14.5, 10, 5, 8),
        new FormulaCase<Sine>(default, Math.Sin, Math.Cos, -1e5, 1e5, 2),
        new FormulaCase<Exp>(default, Math.Exp, Math.Exp, -105, 88.7, 1),
        new FormulaCase<Log>(default, Math.Log, x => 1 / x, 1e-44, 1e38, 1),
        new FormulaCase<Log1p>(default, Twins.Log1p, x => 1 / (1 + x), -0.9999999, 1e38, 2),
        new FormulaCase<Abs>(default, Math.Abs, x => Math.Sign(x), -10, 10, 0),
        new FormulaCase<Sqrt>(default, Math.Sqrt, x => 0.5 / Math.Sqrt(x), 0, 1e30, 0.51),
        new FormulaCase<Square>(default, x => x * x, x => 2 * x, -100, 100, 0.51),
        new FormulaCase<Negate>(default, x => -x, _ => -1, -100, 100, 0),
        new FormulaCase<Huber>(new(), x => Twins.Huber(x, 1), x => Math.Clamp(x, -1, 1), -10, 10, 1.1),
        new FormulaCase<Huber>(new(2.5), x => Twins.Huber(x, 2.5), x => Math.Clamp(x, -2.5, 2.5), -10, 10, 1.6),
    ];
}
