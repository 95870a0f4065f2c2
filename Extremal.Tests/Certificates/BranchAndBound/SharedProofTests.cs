using Extremal.Certificates;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Networks;

namespace Extremal.Tests.Certificates;

/// <summary>Proofs of models whose members are of unlike forms and count by shares: they close, and no point is better.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SharedProofTests
{
    private static readonly double[] Lower = [-1, -2], Upper = [2, 1.5];

    [Test]
    public void A_mixed_model_is_proven([Values] bool isWorst, [Values(1, -1)] int sign, [Values(0, 1)] int output)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            Network<double>[] networks = Mixed.Networks(2, 2, seed);
            double[][] shares = Mixed.Shares(networks.Length, 2, seed, without: seed - 2);
            Require(Bare.Of(networks, Lower, Upper, shares), networks, shares, isWorst, sign, output, $"seed {seed}");
        }
    }

    [Test]
    public void A_radial_network_is_proven([Values("radialGaussian", "radialMatern")] string function, [Values(1, 2, 3)] int seed)
    {
        Network<double>[] networks = [Mixed.Radial(2, 1, 8, Activation.Parse(function), seed)];
        foreach (int sign in (int[])[1, -1])
        {
            Require(Bare.Of(networks, Lower, Upper), networks, [[1]], false, sign, 0, $"seed {seed}");
        }
    }

    /// <summary>
    /// Of straight members: the mean's slope, by shares or not; of the worst member any of theirs, which is not divided by their number.
    /// </summary>
    [TestCase(false, false, 3.0)]
    [TestCase(false, true, 3.75)]
    [TestCase(true, false, 6.0)]
    [TestCase(true, true, 6.0)]
    public void No_derivative_is_steeper_than_is_said(bool isWorst, bool hasShares, double steepest)
    {
        Network<double>[] networks = [.. new[] { 1.0, 2, 6 }.Select(slope =>
        {
            var network = new Network<double>(2, new Layer(1, Activation.Identity));
            network.Layers[0].Weight.Span[1] = -slope;
            return network;
        })];
        Surrogate surrogate = Bare.Of(networks, Lower, Upper, hasShares ? [[0.25], [0.25], [0.5]] : null);
        double[] gradient = new double[2];
        surrogate.Value([0, 0], 0, gradient);
        Assert.That(gradient, Is.EqualTo(new[] { 0, hasShares ? -3.75 : -3 }));
        Goal goal = Goal.Maximize(0, isWorst ? RiskAttitude.WorstCase : RiskAttitude.Neutral);
        var output = new BoundedOutput(surrogate, goal, new LinearRegion { Lower = Lower, Upper = Upper });
        Assert.That(output.Steepest(new Deadline(null)), Is.InRange(steepest, steepest * (1 + 1e-8)));
    }

    private static void Require(
        Surrogate surrogate, Network<double>[] networks, double[][] shares, bool isWorst, int sign, int output, string what)
    {
        RiskAttitude risk = isWorst ? RiskAttitude.WorstCase : RiskAttitude.Neutral;
        Goal goal = sign > 0 ? Goal.Maximize(output, risk) : Goal.Minimize(output, risk);
        Certificate proof = new BranchAndBound(surrogate, surrogate.Box(), goal, new CertificateOptions { MaxBoxes = 4000 }).Run();
        double Plain(double[] x)
        {
            IEnumerable<(double Share, double Value)> says = networks.Select((network, k) =>
                (shares[k][output], sign * PlainNetwork.Predict(network, x)[output])).Where(member => member.Item1 > 0);
            return isWorst ? says.Min(member => member.Value) : says.Sum(member => member.Share * member.Value);
        }

        for (int k = 0; k < 900; k++)
        {
            double[] x = [Lower[0] + (k % 30) / 29.0 * (Upper[0] - Lower[0]), Lower[1] + k / 30 / 29.0 * (Upper[1] - Lower[1])];
            Assert.That(Plain(x), Is.LessThanOrEqualTo(sign * proof.Bound + 1e-13), $"{what}: {proof}");
        }

        Assert.That(Plain([.. proof.Point!]), Is.EqualTo(sign * proof.Value).Within(1e-12), $"{what}: {proof}");
        Assert.That(sign * proof.Value, Is.LessThanOrEqualTo(sign * proof.Bound), $"{what}: {proof}");
        Assert.That(proof.RelativeGap, Is.LessThanOrEqualTo(0.001), $"{what}: {proof}");
    }
}
