using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>Proofs of networks whose maximum is known, and against the plain twin after the same number of boxes.</summary>
internal sealed class ProvenMaximaTests
{
    // What bounds charge for their own rounding, and the plain twin does not.
    private const double Plain = 1e-9;

    [Test]
    public void TheGoldenMaximaAreProven([Values("branin-tanh", "diet-tanh", "peaks-relu")] string name, [Values] bool isFound)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        var options = new CertificateOptions { Gap = 1e-4, MaxDegreeOfParallelism = 1 };
        var search = new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), options);
        Certificate proof = search.Run(isFound ? golden.Argmax : []);
        TestContext.Out.WriteLine($"{proof.Boxes} boxes, {proof.Elapsed.TotalMilliseconds:F0} ms, gap {proof.Gap:G3}");
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed));
        Assert.That(proof.Bound, Is.InRange(golden.Maximum, golden.Maximum + 1e-4));
        Assert.That(proof.Value, Is.LessThanOrEqualTo(proof.Bound).And.GreaterThanOrEqualTo(proof.Bound - 1e-4));
    }

    [Test]
    public void AfterAsManyBoxesItIsNeverAboveThePlainTwin([Values("branin-tanh", "diet-tanh", "peaks-relu")] string name)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        RequireNeverAbove(golden.Surrogate, golden.Lower, golden.Upper, name, [1, 3, 10, 31, 100]);
    }

    [Test]
    public void AfterAsManyBoxesItIsNeverAboveThePlainTwinOfRandomNetworks(
        [Values("tanh", "asinh", "relu", "softplus", "sigmoid", "leakyRelu(0.25)")] string activation, [Values(1, 2, 3)] int hidden)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            int inputs = 2 + seed % 2;
            (double[] lower, double[] upper) = ([.. Enumerable.Repeat(-1.5, inputs)], [.. Enumerable.Repeat(2.0, inputs)]);
            Network<double> network = Drawn(activation, inputs, hidden, seed);
            RequireNeverAbove(Bare.Of(network, lower, upper), lower, upper, $"seed {seed}", [1, 10, 60]);
        }
    }

    [Test]
    public void RegionsOfRectifiersHaveTheMaximumThatIsProven(
        [Values("relu", "leakyRelu(0.25)")] string activation, [Values(1, 2, 3)] int hidden, [Values(1, -1)] int sign)
    {
        double[] lower = [-2, -1], upper = [1.5, 2];
        for (int seed = 1; seed <= 4; seed++)
        {
            Network<double> network = Drawn(activation, 2, hidden, seed);
            ReluRegions regions = ReluRegions.Of(PlainLayers.Of(network, 0, sign), lower, upper);
            Surrogate surrogate = Bare.Of(network, lower, upper);
            var options = new CertificateOptions { Gap = 1e-6, MaxBoxes = 200_000 };
            Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
            Certificate proof = new BranchAndBound(surrogate, surrogate.Box(), goal, options).Run();
            string what = $"seed {seed}: {proof}";
            Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed), what);
            Assert.That(sign * proof.Bound, Is.InRange(regions.Maximum - 1e-14, regions.Maximum + 1e-6), what);
        }
    }

    /// <summary>Every activation: no point is better than what is proven, and what is proven is never worse than intervals.</summary>
    [Test]
    public void NoPointIsBetterThanWhatIsProven(
        [Values("identity", "leakyRelu(2)", "elu(2.5)", "sigmoid", "tanh", "softplus", "silu", "gelu", "sine", "asinh")] string activation,
        [Values(1, -1)] int sign)
    {
        for (int seed = 1; seed <= 4; seed++)
        {
            var random = new Random(seed);
            double[] lower = [-2, -2, 1], upper = [.. lower.Select(low => low + 3 * Math.Pow(random.NextDouble(), seed))];
            Network<double> network = Drawn(activation, 3, 1 + seed % 3, seed);
            Surrogate surrogate = Bare.Of(network, lower, upper);
            Goal goal = sign > 0 ? Goal.Maximize() : Goal.Minimize();
            var options = new CertificateOptions { Gap = 1e-9, MaxBoxes = 500 };
            Certificate proof = new BranchAndBound(surrogate, surrogate.Box(), goal, options).Run();
            Attacks<double> attacks = new Attacks<double>(network, 0, sign, lower, upper, seed).All(2000);
            Assert.That(attacks.Greatest, Is.LessThanOrEqualTo(sign * proof.Bound), $"seed {seed}: {proof}");
            double plain = new PlainBounds(PlainLayers.Of(network, 0, sign)).Interval(lower, upper);
            Assert.That(sign * proof.Bound, Is.LessThanOrEqualTo(plain + 1e-12 * Math.Abs(plain)), $"seed {seed}: {proof}");
        }
    }

    private static void RequireNeverAbove(Surrogate surrogate, double[] lower, double[] upper, string what, int[] limits)
    {
        Certificate[] proofs = [.. limits.Select(boxes => new BranchAndBound(
            surrogate, surrogate.Box(), Goal.Maximize(), new CertificateOptions { Gap = 0, MaxBoxes = boxes }).Run())];
        PlainSearch plain = PlainSearch.Run(PlainLayers.Of(surrogate.Network), lower, upper, (int)proofs.Max(proof => proof.Boxes));
        foreach (Certificate proof in proofs)
        {
            double most = plain.After(proof.Boxes) + Plain;
            Assert.That(proof.Bound - proof.Rounding, Is.LessThanOrEqualTo(most), $"{what}, {proof.Boxes} boxes");
        }
    }

    private static Network<double> Drawn(string activation, int inputs, int hidden, int seed)
    {
        int[] widths = [.. Enumerable.Repeat(6, hidden)];
        Network<double> network = Network<double>.Create(inputs, widths, 1, Activation.Parse(activation), (ulong)seed);
        var random = new Random(seed);
        foreach (Dense<double> layer in network.Layers)
        {
            foreach (ref double bias in layer.Bias.Span)
            {
                bias = random.NextDouble() - 0.5;
            }
        }

        network.Weights.Touch();
        return network;
    }
}
