using Examples;
using Examples.Study;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;
using Known = Examples.Study.Problems;

namespace Extremal.Tests.Examples;

/// <summary>What examples/study.cs takes for granted, that each stated optimum is its problem's; and what it asks of its user.</summary>
[SetCulture("")]
[Parallelizable(ParallelScope.All)]
internal sealed class StudyTests
{
    private static IEnumerable<Problem> EveryProblem =>
    [
        .. Known.Main,
        .. Known.Families.SelectMany(family => Known.Dimensions.Select(family.Of)).Where(problem => problem.Inputs != 4),
        .. TrustProblems.All,
    ];

    [TestCaseSource(nameof(EveryProblem))]
    public void OptimumIsTheValueAtItsPoint(Problem problem)
    {
        Assert.That(problem.At, Has.Length.EqualTo(problem.Inputs));
        for (int i = 0; i < problem.Inputs; i++)
        {
            Assert.That(problem.At[i], Is.InRange(problem.Low[i], problem.High[i]), $"input {i}");
        }

        Assert.That(problem.Truth(problem.At), Is.EqualTo(problem.Optimum).Within(1e-9 * Math.Max(1, Math.Abs(problem.Optimum))));
    }

    [TestCaseSource(nameof(EveryProblem))]
    public void NothingInTheBoxIsBetterThanTheOptimum(Problem problem)
    {
        const ulong Seed = 17;
        double[] best = problem.At;
        IEnumerable<double[]> drawn = Sample.Design(problem, 20_000, Seed).OrderBy(point => problem.Sign * problem.Truth(point)).Take(20);
        foreach (double[] point in drawn.Append(problem.At))
        {
            double[] end = PatternSearch(problem, point);
            best = problem.Regret(end) < problem.Regret(best) ? end : best;
        }

        double tolerance = 1e-9 * Math.Max(1, Math.Abs(problem.Optimum));
        Assert.That(problem.Regret(best), Is.GreaterThanOrEqualTo(-tolerance), $"seed {Seed}, at {string.Join(", ", best)}");
    }

    [Test]
    public void SampleIsTheSameForASeedAndItsNoiseIsTheOneAskedFor()
    {
        Problem problem = Known.Main[0];
        Sample exact = Sample.Of(problem, 2000, noise: 0, seed: 3), noisy = Sample.Of(problem, 2000, noise: 0.5, seed: 3);
        Assert.That(noisy.Points, Is.EqualTo(exact.Points));
        Assert.That(exact.Measured, Is.EqualTo(exact.Points.Select(problem.Truth)));
        Assert.That(Sample.Of(problem, 2000, noise: 0.5, seed: 3).Measured, Is.EqualTo(noisy.Measured));
        Assert.That(Sample.Of(problem, 2000, noise: 0, seed: 4).Points, Is.Not.EqualTo(exact.Points));
        double variance = noisy.Measured.Zip(exact.Measured, (with, without) => (with - without) * (with - without)).Average();
        Assert.That(Math.Sqrt(variance), Is.EqualTo(0.5).Within(0.04), "five times its own standard error");
    }

    [Test]
    public void ProblemsOfOneSizeShareNoDesign()
    {
        double[][] first = Sample.Of(Known.Main.First(problem => problem.Name == "Levy-4"), 10, 0, 1).Points;
        double[][] second = Sample.Of(Known.Main.First(problem => problem.Name == "Rosenbrock-4"), 10, 0, 1).Points;
        Assert.That((first[0][0] + 10) / 20, Is.Not.EqualTo((second[0][0] + 5) / 15).Within(1e-9));
    }

    [Test]
    public void LandscapeKnowsMeanAndDeviation()
    {
        // Of one input of Styblinski-Tang over [-5, 5]: mean -250/24·… by ∫, summed over two inputs that do not depend on each other.
        static double Moment(int power) => power % 2 == 1 ? 0 : Math.Pow(5, power) / (power + 1);
        double mean = (Moment(4) - 16 * Moment(2)) / 2;
        double square = (Moment(8) - 32 * Moment(6) + 256 * Moment(4) + 25 * Moment(2)) / 4;
        var landscape = Landscape.Of(Known.Families[0].Of(2));
        Assert.That(landscape.Mean, Is.EqualTo(2 * mean).Within(0.5));
        Assert.That(landscape.Deviation, Is.EqualTo(Math.Sqrt(2 * (square - mean * mean))).Within(0.5));
    }

