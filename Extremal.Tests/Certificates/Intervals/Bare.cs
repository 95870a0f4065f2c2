using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>A network as a surrogate on its own numbers: nothing is scaled, and one standard deviation of the output is 1.</summary>
internal static class Bare
{
    public static Surrogate Of(Network<double> network, double[] lower, double[] upper) => Of([network], lower, upper);

    public static Surrogate Of(IReadOnlyList<Network<double>> members, double[] lower, double[] upper, double[][]? shares = null)
    {
        int inputs = lower.Length, outputs = members[0].Outputs;
        double[] covariance = new double[inputs * inputs];
        for (int i = 0; i < inputs; i++)
        {
            covariance[i * inputs + i] = 1;
        }

        var summary = new DataSummary(
            1,
            [.. lower.Select((low, i) => new Column($"x{i}", low, upper[i], low / 2 + upper[i] / 2, (upper[i] - low) / 4))],
            [.. Enumerable.Range(0, outputs).Select(k => new Column($"y{k}", -9, 9, 0, 1))],
            covariance);
        return new Surrogate(members, Standardization.None(inputs), Standardization.None(outputs), summary, shares);
    }

    public static Domain Box(this Surrogate surrogate) => Domain.Of(surrogate.Summary);
}
