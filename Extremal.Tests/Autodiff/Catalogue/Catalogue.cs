using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels.Functions;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// Every operation and function of Core, once. All tests of derivatives run over this list; a law fails while something of Core is
/// missing in it.
/// </summary>
/// <typeparam name="T">float or double: one text for both.</typeparam>
internal static partial class Catalogue<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>All entries. Checks may be asked for any of them by name.</summary>
    public static IReadOnlyList<Entry<T>> All { get; } = [.. Arithmetic, .. Functions, .. Rearrangements, .. Losses, .. Compositions];

    private static IEnumerable<Entry<T>> Arithmetic =>
    [
        Pair("x + y", x => x[0] + x[1], (x, y) => x + y),
        Pair("x − y", x => x[0] - x[1], (x, y) => x - y),
        Pair("x · y", x => x[0] * x[1], (x, y) => x * y),
        Pair("x / y", x => x[0] / x[1], (x, y) => x / y, Values.Any, Values.AwayFromZero),
        Pair("xʸ", x => x[0].Power(x[1]), DualFunctions.Power, Values.Positive, Values.Any),
        Pair("max(x, y)", x => x[0].Max(x[1]), DualFunctions.Max, Values.Odd, Values.Even) with { HasKink = true },
        Pair("min(x, y)", x => x[0].Min(x[1]), DualFunctions.Min, Values.Odd, Values.Even) with { HasKink = true },
        Single("x + 3", x => x + Number(3), x => x + 3),
        Single("3 + x", x => Number(3) + x, x => x + 3),
        Single("x − 3", x => x - Number(3), x => x - 3),
        Single("3 − x", x => Number(3) - x, x => 3 - x),
        Single("x · 3", x => x * Number(3), x => x * 3),
        Single("3 · x", x => Number(3) * x, x => x * 3),
        Single("x / 3", x => x / Number(3), x => x / 3),
        Single("3 / x", x => Number(3) / x, x => 3 / x, Values.AwayFromZero),
        Single("x^2.5", x => x.Power(Number(2.5)), x => DualFunctions.Power(x, 2.5), Values.Positive),
        Single("x³", x => x.Power(Number(3)), x => DualFunctions.Power(x, 3)),
        Single("x⁻²", x => x.Power(Number(-2)), x => DualFunctions.Power(x, -2), Values.AwayFromZero),
        Single("max(x, ¼)", x => x.Max(Number(0.25)), x => DualFunctions.Max(x, 0.25), Values.Odd) with { HasKink = true },
        Single("min(x, ¼)", x => x.Min(Number(0.25)), x => DualFunctions.Min(x, 0.25), Values.Odd) with { HasKink = true },
    ];

    private static IEnumerable<Entry<T>> Functions =>
    [
        Single("identity", x => x.Apply<Identity>(), x => x),
        Single("−x", x => -x, x => -x),
        Single("x²", x => x.Square(), DualFunctions.Square),
        Single("√x", x => x.Sqrt(), DualFunctions.Sqrt, Values.Positive),
        Single("|x|", x => x.Abs(), DualFunctions.Abs, Values.AwayFromZero) with { HasKink = true },
        Single("exp", x => x.Exp(), DualFunctions.Exp),
        Single("log", x => x.Log(), DualFunctions.Log, Values.Positive),
        Single("log1p", x => x.Log1p(), DualFunctions.Log1p, Values.AboveMinusOne),
        Single("sin", x => x.Sin(), DualFunctions.Sin),
        Single("tanh", x => x.Tanh(), DualFunctions.Tanh),
        Single("sigmoid", x => x.Sigmoid(), DualFunctions.Sigmoid),
        Single("softplus", x => x.Softplus(), DualFunctions.Softplus),
        Single("SiLU", x => x.Apply<SiLU>(), DualFunctions.SiLU),
        Single("GELU", x => x.Apply<GELU>(), DualFunctions.GELU),
        Single("asinh", x => x.Apply<Asinh>(), DualFunctions.Asinh),
        Single("radial Gaussian", x => x.Apply<RadialGaussian>(), DualFunctions.RadialGaussian),
        Single("radial Matérn", x => x.Apply<RadialMatern>(), DualFunctions.RadialMatern),
        Single("ReLU", x => x.ReLU(), DualFunctions.ReLU, Values.AwayFromZero) with { HasKink = true },
        Kinked("LeakyReLU", new LeakyReLU(), x => DualFunctions.LeakyReLU(x, 0.01), Values.AwayFromZero),
        Kinked("LeakyReLU(0.3)", new LeakyReLU(0.3), x => DualFunctions.LeakyReLU(x, 0.3), Values.AwayFromZero),
        Kinked("ELU", new ELU(), x => DualFunctions.ELU(x, 1), Values.AwayFromZero),
        Kinked("ELU(0.4)", new ELU(0.4), x => DualFunctions.ELU(x, 0.4), Values.AwayFromZero),
        Kinked("Huber", new Huber(), x => DualFunctions.Huber(x, 1), Values.Odd),
        Kinked("Huber(0.4)", new Huber(0.4), x => DualFunctions.Huber(x, 0.4), Values.Odd),
    ];

    private static IEnumerable<Entry<T>> Rearrangements =>
    [
        new("affine", x => x[0].Affine(x[1], x[2]), x => x[0].Affine(x[1], x[2]), Shapes.Affine, Values.Any, Values.Any, Values.Any)
        {
            Batched = [0],
        },
        Layer<Tanh>("tanh layer", x => DualFunctions.Tanh(x)),
        Layer<GELU>("GELU layer", x => DualFunctions.GELU(x)) with { HasLimits = false },
        new("sum", x => x[0].Sum(), x => x[0].Sum(), Shapes.One, Values.Any) { IsRowwise = false },
        new("mean", x => x[0].Mean(), x => x[0].Mean(), Shapes.One, Values.Any) { IsRowwise = false },
        new("row sums", x => x[0].RowSums(), x => x[0].RowSums(), Shapes.One, Values.Any),
        new("row means", x => x[0].RowMeans(), x => x[0].RowMeans(), Shapes.One, Values.Any),
        new("log-sum-exp", x => x[0].LogSumExp(), x => x[0].LogSumExp(), Shapes.One, Values.Any) { HasLimits = false },
        new("column 2", x => x[0].Column(2), x => x[0].Pick(2, 1), Shapes.Wide, Values.Any),
        new("columns 1 and 2", x => x[0].Columns(1, 2), x => x[0].Pick(1, 2), Shapes.Wide, Values.Any),
        new("concatenate", x => x[0].Concatenate(x[1]), x => x[0].Beside(x[1]), Shapes.Beside, Values.Any, Values.Any),
        new("weighted sum", x => x[0].WeightedSum(x[1], x[2], x[1], x[3]), x => x[0].WeightedSum(x[1], x[2], x[1], x[3]),
            Shapes.Terms, Values.Any, Values.Any, Values.Any, Values.Any)
        {
            Batched = [1, 2, 3],
        },
        new("softmax cross-entropy", x => x[0].SoftmaxCrossEntropy(x[1]), x => x[0].SoftmaxCrossEntropy(x[1]),
            Shapes.Equal, Values.Any, Values.Positive)
        {
            HasLimits = false,
        },
    ];

    private static Entry<T> Single(
        string name, Func<Variable<T>, Variable<T>> record, Func<Dual, Dual> oracle, Values values = Values.Any) =>
        new(name, x => record(x[0]), x => x[0].Map(oracle), Shapes.One, values);

    private static Entry<T> Kinked<F>(string name, F function, Func<Dual, Dual> oracle, Values values) where F : struct, IElementwiseFunction =>
        Single(name, x => x.Apply(function), oracle, values) with { HasKink = true };

    private static Entry<T> Layer<F>(string name, Func<Dual, Dual> oracle) where F : struct, IElementwiseFunction =>
        new(name, x => x[0].Layer<F>(x[1], x[2]), x => x[0].Affine(x[1], x[2]).Map(oracle),
            Shapes.Affine, Values.Any, Values.Any, Values.Any)
        {
            Batched = [0],
        };

    private static Entry<T> Pair(
        string name, Func<Variable<T>[], Variable<T>> record, Func<Dual, Dual, Dual> oracle,
        Values x = Values.Any, Values y = Values.Any) =>
        new(name, record, operands => operands[0].Zip(operands[1], oracle), Shapes.Broadcast, x, y);

    private static T Number(double value) => T.CreateChecked(value);
}
