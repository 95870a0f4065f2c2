using Extremal.LinearAlgebra;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// What a network has to beat: a polynomial of the standardised inputs, fitted by least squares with the rows' weights: the mean (degree 0), a
/// linear fit (1), or a quadratic (2), as response surfaces are. A tiny ridge keeps columns that depend on each other from costing digits.
/// It never changes.
/// </summary>
public sealed class Polynomial
{
    private const double Ridge = 1e-6;

    /// <summary>Above this number of inputs a quadratic has squares and no products, whose number grows with the square.</summary>
    public const int MostForProducts = 20;

    private readonly IReadOnlyList<Column> _inputs;
    private readonly IReadOnlyList<Feature> _features;
    private readonly Standardization _scaling;
    private readonly double[] _coefficients;

    private Polynomial(int degree, Dataset data, Standardization scaling, double[] coefficients)
    {
        (Degree, _scaling, _coefficients) = (degree, scaling, coefficients);
        (_inputs, _features) = (data.InputColumns, data.Features);
    }

    /// <summary>0, 1 or 2.</summary>
    public int Degree { get; }

    /// <summary>Fits one target.</summary>
    /// <param name="data">The rows; those of weight 0 do not count.</param>
    /// <param name="degree">0, 1 or 2.</param>
    /// <param name="output">Number of the target.</param>
    /// <exception cref="ArgumentException">
    /// The degree is another, there is no such target, or there are more terms than a matrix of them holds.
    /// </exception>
    public static Polynomial Fit(Dataset data, int degree, int output = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(output, data.TargetColumns.Count);
        data = data.Counted;
        var scaling = Standardization.Of(data.InputColumns);
        Int128 count = Count(data.InputColumns.Count, degree);
        ArrayLength.Of(
            $"Polynomial.Fit got {data.InputColumns.Count} inputs and degree {degree}, the normal equations of {count} terms", count * count);
        double[] terms = new double[(int)count];
        var squares = new LeastSquares(terms.Length);
        double mean = data.TargetColumns[output].Mean, total = 0;
        for (int row = 0; row < data.RowCount; row++)
        {
            double weight = data.Weights.IsEmpty ? 1 : data.Weights[row];
            Terms(scaling, data.Inputs.Row(row), degree, terms);
            squares.Add(terms, data.Targets[row, output] - mean, weight);
            total += weight;
        }

        double[] coefficients = squares.Solve(Ridge * total);
        coefficients[0] += mean;
        return new Polynomial(degree, data, scaling, coefficients);
    }

    /// <summary>The fit's value.</summary>
    /// <param name="point">One number an input, in the user's units.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer numbers than inputs; one is not finite, or beyond <see cref="Column.GreatestMagnitude"/>; or a category has not
    /// exactly one label, 1 in its column and 0 in the others.
    /// </exception>
    public double Predict(params ReadOnlySpan<double> point)
    {
        PointCheck.Require("Polynomial.Predict", _inputs, _features, point);
        double[] terms = new double[_coefficients.Length];
        Terms(_scaling, point, Degree, terms);
        double sum = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            sum += _coefficients[i] * terms[i];
        }

        return sum;
    }

    /// <summary>The fit's value at every row of points × inputs.</summary>
    internal double[] Predict(ReadOnlyMatrix<double> points)
    {
        double[] values = new double[points.Rows];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Predict(points.Row(row));
        }

        return values;
    }

    private static Int128 Count(Int128 inputs, int degree) => degree switch
    {
        0 => 1,
        1 => 1 + inputs,
        _ => 1 + inputs + (inputs > MostForProducts ? inputs : inputs * (inputs + 1) / 2),
    };

    // 1, zᵢ, and zᵢzⱼ for j ≤ i.
    private static void Terms(Standardization scaling, ReadOnlySpan<double> point, int degree, Span<double> terms)
    {
        double[] z = new double[scaling.Columns];
        scaling.Apply(point, z.AsSpan());
        terms[0] = 1;
        if (degree > 0)
        {
            z.CopyTo(terms[1..]);
        }

        for (int i = 0, at = 1 + z.Length; degree > 1 && i < z.Length; i++)
        {
            for (int j = z.Length > MostForProducts ? i : 0; j <= i; j++)
            {
                terms[at++] = z[i] * z[j];
            }
        }
    }
}
