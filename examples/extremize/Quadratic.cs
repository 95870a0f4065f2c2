using Extremal.Data;

namespace Examples;

/// <summary>
/// What the network has to beat: a quadratic polynomial of the standardised inputs, fitted by least squares, as response surfaces are.
/// The normal equations get a tiny ridge, so that columns that depend on each other cost no digits.
/// </summary>
internal sealed class Quadratic
{
    private const double Ridge = 1e-6;

    /// <summary>Above this, products of different inputs are left out: their number grows with the square.</summary>
    private const int MostForProducts = 30;

    private readonly Standardization _scaling;
    private readonly double[] _coefficients;

    private Quadratic(Standardization scaling, double[] coefficients) => (_scaling, _coefficients) = (scaling, coefficients);

    public static Quadratic Fit(Dataset data)
    {
        var scaling = Standardization.Of(data.InputColumns);
        var terms = Terms(scaling, data.Inputs.Row(0));
        var (normal, right) = (new double[terms.Length, terms.Length], new double[terms.Length]);
        for (var row = 0; row < data.Rows; row++)
        {
            terms = Terms(scaling, data.Inputs.Row(row));
            for (var i = 0; i < terms.Length; i++)
            {
                right[i] += terms[i] * data.Targets[row, 0];
                for (var j = 0; j <= i; j++) { normal[i, j] += terms[i] * terms[j]; }
            }
        }

        for (var i = 1; i < terms.Length; i++) { normal[i, i] += Ridge * data.Rows; }
        return new Quadratic(scaling, new Cholesky(normal).Solve(right));
    }

    public double Predict(ReadOnlySpan<double> point)
    {
        var terms = Terms(_scaling, point);
        var sum = 0.0;
        for (var i = 0; i < terms.Length; i++) { sum += _coefficients[i] * terms[i]; }
        return sum;
    }

    /// <summary>1, zᵢ, and zᵢzⱼ for j ≤ i.</summary>
    private static double[] Terms(Standardization scaling, ReadOnlySpan<double> point)
    {
        var z = new double[point.Length];
        scaling.Apply(point, z.AsSpan());
        List<double> terms = [1, .. z];
        for (var i = 0; i < z.Length; i++)
        {
            for (var j = z.Length > MostForProducts ? i : 0; j <= i; j++) { terms.Add(z[i] * z[j]); }
        }

        return [.. terms];
    }
}
