using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Extrema;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Certificates;

/// <summary>Proofs over whole domains: grids and linear constraints against enumeration, ensembles, what ends a proof, and what is refused.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class BranchAndBoundTests
{
    private static readonly CertificateOptions Quick = new() { Gap = 0.01, MaxBoxes = 400, TimeLimit = null };

    private static Network<double> Wavy(int inputs, ulong seed, int outputs = 1, Activation? activation = null)
    {
        Network<double> network = Network<double>.Create(inputs, [8, 6], outputs, activation ?? Activation.Tanh, seed);
        foreach (ref double weight in network.Weights.All)
        {
            weight *= 1.7;
        }

        return network;
    }

    private static Surrogate Ensemble(int members)
    {
        Surrogate one = HandMade.Of(Wavy(2, 1));
        return new([.. Enumerable.Range(0, members).Select(k => Wavy(2, (ulong)k + 1))], one.InputScaling, one.OutputScaling, one.Summary);
    }

    [Test]
    public void No_point_of_a_grid_over_a_random_domain_beats_the_bound([Range(1, 40)] int seed)
    {
        var problem = new RandomProblem(seed);
        foreach (Goal goal in (Goal[])[Goal.Maximize(), Goal.Minimize()])
        {
            int sign = goal == Goal.Maximize() ? 1 : goal.Description.StartsWith("max", StringComparison.Ordinal) ? 1 : -1;
            Certificate proof = new BranchAndBound(problem.Surrogate, problem.Domain, goal, Quick).Run();
            double[] at = problem.BestOnGrid().Point;
            if (at.Length > 0)
            {
                Assert.That(sign * problem.Surrogate.Value(at, 0, default), Is.LessThanOrEqualTo(sign * proof.Bound), $"seed {seed}\n{proof}");
                Assert.That(proof.End, Is.Not.EqualTo(CertificateEnd.Infeasible), $"seed {seed}");
            }

            if (proof.Point is not null)
            {
                Assert.That(problem.Domain.Violations([.. proof.Point], problem.Surrogate), Is.Empty, $"seed {seed}");
                Assert.That(proof.Value, Is.EqualTo(problem.Surrogate.Value([.. proof.Point], 0, default)), $"seed {seed}");
                Assert.That(sign * proof.Value, Is.LessThanOrEqualTo(sign * proof.Bound), $"seed {seed}");
            }
        }
    }

    [Test]
    public void A_search_within_linear_limits_ends_in_the_gap([Range(1, 80)] int seed)
    {
        var problem = new RandomProblem(seed);
        if (problem.Domain.Constraints.Count > 0 || problem.Goal.Extreme.Sign == 0)
        {
            return;
        }

        Extremum found = new ExtremumSearch(problem.Surrogate, problem.Domain, problem.Goal).Run();
        Certificate proof = new BranchAndBound(problem.Surrogate, problem.Domain, problem.Goal, Quick with { MaxBoxes = 20_000 }).Run([.. found.Point]);
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed), $"seed {seed}: {problem.Domain}\n{found}\n{proof}");
        Assert.That(problem.Goal.Extreme.Sign * (proof.Bound - found.Value), Is.GreaterThanOrEqualTo(0), $"seed {seed}\n{proof}");
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void Whole_numbers_and_labels_are_proven_as_enumerated(int sign)
    {
        Input[] inputs = [Input.Number("n", [0, 7, 3, 5]), Input.Category("kind", ["A", "B", "C", "B"]), Input.Number("x", [-1, 2, 0, 1])];
        Dataset data = Dataset.Create(inputs, [1, 2, 3, 5], "y");
        Network<double> network = Wavy(5, 11);
        var surrogate = new Surrogate(network, Standardization.Of(data.InputColumns), Standardization.Of(data.TargetColumns), data.Summary);
        Domain domain = Domain.Of(data).Integer("n").Grid("x", 0.5);
        (double best, int points) = (double.NegativeInfinity, 0);
        for (int n = 0; n <= 7; n++)
        {
            for (int label = 0; label < 3; label++)
            {
                for (double x = -1; x <= 2; x += 0.5)
                {
                    double[] point = [n, label == 0 ? 1 : 0, label == 1 ? 1 : 0, label == 2 ? 1 : 0, x];
                    (best, points) = (Math.Max(best, sign * surrogate.Value(point, 0, default)), points + 1);
                }
            }
        }

        Certificate proof = new BranchAndBound(surrogate, domain, sign > 0 ? Goal.Maximize() : Goal.Minimize(), new() { Gap = 1e-9, TimeLimit = null }).Run();
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed), proof.ToString());
        Assert.That(sign * proof.Value, Is.EqualTo(best), "the best of all assignments");
        Assert.That(proof.Boxes, Is.LessThan(2 * points), "no more boxes than assignments and their cuts");
    }

    [Test]
    public void Points_inside_the_data_never_beat_the_bound_of_that_domain()
    {
        Regressor model = RegressorData.Trained;
        Domain domain = model.Domain.Inside(0.5);
        ApplicabilityDomain coverage = ApplicabilityDomain.Of(model.TrainingData!);
        Certificate proof = new BranchAndBound(model.Surrogate, domain, Goal.Maximize(), Quick, coverage).Run();
        Certificate wider = new BranchAndBound(model.Surrogate, model.Domain, Goal.Maximize(), Quick, coverage).Run();
        IReadOnlyList<Extremal.Problems.Constraints.Constraint> inside = coverage.Constraints(0.5);
        var random = new RandomSource(3);
        int tried = 0;
        for (ulong i = 0; i < 3000; i++)
        {
            double[] point = [.. Enumerable.Range(0, 3).Select(k =>
                domain.Lower[k] + (domain.Upper[k] - domain.Lower[k]) * random.Uniform(3 * i + (ulong)k))];
            if (inside.All(limit => limit.At(point, model.Surrogate) <= limit.High))
            {
                tried++;
                Assert.That(model.Predict(point), Is.LessThanOrEqualTo(proof.Bound));
            }
        }

        Assert.That(tried, Is.GreaterThan(100));
        Assert.That(proof.Bound, Is.LessThan(wider.Bound), "what the data do not cover was discarded");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_ensemble_is_proven_as_a_whole(bool worst)
    {
        Surrogate ensemble = Ensemble(3);
        Domain domain = Domain.Of(ensemble.Summary);
        Goal goal = Goal.Maximize(0, worst ? RiskAttitude.WorstCase : RiskAttitude.Neutral);
        Certificate proof = new BranchAndBound(ensemble, domain, goal, Quick with { MaxBoxes = 100_000 }).Run();
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.GapClosed), proof.ToString());
        for (int i = 0; i <= 30; i++)
        {
            for (int j = 0; j <= 30; j++)
            {
                double[] point = [domain.Lower[0] + (domain.Upper[0] - domain.Lower[0]) * i / 30, domain.Lower[1] + (domain.Upper[1] - domain.Lower[1]) * j / 30];
                double[] members = [.. Enumerable.Range(0, 3).Select(k => ensemble.Only(k).Value(point, 0, default))];
                Assert.That(worst ? members.Min() : ensemble.Value(point, 0, default), Is.LessThanOrEqualTo(proof.Bound));
            }
        }
    }

    [Test]
    public void Whatever_it_reports_on_the_way_holds_and_only_gets_better()
    {
        GoldenExtremum golden = GoldenExtremum.Read("diet-tanh");
        var seen = new List<CertificateProgress>();
        Certificate proof = new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), new() { Gap = 1e-4 }).Run(progress: new Told(seen.Add));
        Assert.That(seen.All(now => now.Bound >= golden.Maximum && now.Value <= golden.Maximum + 1e-12), Is.True);
        Assert.That(seen.Select(now => now.Bound), Is.Ordered.Descending);
        Assert.That(seen.Select(now => now.Value), Is.Ordered.Ascending);
        Assert.That((seen[^1].Bound, seen[^1].Value, seen[^1].Boxes), Is.EqualTo((proof.Bound, proof.Value, proof.Boxes)));
        Assert.That(proof.History[^1], Is.EqualTo(seen[^1]));
    }

    [Test]
    public void It_ends_when_it_is_told_to_with_what_is_proven_by_then()
    {
        GoldenExtremum golden = GoldenExtremum.Read("diet-tanh");
        BranchAndBound With(CertificateOptions options) => new(golden.Surrogate, golden.Box, Goal.Maximize(), options);
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        (Certificate Proof, CertificateEnd End)[] proofs =
        [
            (With(new() { Gap = 0, MaxBoxes = 1 }).Run(), CertificateEnd.BoxLimit),
            (With(new() { Gap = 0, MaxBoxes = 50 }).Run(), CertificateEnd.BoxLimit),
            (With(new() { Gap = 0, TimeLimit = TimeSpan.Zero }).Run(), CertificateEnd.TimeLimit),
            (With(new() { Gap = 0 }).Run(cancellation: cancellation.Token), CertificateEnd.Cancelled),
            (With(new() { Gap = 100 }).Run(golden.Argmax), CertificateEnd.GapClosed),
        ];
        foreach ((Certificate proof, CertificateEnd end) in proofs)
        {
            Assert.That(proof.End, Is.EqualTo(end));
            Assert.That(proof.Bound, Is.GreaterThanOrEqualTo(golden.Maximum), end.ToString());
            Assert.That(proof.OpenBoxes, end == CertificateEnd.GapClosed ? Is.Zero.Or.Positive : Is.Positive);
        }
    }

    [Test]
    public void A_domain_without_points_is_proven_to_have_none()
    {
        Surrogate surrogate = HandMade.Of(Wavy(2, 1));
        Domain domain = Domain.Of(surrogate.Summary).Grid("a", 1, 0.5).Grid("b", 1, 0.25).Sum(["a", "b"], 1.8, 1.9);
        Certificate proof = new BranchAndBound(surrogate, domain, Goal.Maximize(), Quick).Run();
        Assert.That(proof.End, Is.EqualTo(CertificateEnd.Infeasible), proof.ToString());
        Assert.That(proof.Point, Is.Null);
        Assert.That(proof.Bound, Is.EqualTo(double.NegativeInfinity));
        Assert.That(proof.ToString(), Does.Contain("no point keeps all limits"));
    }

    [Test]
    public void A_promising_point_is_given_to_who_can_better_it()
    {
        GoldenExtremum golden = GoldenExtremum.Read("branin-tanh");
        int calls = 0;
        double[]? Improve(double[] point)
        {
            calls++;
            return golden.Argmax;
        }

        Certificate proof = new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), new() { Gap = 1e-4 }).Run([], Improve);
        Assert.That(calls, Is.Positive);
        Assert.That(proof.Value, Is.EqualTo(golden.Maximum).Within(1e-9));
        double[] outside = [1000, 1000];
        Assert.That(new BranchAndBound(golden.Surrogate, golden.Box, Goal.Maximize(), new() { Gap = 1e-4 }).Run(outside).Value,
            Is.LessThanOrEqualTo(golden.Maximum + 1e-9), "a point outside is no answer");
    }

    [Test]
    public void A_limit_that_is_not_used_is_named()
    {
        Surrogate surrogate = HandMade.Of(Wavy(2, 1));
        Domain domain = Domain.Of(surrogate.Summary).Constrain("squares", c => c.Inputs.Square().RowSums(), 0, 4);
        Certificate proof = new BranchAndBound(surrogate, domain, Goal.Maximize(), Quick).Run();
        Assert.That(proof.OmittedConstraints.Single(), Does.Contain("squares"));
        Assert.That(proof.ToString(), Does.Contain("squares"));
    }

    [Test]
    public void What_cannot_be_proven_is_refused_in_words()
    {
        Surrogate one = HandMade.Of(Wavy(2, 1)), three = Ensemble(3);
        Domain domain = Domain.Of(one.Summary);
        Refused("reach", () => new BranchAndBound(one, domain, Goal.Target(3)));
        Refused("spread", () => new BranchAndBound(three, domain, Goal.Maximize(0, RiskAttitude.Averse(2))));
        Refused("ensemble", () => new BranchAndBound(one, domain, Goal.Maximize(0, RiskAttitude.WorstCase)));
        Refused("'a' has none", () => new BranchAndBound(one, domain.Unbounded(), Goal.Maximize()));
        Refused("output from 0 to 0", () => new BranchAndBound(one, domain, Goal.Maximize(1)));
        Refused("Gap is -1", () => new BranchAndBound(one, domain, Goal.Maximize(), new() { Gap = -1 }));
        Refused("Boxes is 0", () => new BranchAndBound(one, domain, Goal.Maximize(), new() { MaxBoxes = 0 }));
        Refused("inputs a, b, c", () => new BranchAndBound(one, Domain.Of(HandMade.Of(Wavy(3, 1)).Summary), Goal.Maximize()));
        Network<double> broken = Wavy(2, 1);
        broken.Weights.All[3] = double.NaN;
        Refused("finite weights", () => new BranchAndBound(HandMade.Of(broken), domain, Goal.Maximize()));
        Assert.That(() => new BranchAndBound(one, domain, Goal.Maximize()).Run([1.0]), Throws.ArgumentException);

        static void Refused(string words, Func<object> make) =>
            Assert.That(() => make(), Throws.InstanceOf<ArgumentException>().With.Message.Contains(words));
    }

    private sealed class Told(Action<CertificateProgress> tell) : IProgress<CertificateProgress>
    {
        public void Report(CertificateProgress value) => tell(value);
    }
}
