using System.Diagnostics;
using Extremal;

namespace Examples.Study;

/// <summary>One sample, one network, one Gaussian process, and what every contender makes of them.</summary>
internal sealed class Run
{
    private const int TestPoints = 2048;

    private readonly Dictionary<Contender, Answer> _answers;

    private Run(Setting setting, ulong seed, Dictionary<Contender, Answer> answers) =>
        (Setting, Seed, _answers) = (setting, seed, answers);

    public Setting Setting { get; }
    public ulong Seed { get; }

    /// <summary>How much of the truth's variance over the box the network explains; 1 is all.</summary>
    public double Explained { get; private init; }

    /// <summary>The same of the Gaussian process.</summary>
    public double ExplainedByProcess { get; private init; }

    /// <summary>Of the <see cref="Contenders.Judged"/>.</summary>
    public required IReadOnlyDictionary<Contender, Certainty> Certainties { get; init; }

    public TimeSpan TrainingTime { get; private init; }

    /// <summary>What the Gaussian process took to fit.</summary>
    public TimeSpan FittingTime { get; private init; }

    public Answer this[Contender contender] => _answers[contender];

    /// <summary>What the answer costs in truth, in the problem's unit.</summary>
    public double RawRegret(Contender contender) => Setting.Problem.Regret(this[contender].Point);

    /// <summary>The same in standard deviations of the truth over the box.</summary>
    public double Regret(Contender contender) => RawRegret(contender) / Setting.Landscape.Deviation;

    /// <summary>How much better the answer was said to be than it is, in standard deviations; below 0 it was said to be worse.</summary>
    public double Optimism(Contender contender) =>
        Setting.Problem.Sign * (Setting.Problem.Truth(this[contender].Point) - this[contender].Claim) / Setting.Landscape.Deviation;

    /// <summary>The share of the way from the box's mean to its optimum that is still missing at the answer.</summary>
    public double Missing(Contender contender) =>
        RawRegret(contender) / Math.Abs(Setting.Landscape.Mean - Setting.Problem.Optimum);

    /// <summary>Whether a search found the best that any found on this network, to a millionth of a standard deviation.</summary>
    public bool Reached(Contender contender)
    {
        var sign = Setting.Problem.Sign;
        var best = Contenders.Searches.Min(search => sign * this[search].Claim);
        return sign * this[contender].Claim <= best + 1e-6 * Setting.Landscape.Deviation;
    }

    /// <summary>Null if it was interrupted: a network that is half trained is nobody's answer.</summary>
    public static Run? Of(Setting setting, ulong seed, CancellationToken cancellation)
    {
        var problem = setting.Problem;
        var sample = Sample.Of(problem, setting.Rows, setting.Noise, seed);
        var began = Stopwatch.GetTimestamp();
        var model = Learning.Train(sample, seed, cancellation);
        var trainingTime = Stopwatch.GetElapsedTime(began);
        if (cancellation.IsCancellationRequested) { return null; }

        began = Stopwatch.GetTimestamp();
        var process = GaussianProcess.Fit(model.TrainingData!);
        var fittingTime = Stopwatch.GetElapsedTime(began);
        var found = Learning.Extremize(problem, model, problem.Box, seed);
        var row = Enumerable.Range(0, setting.Rows).MinBy(row => problem.Sign * sample.Measured[row]);
        var answers = new Dictionary<Contender, Answer>
        {
            [Contender.BestRow] = new Answer(sample.Points[row], sample.Measured[row]),
            [Contender.Quadratic] = QuadraticSurface.Of(problem, sample, model.TrainingData!, seed),
            [Contender.GaussianProcess] = GaussianSearch.Of(problem, process, problem.Box, seed),
            [Contender.Paper] = PaperSearch.Of(problem, model, seed),
            [Contender.Random] = RandomSearch.Of(problem, model, found.Evaluations, seed),
            [Contender.Differences] = Differences.Of(problem, model, setting.Landscape.Deviation, seed),
            [Contender.Extremal] = found,
            [Contender.Careful] = Learning.Careful(problem, model, seed),
        };
        return new Run(setting, seed, answers)
        {
            Explained = ShareExplained(setting.Landscape, points => Array.ConvertAll(points, point => model.Predict(point))),
            ExplainedByProcess = ShareExplained(setting.Landscape, process.Predict),
            Certainties = Contenders.Judged.ToDictionary(judged => judged, judged => Certainty.Of(model, answers[judged].Point)),
            TrainingTime = trainingTime,
            FittingTime = fittingTime,
        };
    }

    /// <summary>R² over points of the box that nobody was trained on.</summary>
    private static double ShareExplained(Landscape landscape, Func<double[][], double[]> predict)
    {
        var stride = landscape.Points.Length / TestPoints;
        int[] numbers = [.. Enumerable.Range(0, TestPoints).Select(number => number * stride)];
        var predicted = predict([.. numbers.Select(number => landscape.Points[number])]);
        var error = numbers.Select((number, i) => Math.Pow(predicted[i] - landscape.Truths[number], 2)).Sum();
        return 1 - error / numbers.Sum(number => Math.Pow(landscape.Truths[number] - landscape.Mean, 2));
    }
}
