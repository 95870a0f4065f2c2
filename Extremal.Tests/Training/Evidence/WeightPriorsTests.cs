using Extremal.Autodiff;
using Extremal.Networks;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Groups: each input of the first layer, each further layer's weights, each layer's biases; α = (γ + 0.01) / (|w|² + 0.01).</summary>
internal sealed class WeightPriorsTests
{
    private readonly Network<double> _network = Network<double>.Create(3, [4, 2], 1, Activation.Tanh, 1);

    // In words of the layers: for each weight the name of its group.
    private string[] Groups
    {
        get
        {
            string[] groups = new string[_network.Weights.Count];
            for (int k = 0; k < _network.Layers.Count; k++)
            {
                Dense<double> layer = _network.Layers[k];
                for (int input = 0; input < layer.Inputs; input++)
                {
                    for (int unit = 0; unit < layer.Outputs; unit++)
                    {
                        groups[layer.Weight.Offset + input * layer.Outputs + unit] = k == 0 ? $"input {input}" : $"layer {k}";
                    }
                }

                for (int unit = 0; unit < layer.Outputs; unit++)
                {
                    groups[layer.Bias.Offset + unit] = $"biases {k}";
                }
            }

            return groups;
        }
    }

    /// <summary>All groups differ, so a weight in its neighbour's group has another α.</summary>
    [Test]
    public void Each_group_is_estimated_by_its_own_weights()
    {
        string[] groups = Groups;
        var random = new Random(5);
        double[] weights = [.. groups.Select(_ => EvidenceData.Normal(random))], determined = [.. groups.Select(_ => random.NextDouble())];
        var priors = new WeightPriors(_network, 2);
        Assert.That(priors.Precisions, Is.All.EqualTo(2.0));
        priors.Reestimate(weights, determined);
        double log = 0, penalty = 0;
        Assert.That(groups.Distinct().Count(), Is.EqualTo(3 + 2 + 3));
        foreach (string name in groups.Distinct())
        {
            int[] own = [.. Enumerable.Range(0, groups.Length).Where(i => groups[i] == name)];
            double squares = own.Sum(i => weights[i] * weights[i]);
            double alpha = (own.Sum(i => determined[i]) + 0.01) / (squares + 0.01);
            Assert.That(own.Select(i => priors.Precisions[i]), Is.All.EqualTo(alpha).Within(1e-13).Percent, name);
            (log, penalty) = (log + 0.5 * own.Length * Math.Log(alpha), penalty + 0.5 * alpha * squares);
        }

        Assert.That(priors.LogNormalizer(), Is.EqualTo(log).Within(1e-12));
        Assert.That(priors.Penalty(weights), Is.EqualTo(penalty).Within(1e-12));
    }

    [Test]
    public void A_precision_stays_finite()
    {
        var priors = new WeightPriors(_network, 1);
        int n = _network.Weights.Count;
        priors.Reestimate(new double[n], [.. Enumerable.Repeat(1.0, n)]);
        Assert.That(priors.Precisions, Is.All.InRange(100, 1e6));
        priors.Reestimate([.. Enumerable.Repeat(1e9, n)], [.. Enumerable.Repeat(-1e-9, n)]);
        Assert.That(priors.Precisions, Is.All.EqualTo(1e-6));
    }
}
