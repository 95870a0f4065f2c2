using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.SameBits;

/// <summary>The whole way: data in the user's units, training, predictions, extrema in a box and in a linear constraint.</summary>
internal static class AtTheFrontDoor
{
    public static IEnumerable<Part> Parts =>
    [
        new("regressor", Run), new("searches", Search), new("certificates", Prove), new("evidence", Learn), new("training that overflows", Ruin),
    ];

    private static Dataset Data
    {
        get
        {
            Slice<double> x = Numbers<double>.Uniform(71, new Shape(90, 3), 20, 400);
            return Dataset.Create(x.Span, 3, Numbers<double>.Targets(x, 1, 0).Span, 1, ["cement", "water", "age"], ["strength"]);
        }
    }

    private static void Run(NumberHash hash)
    {
        var options = new TrainingOptions { Hidden = [13, 9], Activation = Activation.SiLU, Epochs = 25, Validation = 0.2, Seed = 3 };
        Regressor model = Regressor.Train(Data, options);
        hash.Add<double>(model.Surrogate.Network.Weights.All);

        Slice<double> points = Numbers<double>.Uniform(72, new Shape(300, 3), 0, 500);
        double[] predictions = new double[300];
        model.Predict(points.Span, predictions);
        hash.Add<double>(predictions);

        Domain band = model.Domain.Fix("age", 28).Sum(["cement", "water"], 250, 300);
        var search = new SearchOptions { Starts = 9, MaxSteps = 30 };
        Add(hash, model.Maximize(options: search));
        Add(hash, model.Minimize(band, search));
        Add(hash, model.FindTarget(2000, band, search with { Optimizer = Optimizer.Momentum(0.01), Distribution = StartDistribution.Uniform }));
        FastGradientSignStep step = FastGradientSign.Step(model.Surrogate, [350, 180, 28], epsilon: 0.1);
        hash.Add(step.Point);
        hash.Add<double>([step.PredictedChange, step.ActualChange]);
    }

    /// <summary>Every method of the search: an ensemble in a box and under constraints, rectifiers under sums, integers.</summary>
    private static void Search(NumberHash hash)
    {
        var options = new TrainingOptions { Hidden = [11, 7], Epochs = 12, Members = 3, Seed = 5 };
        var few = new SearchOptions { Starts = 64, Searches = 6, MaxRounds = 2 };
        Regressor smooth = Regressor.Train(Data, options);
        Add(hash, smooth.Maximize(options: few));
        Domain inside = smooth.Domain.Inside(0.9).Linear(["cement", "water"], [1, -2], -300, 100)
            .Constrain("ratio", c => c.Input("water") / c.Input("cement"), 0.4, 0.9);
        Add(hash, smooth.Extremize(Goal.Minimize(0, RiskAttitude.Averse(1)), inside, few));
        hash.Add<double>([.. smooth.Maximize(inside, few).ShadowPrices.Select(price => price.Price)]);

        Regressor kinked = Regressor.Train(Data, options with { Members = 1, Activation = Activation.ReLU });
        Add(hash, kinked.Maximize(options: few));
        Add(hash, kinked.Minimize(kinked.Domain.Integer("age").Range("age", 40, 60).Sum(["cement", "age"], 200, 200), few));
    }

    /// <summary>Few rows by evidence, of even inputs, with the answer to try first, and of an input and a target that are spread over decades.</summary>
    private static void Learn(NumberHash hash)
    {
        Dataset even = Data.Take([.. Enumerable.Range(0, 24)]);
        Regressor model = Learn(hash, even);
        Add(hash, model.Recommend(Goal.Maximize(), options: new SearchOptions { Starts = 64, Searches = 4, MaxRounds = 1 }).RiskAverse);
        double[] inputs = even.Inputs.Span[..48].ToArray(), targets = new double[16];
        for (int i = 0; i < inputs.Length; i += 3)
        {
            double square = inputs[i] * inputs[i], next = inputs[i + 1];
            (inputs[i], targets[i / 3]) = (square * square * square, 1 / (inputs[i] * next));
        }

        Learn(hash, Dataset.Create(inputs, 3, targets, 1));
    }

