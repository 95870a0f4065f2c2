using Extremal.Autodiff;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>The losses: one number a row, the mean, and the weighted mean.</summary>
internal static partial class Catalogue<T>
{
    /// <summary>Every loss with its definition: residual by residual, or a row at a time.</summary>
    public static IReadOnlyList<LossRow> LossTable =>
    [
        new("mean squared error", Loss.MeanSquaredError, Of(DualFunctions.Square), Values.Any, Values.Any),
        new("mean absolute error", Loss.MeanAbsoluteError, Of(DualFunctions.Abs), Values.Odd, Values.Even),
        new("Huber loss", Loss.Huber(), Of(r => DualFunctions.Huber(r, 1)), Values.Odd, Values.Even),
        new("Huber loss (0.6)", Loss.Huber(0.6), Of(r => DualFunctions.Huber(r, 0.6)), Values.Odd, Values.Even),
        new("mean squared logarithmic error", Loss.MeanSquaredLogarithmicError,
            (y, t) => Of(DualFunctions.Square)(y.Map(DualFunctions.Log1p), t.Map(DualFunctions.Log1p)),
            Values.AboveMinusOne, Values.AboveMinusOne),
        new("cross-entropy loss", Loss.SoftmaxCrossEntropy, (y, t) => y.SoftmaxCrossEntropy(t), Values.Any, Values.Positive),
    ];

    private static IEnumerable<Entry<T>> Losses => LossTable.SelectMany(loss => new Entry<T>[]
    {
        new($"{loss.Name}, rows", x => loss.Loss.Rows(x[0], x[1]), x => loss.Rows(x[0], x[1]), Shapes.Equal, loss.Predictions, loss.Targets)
        {
            HasLimits = false,
        },
        new(loss.Name, x => loss.Loss.Mean(x[0], x[1]), x => loss.Rows(x[0], x[1]).Mean(), Shapes.Equal, loss.Predictions, loss.Targets)
        {
            IsRowwise = false, HasLimits = false,
        },
        new($"{loss.Name}, weighted", x => loss.Loss.Mean(x[0], x[1], x[2]), x => loss.Rows(x[0], x[1]).Zip(x[2], (l, w) => l * w).Mean(),
            Shapes.Weighted, loss.Predictions, loss.Targets, Values.Positive)
        {
            IsRowwise = false, HasLimits = false,
        },
    });

    private static Func<DualMatrix, DualMatrix, DualMatrix> Of(Func<Dual, Dual> ofResidual) =>
        (y, t) => y.Zip(t, (a, b) => ofResidual(a - b)).RowMeans();
}
