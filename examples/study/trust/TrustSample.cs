using Extremal.Kernels;

namespace Examples.Study;

/// <summary>
/// Rows that cover a part of the box, around an optimum that they need not contain, under much noise: the data of Shi, Emadikhiav, Lozano
/// and Bergman, "Constraint learning to define trust regions in optimization over pre-trained predictive models" (INFORMS J. Computing
/// 2024). Theirs: 700 rows from a normal distribution whose covariance is drawn for each of ten data sets and whose centre is a draw around
/// the optimum; noise with the deviation of the function; inputs scaled to [0, 1].
/// </summary>
/// <remarks>
/// Ours differs in what they do not print or we do not have. The rows are ours, not theirs. Their covariance is a random matrix; ours is
/// AAᵀ in sides of the box, A of inputs × inputs normal numbers of deviation <see cref="Reach"/>/√inputs. The centre is drawn with the same
/// covariance around one optimum. What falls outside the box is drawn again. [0, 1] is the function's usual box, which is also where
/// answers are sought; the learners here scale inputs themselves. The noise has the deviation of the function over the rows.
/// </remarks>
internal static class TrustSample
{
    public const int Rows = 700;

    /// <summary>The usual deviation of an input, in sides of the box.</summary>
    private const double Reach = 0.1;

    public static Sample Of(Problem problem, ulong seed)
    {
        var random = new RandomSource(seed, Sample.Stream(problem.Name));
        var (inputs, matrix, k) = (problem.Inputs, random.Split(0), 0UL);
        double[] factor = [.. Enumerable.Range(0, inputs * inputs).Select(i => Reach / Math.Sqrt(inputs) * matrix.Normal((ulong)i))];
        var draws = random.Split(1);
        var centre = Draw([.. problem.At.Select((value, i) => (value - problem.Low[i]) / (problem.High[i] - problem.Low[i]))]);
        double[][] points = [.. Enumerable.Range(0, Rows).Select(_ => Array.ConvertAll(
            Enumerable.Zip(Draw(centre), problem.Box).ToArray(), pair => pair.Second.Low + (pair.Second.High - pair.Second.Low) * pair.First))];
        double[] truths = [.. points.Select(problem.Truth)];
        var mean = truths.Average();
        var (deviation, noise) = (Math.Sqrt(truths.Average(truth => (truth - mean) * (truth - mean))), random.Split(2));
        return new Sample(points, [.. truths.Select((truth, row) => truth + deviation * noise.Normal((ulong)row))]);

        // In sides of the box, inside it.
        double[] Draw(double[] around)
        {
            while (true)
            {
                double[] normal = [.. Enumerable.Range(0, inputs).Select(_ => draws.Normal(k++))];
                double[] point = [.. around.Select((value, i) => value + normal.Select((number, j) => factor[i * inputs + j] * number).Sum())];
                if (point.All(value => value is >= 0 and <= 1)) { return point; }
            }
        }
    }
}