    /// <summary>Dense members and a radial one, their shares, and what was left out.</summary>
    private static Regressor Learn(NumberHash hash, Dataset data)
    {
        Regressor model = Regressor.Train(data, new TrainingOptions { EvidenceSteps = 4, Seed = 3 });
        for (int member = 0; member < model.Surrogate.Members.Count; member++)
        {
            hash.Add<double>(model.Surrogate.Members[member].Weights.All);
            hash.Add<double>([model.Surrogate.Share(member)]);
        }

        Slice<double> points = Numbers<double>.Uniform(73, new Shape(50, 3), 0, 500);
        double[] predictions = new double[50], spreads = new double[50];
        model.Predict(points.Span, predictions, spreads);
        hash.Add<double>(predictions);
        hash.Add<double>(spreads);
        hash.Add<double>([model.Residuals!.HalfWidth(0.5)!.Value]);
        return model;
    }

    /// <summary>Proofs of some dozen boxes: an ensemble's mean and its worst member, rectifiers under a sum with an integer.</summary>
    private static void Prove(NumberHash hash)
    {
        var options = new TrainingOptions { Hidden = [11, 7], Epochs = 6, Members = 2, Seed = 5 };
        var few = new CertificateOptions { Gap = 1e-9, MaxBoxes = 60, TimeLimit = null };
        Regressor smooth = Regressor.Train(Data, options with { Activation = Activation.SiLU });
        Add(hash, new BranchAndBound(smooth.Surrogate, smooth.Domain, Goal.Maximize(), few).Run());
        Add(hash, new BranchAndBound(smooth.Surrogate, smooth.Domain, Goal.Minimize(0, RiskAttitude.WorstCase), few).Run());

        Regressor kinked = Regressor.Train(Data, options with { Members = 1, Activation = Activation.ReLU });
        Domain sums = kinked.Domain.Integer("age").Range("age", 40, 60).Sum(["cement", "age"], 150, 200);
        Add(hash, new BranchAndBound(kinked.Surrogate, sums, Goal.Maximize(), few).Run());
    }

    private static void Add(NumberHash hash, Certificate proof)
    {
        hash.Add<double>([proof.Value, proof.Bound, proof.Rounding, proof.Boxes, proof.OpenBoxes]);
        hash.Add(proof.Point ?? []);
        foreach (CertificateProgress now in proof.History)
        {
            hash.Add<double>([now.Value, now.Bound, now.Boxes]);
        }
    }

    private static void Add(NumberHash hash, Extremum extremum)
    {
        hash.Add(extremum.Point);
        hash.Add(extremum.Gradient);
        hash.Add<double>([extremum.Value, extremum.Violation]);
        hash.Add(extremum.BestStart);
        foreach (SearchStart start in extremum.Starts)
        {
            hash.Add(start.Point);
            hash.Add<double>([start.Loss, start.Value]);
            hash.Add(start.Outcome.Steps);
        }
    }

    /// <summary>At which step a loss ceases to be finite, and the weights before it.</summary>
    private static void Ruin(NumberHash hash)
    {
        var options = new TrainingOptions
        {
            Hidden = [13],
            Activation = Activation.ReLU,
            Epochs = 40,
            Validation = 0,
            Optimizer = Optimizer.Sgd(1e8),
        };
        Regressor model = Regressor.Train(Data, options);
        if (model.Training!.End != TrainingEnd.NonFinite)
        {
            throw new InvalidOperationException($"This training was to overflow; {model.Training.End}.");
        }

        hash.Add(model.Training.Steps);
        hash.Add<double>(model.Surrogate.Network.Weights.All);
    }
}
