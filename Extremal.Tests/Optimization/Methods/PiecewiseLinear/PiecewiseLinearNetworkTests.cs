using System.Diagnostics;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using static Extremal.Tests.Optimization.Methods.LocalMinima;

namespace Extremal.Tests.Optimization.Methods;

/// <summary>Networks of rectifiers.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PiecewiseLinearNetworkTests
{
    [TestCase(1, 0.9)]
    [TestCase(2, 0.9)]
    [TestCase(3, 0.9)]
    [TestCase(4, 0.9)]
    [TestCase(8, 0.9)]
    public void EveryConvergedPointIsALocalMinimum(int inputs, double share)
    {
        Box<double> box = Cube(inputs, -1, 1);
        Tally tally = default;
        for (int seed = 0; seed < 12; seed++)
        {
            RectifierNetwork network = RectifierNetwork.Random(seed, inputs, 16, 16, 1);
            PiecewiseLinear<double> method = new();
            Minimizer.Run(network, method, Rows(Starts(seed, 20, box)), box, Limits.None);
            (int batches, int evaluations) = (network.Batches, network.Evaluations);
            tally.Rounds = Math.Max(tally.Rounds, batches);
            tally.Evaluations += evaluations;
            for (int i = 0; i < 20; i++)
            {
                tally.Count(method.Outcomes[i].Reason);
                double fall = SteepestFall(x => network.Value(x), method.BestPoints.Row(i), box, i);
                tally.Worst = Math.Max(tally.Worst, method.Outcomes[i].Reason == StopReason.Converged ? fall : 0);
                if (method.Outcomes[i].Reason == StopReason.Converged)
                {
                    Assert.That(fall, Is.LessThan(1e-8), $"{inputs} inputs, seed {seed}, start {i}: {method.Outcomes[i]}");
                }
            }
        }

        TestContext.Out.WriteLine($"{inputs} inputs: {tally}");
        Assert.That(tally.Converged, Is.GreaterThanOrEqualTo(share * 240));
    }

    /// <summary>In one and two inputs no point of a dense grid is lower.</summary>
    [Test]
    public void TheBestOfFiftyStartsIsTheLeastOfAll([Values(1, 2)] int inputs)
    {
        Box<double> box = Cube(inputs, -1, 1);
        int missed = 0;
        for (int seed = 0; seed < 12; seed++)
        {
            RectifierNetwork network = RectifierNetwork.Random(seed, inputs, 16, 16, 1);
            PiecewiseLinear<double> method = new();
            Outcome<double> outcome = Minimizer.Run(network, method, Rows(Starts(seed, 50, box)), box, Limits.None);
            double least = LeastOfAGrid(network, inputs);
            Assert.That(outcome.Value, Is.EqualTo(network.Value(method.BestPoints.Row(method.BestStart))), "its value");
            missed += outcome.Value > least + 1e-9 ? 1 : 0;
            Assert.That(least, Is.EqualTo(outcome.Value).Within(0.05), $"seed {seed}: and some of its points are about as low");
        }

        Assert.That(missed, Is.Zero, "networks whose least value on a grid is lower than the best of fifty starts");
    }

    private static double LeastOfAGrid(RectifierNetwork network, int inputs)
    {
        const int cells = 400;
        double least = double.PositiveInfinity;
        for (int i = 0; i <= cells; i++)
        {
            for (int j = 0; j <= (inputs == 2 ? cells : 0); j++)
            {
                double[] x = [2.0 * i / cells - 1, 2.0 * j / cells - 1];
                least = Math.Min(least, network.Value(x.AsSpan(0, inputs)));
            }
        }

        return least;
    }

    [Test]
    public void TheGoldenMaximumIsReachedFromEveryTwentyOfAThousand()
    {
        RectifierNetwork network = RectifierNetwork.Peaks(out double[] lower, out double[] upper, out double maximum);
        Box<double> box = new(lower, upper);
        double worst = double.NegativeInfinity;
        int rounds = 0, evaluations = 0, converged = 0;
        for (int seed = 0; seed < 50; seed++)
        {
            double[][] starts = BestStarts(seed, 20, 1024, box, x => network.Value(x));
            PiecewiseLinear<double> method = new();
            int before = network.Batches, evaluated = network.Evaluations;
            Outcome<double> outcome = Minimizer.Run(network, method, Rows(starts), box, Limits.None);
            worst = Math.Max(worst, maximum + outcome.Value);
            rounds = Math.Max(rounds, network.Batches - before);
            evaluations = Math.Max(evaluations, network.Evaluations - evaluated);
            converged += method.Outcomes.ToArray().Count(o => o.Reason == StopReason.Converged);
            Assert.That(-outcome.Value, Is.EqualTo(maximum).Within(1e-9), $"seed {seed}");
            Assert.That(box.Contains(method.BestPoints.Row(method.BestStart)));
        }

        TestContext.Out.WriteLine($"gap {worst:E1}, at most {rounds} rounds and {evaluations} evaluations, {converged} of 1000 converged");
        Assert.That(rounds, Is.LessThanOrEqualTo(100));
    }

    [TestCase(2, 32)]
    [TestCase(8, 64)]
    public void NeverEndsHigherThanAdamAndUsuallyLower(int inputs, int hidden)
    {
        Box<double> box = Cube(inputs, -1, 1);
        int lower = 0, higher = 0, best = 0, runs = 0;
        double worst = 0;
        for (int seed = 0; seed < 6; seed++)
        {
            RectifierNetwork network = RectifierNetwork.Random(100 + seed, inputs, hidden, hidden, 1);
            double[][] starts = BestStarts(seed, 20, 1024, box, x => network.Value(x));
            PiecewiseLinear<double> walk = new();
            FirstOrder<double> adam = new(Optimizer.Adam(0.02), 0, 300, Schedule.Cosine());
            Outcome<double> walked = Minimizer.Run(network, walk, Rows(starts), box, Limits.None);
            (int rounds, int evaluations) = (network.Batches, network.Evaluations);
            Outcome<double> descended = Minimizer.Run(network, adam, Rows(starts), box, Limits.None);
            double[] gaps = [.. Enumerable.Range(0, 20).Select(i => adam.Outcomes[i].Value - walk.Outcomes[i].Value)];
            lower += gaps.Count(gap => gap > 1e-9);
            higher += gaps.Count(gap => gap < -1e-9);
            worst = Math.Max(worst, walked.Value - descended.Value);
            best += walked.Value <= descended.Value + 1e-12 ? 1 : 0;
            runs++;
            TestContext.Out.WriteLine($"seed {seed}: {walked.Value:F6} in {rounds} rounds, {evaluations} evaluations; "
                + $"Adam {descended.Value:F6}; {walk.Outcomes.ToArray().Count(o => o.Reason == StopReason.Converged)} converged, "
                + $"{walk.Outcomes.ToArray().Count(o => o.Reason == StopReason.StepLimit)} at the limit");
        }

        TestContext.Out.WriteLine($"starts lower {lower}, higher {higher}; "
            + $"best of 20 as low in {best} of {runs}, at worst {worst:E1} higher");
        Assert.That(best, Is.GreaterThanOrEqualTo(runs - 1));
    }

    [Test]
    [Explicit("a timing")]
    public void Time()
    {
        RectifierNetwork network = RectifierNetwork.Peaks(out double[] lower, out double[] upper, out _);
        Box<double> box = new(lower, upper);
        double[][] starts = BestStarts(1, 20, 1024, box, x => network.Value(x));
        PiecewiseLinear<double> method = new();
        double least = double.PositiveInfinity, own = double.PositiveInfinity;
        for (int k = 0; k < 300; k++)
        {
            long began = Stopwatch.GetTimestamp();
            var timed = new TimedObjective(network);
            Minimizer.Run(timed, method, Rows(starts), box, Limits.None);
            double total = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            least = Math.Min(least, total);
            own = Math.Min(own, total - timed.Milliseconds);
        }

        TestContext.Out.WriteLine($"{least:F3} ms in all, {own:F3} ms its own");
    }

    private sealed class TimedObjective(IObjective<double> objective) : IObjective<double>
    {
        public int Dimension => objective.Dimension;

        public double Milliseconds { get; private set; }

        public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
        {
            long began = Stopwatch.GetTimestamp();
            objective.Evaluate(points, values, gradients);
            Milliseconds += Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
    }

    private struct Tally
    {
        public int Converged, Limited, Stuck, Rounds, Evaluations;
        public double Worst;

        public void Count(StopReason reason)
        {
            Converged += reason == StopReason.Converged ? 1 : 0;
            Limited += reason == StopReason.StepLimit ? 1 : 0;
            Stuck += reason == StopReason.NoDescent ? 1 : 0;
        }

        public override readonly string ToString() =>
            $"{Converged} converged, {Limited} at the limit, {Stuck} without descent; at most {Rounds} rounds; "
            + $"{Evaluations / 240} evaluations a start; steepest fall {Worst:E1}";
    }
}
