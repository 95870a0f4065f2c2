using Extremal.Data.Designs;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>The points x_init where a search begins, in the user's units.</summary>
internal static class StartPoints
{
    /// <summary>Draws points within the domain's ranges; discrete inputs get allowed numbers.</summary>
    /// <param name="points">One row becomes a point.</param>
    /// <param name="domain">Where.</param>
    /// <param name="distribution">How.</param>
    /// <param name="seed">Which of them.</param>
    public static void Draw(Matrix<double> points, Domain domain, StartDistribution distribution, ulong seed)
    {
        (double[] lower, double[] upper) = FiniteRanges(domain);
        switch (distribution)
        {
            case StartDistribution.LatinHypercube: LatinHypercube.Fill(points, lower, upper, seed); break;
            case StartDistribution.Uniform: UniformPoints.Fill(points, lower, upper, seed); break;
            case StartDistribution.TruncatedNormal: FillTruncatedNormal(points, lower, upper, seed); break;
            default: Sobol.Fill(points, lower, upper, seed); break;
        }

        for (int i = 0; domain.Discrete.Count > 0 && i < points.Rows; i++)
        {
            domain.Snap(points.Row(i));
        }
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
            Deadline.Look();
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
