using Extremal.Data.Designs;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>The points x_init where a search begins, in the user's units.</summary>
internal static class StartPoints
{
    /// <summary>The user's points, then those that are drawn: starts × inputs.</summary>
    public static Matrix<double> Draw(Domain domain, SearchOptions options)
    {
        int inputs = domain.Inputs.Count, given = options.Points.Count;
        Matrix<double> points = Slice<double>.Zeros(new Shape(given + options.Starts, inputs)).Matrix;
        for (int i = 0; i < given; i++)
        {
            options.Points[i].CopyTo(points.Row(i));
        }

        (double[] lower, double[] upper) = FiniteRanges(domain);
        Matrix<double> drawn = points.RowRange(given, options.Starts);
        switch (options.Distribution)
        {
            case StartDistribution.Uniform: UniformPoints.Fill(drawn, lower, upper, options.Seed); break;
            case StartDistribution.TruncatedNormal: FillTruncatedNormal(drawn, lower, upper, options.Seed); break;
            default: LatinHypercube.Fill(drawn, lower, upper, options.Seed); break;
        }

        return points;
    }

    // Where the domain has no bound the data say where to begin.
    private static (double[] Lower, double[] Upper) FiniteRanges(Domain domain)
    {
        double[] lower = domain.Lower.ToArray(), upper = domain.Upper.ToArray();
        for (int j = 0; j < lower.Length; j++)
        {
            lower[j] = double.IsFinite(lower[j]) ? lower[j] : Math.Min(domain.Inputs[j].Minimum, upper[j]);
            upper[j] = double.IsFinite(upper[j]) ? upper[j] : Math.Max(domain.Inputs[j].Maximum, lower[j]);
        }

        return (lower, upper);
    }

    private static void FillTruncatedNormal(Matrix<double> points, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ulong seed)
    {
        ulong k = 0;
        var random = new RandomSource(seed);
        for (int i = 0; i < points.Rows; i++)
        {
            for (int j = 0; j < points.Columns; j++)
            {
                double normal;
                do
                {
                    normal = random.Normal(k++);
                }
                while (Math.Abs(normal) > 1);

                points[i, j] = Math.Clamp(0.5 * ((1 - normal) * lower[j] + (1 + normal) * upper[j]), lower[j], upper[j]);
            }
        }
    }
}