    [Test]
    public void CarefulAnswerIsTheWholeBoxsExtremumWhereTheNetworkIsRight()
    {
        (Answer whole, Answer careful, _) = Answers(Plain, noise: 0, seed: 5);
        Assert.That(careful.Point, Is.EqualTo(whole.Point), "seed 5");
        Assert.That(careful.Point, Is.EqualTo(Plain.At), "seed 5");
    }

    [Test]
    public void CarefulAnswerIsInsideTheDataWhereTheNetworkKnowsNothing()
    {
        ulong[] seeds = [1, 2, 3, 4, 5];
        (Verdict Whole, Verdict Careful)[] places = [.. seeds.Select(seed =>
        {
            (Answer whole, Answer careful, Regressor model) = Answers(Plain, noise: 100, seed);
            return (model.ApplicabilityDomain.At(whole.Point).Verdict, model.ApplicabilityDomain.At(careful.Point).Verdict);
        })];
        string told = $"seeds 1 to 5: {string.Join("; ", places)}";
        Assert.That(places, Is.All.Matches<(Verdict Whole, Verdict Careful)>(place => place.Careful == Verdict.Inside), told);
        Assert.That(places, Has.Some.Matches<(Verdict Whole, Verdict Careful)>(place => place.Whole != Verdict.Inside), told);
    }

    [Test]
    public void CertaintyRestsOnRowsThatTrainingNeverSaw()
    {
        var sample = Sample.Of(Plain, 40, noise: 0.5, seed: 6);
        Regressor model = Learning.Train(sample, 6, default);
        Assert.That(model.Residuals!.Origin, Is.EqualTo(ResidualOrigin.LeftOut));
        Assert.That(Certainty.Of(model, [0.5, 2]).Place, Is.EqualTo(Verdict.Inside));
        Certainty beyond = Certainty.Of(model, [9, -9]);
        Assert.That(beyond.Place, Is.EqualTo(Verdict.Beyond));
        Assert.That(beyond.Interval.Level, Is.EqualTo(Certainty.Level));
        Assert.That(beyond.Interval.Residuals, Is.EqualTo(40));
    }

    [Test]
    public void DefaultsAreTheWholeStudy()
    {
        Request request = Request.Parse([])!;
        Assert.That(request.Problems, Has.Count.EqualTo(Known.Main.Count).And.Count.GreaterThanOrEqualTo(10));
        Assert.That(request.Families, Has.Count.EqualTo(3));
        Assert.That(request.Dimensions, Is.EqualTo((int[])[2, 4, 6, 10]));
        Assert.That(request.Sizes, Is.EqualTo((int[])[50, 100, 250]));
        Assert.That(request.Seeds, Is.EqualTo(11));
        Assert.That(request.Trust, Is.False);
        Assert.That(Request.Parse(["--help"]), Is.Null);
    }

    [Test]
    public void TrustProtocolHasItsOwnProblems()
    {
        Request all = Request.Parse(["--trust"])!, one = Request.Parse(["--trust", "--problems", "Qing-8", "--seeds", "2"])!;
        Assert.That(all.Trust, Is.True);
        Assert.That(all.Problems, Is.EqualTo(TrustProblems.All));
        Assert.That(all.Seeds, Is.EqualTo(10));
        Assert.That(one.Problems.Select(problem => problem.Name), Is.EqualTo((string[])["qing-8"]));
        Assert.That(one.Seeds, Is.EqualTo(2));
    }

