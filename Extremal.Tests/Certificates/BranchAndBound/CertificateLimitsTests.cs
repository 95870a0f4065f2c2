using System.Diagnostics;
using Extremal.Certificates;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>
/// A proof ends when it has to, amid a box too, and keeps its memory; whatever ends it, what it says holds. Times are beside those of the
/// same machine at the same moment; how exactly limits are kept, the benchmarks' command <c>limits</c> tells.
/// </summary>
[NonParallelizable]
public sealed class CertificateLimitsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.05);

    /// <summary>The first box of such a network takes a second, and no look at the clock was taken before it was bounded.</summary>
    [Test]
    public void A_box_is_given_up_when_the_time_is_over_or_the_caller_cancels([Values] bool cancel)
    {
        Surrogate surrogate = HandMade.Of(Network<double>.Create(8, [1024, 1024, 1024], 1, Activation.Tanh, seed: 1));
        BranchAndBound Proof(CertificateOptions options) => new(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(), options);
        using var source = new CancellationTokenSource();
        BranchAndBound limited = Proof(new() { TimeLimit = cancel ? null : Limit }), alone = Proof(new() { TimeLimit = null, MaxBoxes = 1 });
        source.CancelAfter(cancel ? Limit : Timeout.InfiniteTimeSpan);
        long began = Stopwatch.GetTimestamp();
        Certificate proof = limited.Run(cancellation: source.Token);
        TimeSpan waited = Stopwatch.GetElapsedTime(began);
        Certificate box = alone.Run();
        Assert.That(proof.End, Is.EqualTo(cancel ? CertificateEnd.Cancelled : CertificateEnd.TimeLimit));
        Assert.That(waited, Is.LessThan(box.Elapsed / 2));
        Assert.That(proof.Elapsed, Is.GreaterThan(0.7 * waited));
        Assert.That((proof.Boxes, proof.OpenBoxes), Is.EqualTo((0L, 1)));
        Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(box.Bound));
        Assert.That(proof.ToString(), Does.Contain("Nothing is proven"));
    }

    /// <summary>Ended amid a batch, boxes that were cut and not bounded stay open, with the bounds of what they are parts of.</summary>
    [Test]
    public void Ended_amid_a_batch_it_holds([Range(0, 5)] int seed)
    {
        Network<double> network = Network<double>.Create(3, [200, 200], 1, Activation.Tanh, seed: (ulong)seed);
        foreach (ref double weight in network.Weights.All)
        {
            weight *= 3; // as it is drawn, some are greatest at a corner, and proven at once
        }

        Surrogate surrogate = HandMade.Of(network);
        var options = new CertificateOptions { Gap = 1e-9, TimeLimit = TimeSpan.FromSeconds(0.05 + 0.02 * seed) };
        Certificate proof = new BranchAndBound(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(), options).Run();
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.TimeLimit));
        Assert.That(proof.OpenBoxes, Is.Positive);
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++)
        {
            double[] point = [.. surrogate.Summary.InputColumns.Select(c => c.Minimum + random.NextDouble() * (c.Maximum - c.Minimum))];
            Assert.That(surrogate.Value(point, 0, []), Is.LessThanOrEqualTo(proof.Bound));
        }
    }

    /// <summary>An indefinite function of eight inputs, of which a mebibyte cannot keep the boxes.</summary>
    [Test]
    public void With_little_memory_boxes_are_given_up_and_the_bound_holds_all_the_same([Values(1, -1)] int sign)
    {
        Surrogate surrogate = HandMade.Of(Network<double>.Create(8, [16, 16], 1, Activation.Tanh, seed: 5));
        Certificate Prove(long memory, int threads = 2)
        {
            var options = new CertificateOptions { Gap = 1e-6, MaxBoxes = 60_000, TimeLimit = null, MemoryLimit = memory, MaxDegreeOfParallelism = threads };
            return new BranchAndBound(surrogate, Domain.Of(surrogate.Summary), sign > 0 ? Goal.Maximize() : Goal.Minimize(), options).Run();
        }

        Certificate little = Prove(1 << 20), alone = Prove(1 << 20, threads: 1), much = Prove(1 << 30);
        Assert.That((little.DiscardedBoxes, much.DiscardedBoxes), Is.EqualTo((alone.DiscardedBoxes, 0L)));
        Assert.That(little.DiscardedBoxes, Is.Positive);
        Assert.That(little.Bound, Is.EqualTo(alone.Bound));
        Assert.That(sign * (little.Bound - much.Bound), Is.GreaterThanOrEqualTo(0));
        Assert.That(little.ToString(), Does.Contain($"{little.DiscardedBoxes} boxes were given up"));
        Assert.That(much.ToString(), Does.Not.Contain("given up"));
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            double[] point = [.. surrogate.Summary.InputColumns.Select(c => c.Minimum + random.NextDouble() * (c.Maximum - c.Minimum))];
            Assert.That(sign * (surrogate.Value(point, 0, []) - little.Bound), Is.LessThanOrEqualTo(0));
        }
    }

    [Test]
    public void A_proof_that_can_keep_no_more_says_so()
    {
        Surrogate surrogate = HandMade.Of(Network<double>.Create(8, [8, 8], 1, Activation.Tanh, seed: 5));
        var options = new CertificateOptions { Gap = 1e-9, MaxBoxes = 1_000_000, TimeLimit = null, MemoryLimit = 1 << 20 };
        Certificate proof = new BranchAndBound(surrogate, Domain.Of(surrogate.Summary), Goal.Maximize(), options).Run();
        Assert.That((proof.End, proof.OpenBoxes), Is.EqualTo((CertificateEnd.MemoryLimit, 0)), proof.ToString());
        Assert.That(proof.ToString(), Does.Contain("want of memory"));
        Assert.That(proof.Bound, Is.GreaterThan(proof.Value));
    }

    [TestCase(0)]
    [TestCase((1 << 20) - 1)]
    [TestCase(-1)]
    public void Too_little_memory_for_any_proof_is_refused(long memory)
    {
        GoldenExtremum golden = GoldenExtremum.Read("branin-tanh");
        Assert.That(() => new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), new() { MemoryLimit = memory }),
            Throws.ArgumentException.With.Message.Contains($"CertificateOptions.MemoryLimit is {memory}; it wants at least 1048576 bytes"));
    }
}
