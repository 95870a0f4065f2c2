using Extremal.Kernels;
using Extremal.Kernels.Lanes;
using Extremal.Memory;

namespace Extremal.Certificates;

/// <summary>
/// Carries linear functions of a layer's outputs backward to the network's input, as gradients are: each output gives way to the line above
/// or below it, as the sign of its coefficient wants, and each sum to the layer's inputs.
/// </summary>
internal sealed class BackwardSubstitution(LayerRanges[] ranges, Reach reach, int numbers)
{
    private readonly double[] _coefficients = new double[numbers];
    private readonly double[] _substituted = new double[numbers];

    /// <summary>The last result's coefficients of the input, inputs × boxes·bounds.</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>From linear functions of the outputs of a layer to bounds above them that are linear in the input.</summary>
    /// <param name="layers">Number of layers to go through, from the one of the outputs to the first.</param>
    /// <param name="start">Coefficients of the outputs, outputs × bounds, the same for each box.</param>
    /// <param name="bounds">Number of functions.</param>
    /// <param name="count">Number of boxes.</param>
    /// <param name="offsets">Boxes × bounds; become those of the input.</param>
    /// <param name="charges">What rounding has cost, boxes × bounds; what it costs here is added.</param>
    public void ToInputs(int layers, ReadOnlySpan<double> start, int bounds, int count, Span<double> offsets, Span<double> charges)
    {
        int all = count * bounds;
        for (int l = layers - 1; l >= 0; l--)
        {
            for (int box = 0; box < count; box++)
            {
                bool isFirst = l == layers - 1;
                Substitute(
                    l, box, isFirst ? start : _coefficients.AsSpan(box * bounds), isFirst ? bounds : all, all,
                    offsets.Slice(box * bounds, bounds), charges.Slice(box * bounds, bounds));
            }

            BoundedLayer layer = ranges[l].Layer;
            Gemm.Multiply(
                layer.Weight,
                new ReadOnlyMatrix<double>(_substituted, new Shape(layer.Outputs, all)),
                new Matrix<double>(_coefficients, new Shape(layer.Inputs, all)));
        }
    }

    private void Substitute(
        int l, int box, ReadOnlySpan<double> coefficients, int coefficientStride, int stride, Span<double> offsets, Span<double> charges)
    {
        Lines lines = ranges[l].Of(box);
        var substitution = new LineSubstitution
        {
            Coefficients = coefficients,
            CoefficientStride = coefficientStride,
            BelowSlope = lines.BelowSlope,
            BelowOffset = lines.BelowOffset,
            AboveSlope = lines.AboveSlope,
            AboveOffset = lines.AboveOffset,
            Bias = ranges[l].Layer.Bias,
            Reach = reach.Sums(l),
            Unit = reach.Unit,
            Substituted = _substituted.AsSpan(box * offsets.Length),
            Stride = stride,
            Offsets = offsets,
            Charges = charges,
        };
        VectorWidth.Run<double, LineSubstitution>(VectorWidth.For<double>(offsets.Length), ref substitution);
    }
}
