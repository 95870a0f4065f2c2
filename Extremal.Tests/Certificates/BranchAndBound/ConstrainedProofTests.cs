using Extremal.Certificates;
using Extremal.Data;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>What holds only where every constraint is kept must not be used from a point that breaks one.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ConstrainedProofTests
{
    // f = relu(x + 2) + 0.9 relu(y + 2) − 100 relu(x + y − 0.6) on [−1, 1]² with x + 0.9 y ≤ 0.8 and x + y ≤ 0.5. The second linear constraint keeps the
    // third neuron off, so that its slope is 0; at a point that keeps the first linear constraint alone it is on, and f is far too low there for the
    // slopes of the others to make up for.
    [Test]
    public void A_point_that_breaks_the_second_of_two_bands_bounds_nothing()
    {
        var network = new Network<double>(2, new Layer(3, Activation.ReLU), new Layer(1, Activation.Identity));
        double[] first = [1, 0, 1, 0, 1, 1], bias = [2, 2, -0.6], last = [1, 0.9, -100];
        first.CopyTo(network.Layers[0].Weight.Span);
        bias.CopyTo(network.Layers[0].Bias.Span);
        last.CopyTo(network.Layers[1].Weight.Span);
        DataSummary summary = HandMade.Of(network).Summary;
        var surrogate = new Surrogate(network, Standardization.None(2), Standardization.None(1), summary);
        Domain domain = Domain.Of(summary).Range("a", -1, 1).Range("b", -1, 1)
            .Linear(["a", "b"], [1, 0.9], double.NegativeInfinity, 0.8).Sum(["a", "b"], double.NegativeInfinity, 0.5);
        double greatest = surrogate.Value([1, -0.5], 0, default);
        foreach (long boxes in (long[])[1, 1000])
        {
            Certificate proof = new BranchAndBound(surrogate, domain, Goal.Maximize(), new() { MaxBoxes = boxes, TimeLimit = null }).Run();
            Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(greatest), proof.ToString());
        }
    }

    // The greatest output lies on the linear constraint: the point found there has to keep the linear constraint, not the linear constraint let out by its tolerance.
    [Test]
    public void A_point_on_a_band_is_found_beside_categories()
    {
        double[] numbers = [.. Enumerable.Range(0, 12).Select(i => i / 12.0)];
        Input[] inputs =
        [
            Input.Category("kind", [.. numbers.Select((_, i) => $"k{i % 4}")]), Input.Number("x", numbers),
            Input.Category("place", [.. numbers.Select((_, i) => $"p{i % 3}")]),
        ];
        Dataset data = Dataset.Create(inputs, numbers, "y");
        Network<double> network = Network<double>.Create(8, [8, 6], 1, Activation.Tanh, 3);
        var surrogate = new Surrogate(network, Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns), data.Summary);
        Domain domain = Domain.Of(data).Sum(["x"], 0.2, 0.4);
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize()])
        {
            Certificate proof = new BranchAndBound(surrogate, domain, goal, new() { MaxBoxes = 3000, TimeLimit = null }).Run();
            Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed), proof.ToString());
        }
    }

    // Derivatives of which nothing is known make no output flat, and a rounding of which nothing is known ends a proof at once.
    [Test]
    public void A_network_of_which_nothing_is_known_is_called_so()
    {
        Network<double> network = Network<double>.Create(2, [5, 4], 1, Activation.Sine, 3);
        foreach (ref double weight in network.Weights.All)
        {
            weight *= 1e12;
        }

        Surrogate surrogate = HandMade.Of(network);
        var proof = new BranchAndBound(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(), new() { MaxBoxes = 3000, TimeLimit = null });
        Assert.That(proof.Steepest(), Is.GreaterThan(1e12));
        Certificate certificate = proof.Run();
        Assert.That(certificate.Bound, Is.EqualTo(double.PositiveInfinity));
        Assert.That((certificate.End, certificate.Boxes), Is.EqualTo((CertificateEnd.Exhausted, 1L)));
        Assert.That(certificate.ToString(), Does.Contain("Nothing is proven"));
    }

    // 2⁵³x + x − 2⁵³x: the sum of the coefficients loses the second.
    [Test]
    public void Members_without_hidden_layers_are_charged_for_adding_their_coefficients()
    {
        var region = new LinearRegion { Lower = [1], Upper = [1] };
        Reach[] members = [.. new[] { 9007199254740992.0, 1, -9007199254740992.0 }.Select(weight =>
        {
            var network = new Network<double>(1, new Layer(1, Activation.Identity));
            network.Layers[0].Weight.Span[0] = weight;
            return new Reach(BoundedNetwork.Of(network), region, 0);
        })];
        var bounds = new LinearBounds(members, region, 0, 1);
        var batch = new BoxBatch(1, 1) { Count = 1 };
        (batch.Lower[0], batch.Upper[0]) = (1, 1);
        bounds.Bound(batch, 0, 1);
        Assert.That(batch.Bounds[0], Is.GreaterThanOrEqualTo(1 / 3.0));
    }
}
