using Extremal.Data;
using Extremal.Problems;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Problems;

// Beside the eigenvectors of the correlations, of which those without variance are left out: the slow way, and the same distance.
public sealed partial class ApplicabilityDomainTests
{
    private static IEnumerable<Dataset> Clouds() =>
    [
        Draw(3), Draw(8, rows: 300, inputs: 9), Mixture(1), Mixture(2, rows: 400), Wide(rows: 30, inputs: 50, seed: 1), Wide(rows: 200, inputs: 120, seed: 2),
    ];

    [Test]
    public void Distances_are_those_of_the_eigenvectors([ValueSource(nameof(Clouds))] Dataset data)
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        int[] varying = [.. Enumerable.Range(0, data.InputColumns.Count).Where(j => !data.InputColumns[j].IsConstant)];
        var eigen = new SymmetricEigen(Correlation(data, varying), varying.Length);
        var random = new Random(1);
        for (int turn = 0; turn < 40; turn++)
        {
            // Between two rows, and beyond: every relation that the rows keep, this keeps.
            (double[] a, double[] b) = (data.Inputs.Row(random.Next(data.RowCount)).ToArray(), data.Inputs.Row(random.Next(data.RowCount)).ToArray());
            double share = 3 * random.NextDouble() - 1;
            double[] point = [.. a.Zip(b, (x, y) => x + share * (y - x))], z = ApplicabilityOracle.Deviations(data, point);
            double squares = 0;
            for (int k = 0; k < varying.Length; k++)
            {
                double along = 0;
                for (int i = 0; i < varying.Length; i++)
                {
                    along += eigen.Vector(k)[i] * z[varying[i]];
                }

                squares += eigen.Value(k) > Cloud.FlatCut ? along * along / eigen.Value(k) : 0;
            }

            Assert.That(coverage.At(point).CentreDistance, Is.EqualTo(Math.Sqrt(squares)).Within(1e-6 * (1 + squares)), $"turn {turn}");
        }

        Assert.That(coverage.CentreDistances!.Numbers.ToArray().Average(d => d * d), Is.EqualTo(Rank(eigen, varying.Length)).Within(20).Percent);
    }

    [Test]
    public void Off_a_direction_in_which_the_rows_do_not_vary_a_point_is_infinitely_far([ValueSource(nameof(Clouds))] Dataset data)
    {
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(data);
        int[] varying = [.. Enumerable.Range(0, data.InputColumns.Count).Where(j => !data.InputColumns[j].IsConstant)];
        var eigen = new SymmetricEigen(Correlation(data, varying), varying.Length);
        for (int k = 0; k < varying.Length; k++)
        {
            double[] point = data.Inputs.Row(k % data.RowCount).ToArray();
            for (int i = 0; i < varying.Length; i++)
            {
                point[varying[i]] += 0.01 * eigen.Vector(k)[i] * data.InputColumns[varying[i]].StandardDeviation;
            }

            bool isFlat = eigen.Value(k) <= Cloud.FlatCut;
            Assert.That(double.IsInfinity(coverage.At(point).CentreDistance), Is.EqualTo(isFlat), $"eigenvalue {eigen.Value(k)}");
        }
    }

    private static int Rank(SymmetricEigen eigen, int n) => Enumerable.Range(0, n).Count(k => eigen.Value(k) > Cloud.FlatCut);

    private static double[] Correlation(Dataset data, int[] varying)
    {
        double[][] z = ApplicabilityOracle.Deviations(data);
        return [.. varying.SelectMany(i => varying.Select(j => i == j ? 1 : z.Average(row => row[i] * row[j])))];
    }

    // The second half of the inputs are sums of two others.
    private static Dataset Wide(int rows, int inputs, int seed)
    {
        var random = new Random(seed);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ =>
        {
            double[] row = new double[inputs];
            for (int j = 0; j < inputs; j++)
            {
                row[j] = j < inputs / 2 ? random.NextDouble() : row[j - inputs / 2] - 2 * row[(j + 1) % (inputs / 2)];
            }

            return row;
        })];
        return Dataset.Create(x, new double[rows]);
    }
}
