using Extremal.Kernels.Functions.Elementary;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// Normal priors of mean zero, with a precision α for each group of weights: the first layer's weights input by input, so that an input that
/// does not matter is switched off (automatic relevance determination; R. M. Neal, "Bayesian Learning for Neural Networks", 1996); each
/// further layer's weights; each layer's biases.
/// </summary>
internal sealed class WeightPriors
{
    private const double LeastPrecision = 1e-6, GreatestPrecision = 1e6;

    // The shape and the rate of a gamma prior of α: a group of which nothing is determined, or that vanishes, keeps a finite precision.
    private const double Hyperprior = 1e-2;

    private readonly int[] _groups;
    private readonly int[] _counts;
    private readonly double[] _precisions, _determined, _squares;

    /// <param name="network">Whose weights they are of.</param>
    /// <param name="precision">α of all groups at first.</param>
    public WeightPriors(Network<double> network, double precision)
    {
        _groups = GroupsOf(network);
        _counts = new int[_groups.Max() + 1];
        Array.ForEach(_groups, group => _counts[group]++);
        (_precisions, _determined, _squares) = (new double[_counts.Length], new double[_counts.Length], new double[_counts.Length]);
        Precisions = new double[_groups.Length];
        Array.Fill(_precisions, precision);
        Array.Fill(Precisions, precision);
    }

    /// <summary>α of each weight.</summary>
    public double[] Precisions { get; }

    /// <summary>½ Σ α w².</summary>
    public double Penalty(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            sum += Precisions[i] * weights[i] * weights[i];
        }

        return 0.5 * sum;
    }

    /// <summary>½ Σ log α, what the priors add to the log evidence beside their penalty.</summary>
    public double LogNormalizer()
    {
        double sum = 0;
        for (int group = 0; group < _counts.Length; group++)
        {
            sum += _counts[group] * Scalar.Log(_precisions[group]);
        }

        return 0.5 * sum;
    }

    /// <summary>
    /// α = γ / |w|² of each group, γ how many of its weights the data determine: where the evidence is stationary (MacKay 1992).
    /// </summary>
    /// <param name="weights">w.</param>
    /// <param name="determined">How far each is determined, between 0 and 1.</param>
    public void Reestimate(ReadOnlySpan<double> weights, ReadOnlySpan<double> determined)
    {
        Array.Clear(_determined);
        Array.Clear(_squares);
        for (int i = 0; i < weights.Length; i++)
        {
            _determined[_groups[i]] += determined[i];
            _squares[_groups[i]] += weights[i] * weights[i];
        }

        for (int group = 0; group < _counts.Length; group++)
        {
            double precision = (Math.Clamp(_determined[group], 0, _counts[group]) + Hyperprior) / (_squares[group] + Hyperprior);
            _precisions[group] = Math.Clamp(precision, LeastPrecision, GreatestPrecision);
        }

        for (int i = 0; i < Precisions.Length; i++)
        {
            Precisions[i] = _precisions[_groups[i]];
        }
    }

    private static int[] GroupsOf(Network<double> network)
    {
        int[] groups = new int[network.Weights.Count];
        int next = 0;
        foreach (Dense<double> layer in network.Layers)
        {
            bool isFirst = layer == network.Layers[0];
            for (int i = 0; i < layer.Weight.Shape.Count; i++)
            {
                groups[layer.Weight.Offset + i] = next + (isFirst ? i / layer.Outputs : 0);
            }

            next += isFirst ? layer.Inputs : 1;
            groups.AsSpan(layer.Bias.Offset, layer.Outputs).Fill(next++);
        }

        return groups;
    }
}
