namespace Examples.Study;

/// <summary>One data set of the trust protocol, and whose answer is better in truth than the row that measured best.</summary>
internal sealed record TrustRun(Problem Problem, ulong Seed, double BestRow, IReadOnlyDictionary<string, double> Truths)
{
    /// <summary>Who answers, in the order of the table.</summary>
    public static IReadOnlyList<(string Name, string What)> Contenders { get; } =
    [
        ("Extremal", "the network's extremum over the whole box"),
        ("careful", "what the library recommends: the best confidence bound inside what the data cover, or beyond after twice the doubt"),
        ("GP", "the extremum of a Gaussian process's mean over the whole box"),
        ("GP careful", "of its extrema in boxes around the best row, and over the whole box, the best after a doubt of two deviations"),
    ];

    public bool Beats(string contender) => Problem.Sign * (Truths[contender] - BestRow) < 0;

    /// <summary>Null if it was interrupted.</summary>
    public static TrustRun? Of(Problem problem, ulong seed, CancellationToken cancellation)
    {
        var sample = TrustSample.Of(problem, seed);
        var model = Learning.Train(sample, seed, cancellation);
        if (cancellation.IsCancellationRequested) { return null; }

        var bestRow = sample.Points[Enumerable.Range(0, sample.Points.Length).MinBy(row => problem.Sign * sample.Measured[row])];
        var process = GaussianProcess.Fit(model.TrainingData!);
        var whole = Learning.Extremize(problem, model, problem.Box, seed);
        var mean = GaussianSearch.Of(problem, process, problem.Box, seed);
        Answer[] answers =
        [
            whole, Learning.Careful(problem, model, seed),
            mean, GaussianSearch.Careful(problem, bestRow, process, mean, seed),
        ];
        return new TrustRun(problem, seed, problem.Truth(bestRow), Contenders.Zip(answers).ToDictionary(
            pair => pair.First.Name, pair => problem.Truth(pair.Second.Point)));
    }
}
