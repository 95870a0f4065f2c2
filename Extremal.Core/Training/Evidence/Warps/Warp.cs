using System.Numerics.Tensors;
using Extremal.Data;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Functions.Elementary;

namespace Extremal.Training.Evidence;

/// <summary>
/// Another coordinate for a number that is spread over decades: v = (asinh((u − origin) / scale) − mean) / deviation, near the origin linear,
/// far from it a logarithm, and defined for every u.
/// </summary>
/// <param name="Origin">Where it is linear.</param>
/// <param name="Scale">From here on it is a logarithm.</param>
/// <param name="Mean">Of the rows' asinh.</param>
/// <param name="Deviation">Of the same.</param>
internal readonly record struct Warp(double Origin, double Scale, double Mean, double Deviation)
{
    // Of 2¹⁶ deviations only the linear part is left: v is u to (u / 2¹⁶)² / 6 of it.
    private const double Wide = 65536;

    /// <summary>A number that stays as it is.</summary>
    public static Warp None { get; } = new(0, Wide, 0, 1 / Wide);

    /// <summary>v of each u.</summary>
    public void Apply(ReadOnlySpan<double> u, Span<double> v)
    {
        TensorPrimitives.Subtract(u, Origin, v);
        TensorPrimitives.Divide(v, Scale, v);
        Pointwise.Apply<double, Asinh>(default, v, v);
        TensorPrimitives.Subtract(v, Mean, v);
        TensorPrimitives.Divide(v, Deviation, v);
    }

    /// <summary>u of one v.</summary>
    public double Invert(double v) => new AsinhTransform(Origin, Scale).Invert(Mean + Deviation * v);

    /// <summary>Σ ln dv/du over some numbers: by so much their density is greater in this coordinate.</summary>
    public double LogDensity(ReadOnlySpan<double> numbers)
    {
        double sum = 0;
        foreach (double u in numbers)
        {
            double distance = (u - Origin) / Scale;
            sum -= 0.5 * Scalar.Log(distance * distance + 1) + Scalar.Log(Scale * Deviation);
        }

        return sum;
    }
}