    [TestCaseSource(typeof(TrustProblems), nameof(TrustProblems.All))]
    public void TrustSampleLiesInTheBoxUnderAsMuchNoiseAsTheFunctionVaries(Problem problem)
    {
        Sample sample = TrustSample.Of(problem, seed: 3), other = TrustSample.Of(problem, seed: 4);
        Assert.That(sample.Points, Has.Length.EqualTo(TrustSample.Rows));
        Assert.That(TrustSample.Of(problem, seed: 3).Measured, Is.EqualTo(sample.Measured));
        Assert.That(other.Points[0], Is.Not.EqualTo(sample.Points[0]));
        Assert.That(sample.Points.All(point => point.Index().All(at => at.Item >= problem.Low[at.Index] && at.Item <= problem.High[at.Index])));
        double[] truths = [.. sample.Points.Select(problem.Truth)];
        double noise = Math.Sqrt(truths.Zip(sample.Measured, (truth, measured) => (truth - measured) * (truth - measured)).Average());
        double deviation = Math.Sqrt(truths.Average(truth => Math.Pow(truth - truths.Average(), 2)));
        Assert.That(noise / deviation, Is.EqualTo(1).Within(0.135), "five times its own standard error");
    }

    [Test]
    public void ProblemsAndFamiliesAreFoundByTheirNames()
    {
        Request request = Request.Parse(["--problems", "branin, log Goldstein-Price,Levy", "--sizes", "100,50,100", "--quick"])!;
        Assert.That(request.Problems.Select(problem => problem.Name), Is.EqualTo((string[])["Branin", "log Goldstein-Price"]));
        Assert.That(request.Families.Select(family => family.Name), Is.EqualTo((string[])["Levy"]));
        Assert.That(request.Sizes, Is.EqualTo((int[])[50, 100]));
    }

    [TestCase("there is no option '--sed'", "--sed", "1")]
    [TestCase("did you mean '--seeds'?", "--seed", "1")]
    [TestCase("there is no option '3'", "3")]
    [TestCase("--seeds wants a value", "--seeds")]
    [TestCase("--seeds wants a value", "--seeds", "--quick")]
    [TestCase("--seeds: '0'", "--seeds", "0")]
    [TestCase("--seeds: '1.5'", "--seeds", "1.5")]
    [TestCase("--seeds is given twice", "--seeds", "1", "--seeds", "1")]
    [TestCase("--sizes: '9'", "--sizes", "9")]
    [TestCase("--sizes: '50,'", "--sizes", "50,")]
    [TestCase("--threads: '-1'", "--threads", "-1")]
    [TestCase("did you mean 'Branin'?", "--problems", "Brannin")]
    [TestCase("--sizes has no part in --trust", "--trust", "--sizes", "100")]
    [TestCase("did you mean 'qing-8'?", "--trust", "--problems", "quing-8")]
    [TestCase("there is no 'nothing of the kind'; there are Branin, ", "--problems", "nothing of the kind")]
    public void MistakeSaysWhatIsWrong(string message, params string[] arguments) =>
        Assert.That(() => Request.Parse(arguments), Throws.TypeOf<InputException>().With.Message.Contains(message)
            .And.Message.Not.Contains("\n"));

    private static Problem Plain { get; } =
        new("plane", [(-1, 2), (0, 4)], Aim.Minimize, -5, [-1, 4], point => point[0] - point[1]);

    private static (Answer Whole, Answer Careful, Regressor Model) Answers(Problem problem, double noise, ulong seed)
    {
        var sample = Sample.Of(problem, 40, noise, seed);
        Regressor model = Learning.Train(sample, seed, default);
        Answer whole = Learning.Extremize(problem, model, problem.Box, seed);
        return (whole, Learning.Careful(problem, model, seed), model);
    }

    /// <summary>Along each axis, up and down, by steps that halve where none leads further: it needs no slope.</summary>
    private static double[] PatternSearch(Problem problem, double[] start)
    {
        double[] point = [.. start];
        double value = problem.Sign * problem.Truth(point);
        for (double step = 0.05; step > 1e-9; step /= 2)
        {
            bool moved = true;
            for (int sweep = 0; moved && sweep < 100; sweep++)
            {
                moved = false;
                for (int move = 0; move < 2 * point.Length; move++)
                {
                    (int i, double stay) = (move / 2, point[move / 2]);
                    double way = (move % 2 == 0 ? step : -step) * (problem.High[i] - problem.Low[i]);
                    point[i] = Math.Clamp(stay + way, problem.Low[i], problem.High[i]);
                    double there = problem.Sign * problem.Truth(point);
                    (point[i], value, moved) = there < value ? (point[i], there, true) : (stay, value, moved);
                }
            }
        }

        return point;
    }
}
