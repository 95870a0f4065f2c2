using Extremal.Extrema;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Networks;

namespace Extremal.Tests.Extrema;

/// <summary>The default search against maxima that branch and bound has proven.</summary>
public sealed class GoldenExtremumTests
{
    private const double Gap = 1e-6;

    [Test]
    public void The_default_search_finds_the_proven_maximum_whatever_the_seed([Values("branin-tanh", "diet-tanh", "peaks-relu")] string name)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        Assert.That(PlainNetwork.Predict(golden.Surrogate.Network, golden.Argmax)[0], Is.EqualTo(golden.Maximum).Within(1e-12),
            "the problem is what it says");
        Assert.That(golden.Maximum, Is.LessThanOrEqualTo(golden.Bound));

        var times = new List<double>();
        for (ulong seed = 1; seed <= 50; seed++)
        {
            var options = new SearchOptions { Seed = seed, MaxDegreeOfParallelism = 1 };
            Extremum found = new ExtremumSearch(golden.Surrogate, golden.Box, Goal.Maximize(), options).Run();
            times.Add(found.Elapsed.TotalMilliseconds);
            Assert.That(found.Value, Is.GreaterThanOrEqualTo(golden.Maximum - Gap), $"seed {seed}: {found}");
            Assert.That(found.Value, Is.LessThanOrEqualTo(golden.Bound), $"seed {seed}: nothing is greater than what is proven");
            Assert.That(found.IsConverged, $"seed {seed}: {found}");
            Assert.That(golden.Box.Contains([.. found.Point]), $"seed {seed}: in the box, exactly");
            Assert.That(PlainNetwork.Predict(golden.Surrogate.Network, [.. found.Point])[0], Is.EqualTo(found.Value).Within(1e-12));
        }

        times.Sort();
        TestContext.Out.WriteLine($"{name}: median {times[25]:F2} ms, greatest {times[^1]:F2} ms");
    }

    [TestCase("branin-tanh", false)]
    [TestCase("diet-tanh", false)]
    [TestCase("diet-tanh", true)]
    [TestCase("peaks-relu", false)]
    public void No_point_of_a_search_leaves_the_box(string name, bool userUnits)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        var options = new SearchOptions { KeepPath = true, Starts = 20, Optimizer = Optimizer.Momentum(0.2), InUserUnits = userUnits };
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize(), Goal.Target(golden.Maximum / 2), PaperLosses.Maximization()])
        {
            Extremum found = new ExtremumSearch(golden.Surrogate, golden.Box, goal, options).Run();
            Assert.That(found.IsFeasible && found.Violation == 0, $"{goal}");
            foreach (IReadOnlyList<double> point in found.Starts.SelectMany(start =>
                (IReadOnlyList<double>[])[start.Start, start.Point]).Concat(found.Path))
            {
                Assert.That(Enumerable.Range(0, point.Count).All(j => golden.Lower[j] <= point[j] && point[j] <= golden.Upper[j]),
                    $"{goal}: {string.Join(", ", point)}");
            }
        }
    }

    [TestCase("branin-tanh")]
    [TestCase("diet-tanh")]
    public void More_starts_never_find_less(string name)
    {
        GoldenExtremum golden = GoldenExtremum.Read(name);
        double[][] points = [.. Enumerable.Range(0, 40).Select(i =>
            golden.Lower.Select((low, j) => low + (golden.Upper[j] - low) * (0.5 + 0.5 * Math.Sin(i * (j + 1.7)))).ToArray())];
        Extremum[] found = [.. ((int[])[1, 5, 40]).Select(count => new ExtremumSearch(
            golden.Surrogate, golden.Box, Goal.Maximize(), new SearchOptions { Starts = 0, Points = points[..count] }).Run())];
        Assert.That(found.Select(extremum => extremum.Value), Is.Ordered);
        Assert.That(found[2].Starts.Take(5).Select(start => start.Point), Is.EqualTo(found[1].Starts.Select(start => start.Point)),
            "a start does not feel the others");
    }
}
