using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels.Functions;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Laws;

/// <summary>
/// A model all of whose names, labels, units and descriptions hold what acts on a terminal, and one answer of every kind: what
/// <see cref="WordsArePrintableTests"/> walks through.
/// </summary>
internal static class HostileNames
{
    /// <summary>A title, a cleared screen, a reversed order, a one-byte escape, lines and a tab.</summary>
    public const string Evil = "\u001b]0;owned\u0007\u001b[2J\u202e\u009b1m\u2028\n\t";

    private const int Rows = 48;

    private static readonly SearchOptions Short = new() { Starts = 16, Searches = 4, MaxRounds = 2 };
    private static readonly CertificateOptions Soon = new() { MaxBoxes = 200 };

    public static readonly string Heat = Named("heat"), Mass = Named("mass"), Rest = Named("rest"), Brand = Named("brand"),
        Yield = Named("yield"), Cost = Named("cost"), LabelA = Named("A"), LabelB = Named("B"), LabelC = Named("C");

    public static readonly Dataset Data = Measured();

    public static readonly TrainingOptions Quick = new() { Hidden = [4], Epochs = 5, Validation = 0, Members = 2 };

    public static readonly Regressor Model = Regressor.Train(Data, Quick);

    public static Domain All => Domain.Of(Data);

    /// <summary>Every kind of rule.</summary>
    public static Domain Limited => All.AtMost(Heat, 25).Integer(Heat).OneOf(Brand, LabelA, LabelC).Sum([Heat, Mass], 10, 40)
        .Linear([Mass, Rest], [2, -1], double.NegativeInfinity, 50).Constrain(Named("ratio"), c => c.Input(Mass) / c.Input(Heat), 0, 10)
        .Output(Cost, -1e6, 1e6).Inside(0.99);

    private static string Named(string name) => name + Evil;

    /// <summary>What Core can say in words, one of each kind at least.</summary>
    public static IReadOnlyList<object> Everything()
    {
        Extremum proven = Model.Maximize(All.Fix(Brand, LabelB).AtMost(Heat, 25), Short, certify: Soon);
        Domain empty = All.Output(Cost, 1e7, 1e8).Constrain(Named("ratio"), c => c.Input(Heat), 1e5, 1e6);
        Goal expression = Goal.Of(Named("my own"), c => c.Outputs.Column(0)) + Goal.Target(5, 1) + Goal.Target(6) + PaperLosses.Positivity();
        Extremum held = Model.Extremize(Goal.Maximize(1), Limited, Short);
        double[] outside = [99, double.NaN, -99, 1, 1, 0.5];
        Dataset some = Data.Take([.. Enumerable.Range(0, Rows).Where(row => row % 3 != 2)]);
        return
        [
            Data, Model, Limited, Limited.Discrete, All.Grid(Mass, 0.5).Grid(Rest, 0.25, 0.1).Fix(Brand, LabelA), All.Unbounded(), held, proven,
            Model.FindTarget(1e6, All, Short), Model.FindTarget(proven.Value, All, Short), Model.Maximize(empty, Short),
            Model.Extremize(expression, All, Short),
            Model.Certify(held, Soon), Model.FindToleranceBox(proven, 5, options: Soon), Model.FindOutputRange(All, options: Soon),
            Model.CheckLoss(PaperLosses.Maximization(output: 1), All, options: Soon), Model.EstimateOptimism(Goal.Maximize(), All, Short),
            Model.Recommend(Goal.Maximize(), All, Short),
            Regressor.Assess(Data, Quick, new AssessmentOptions { Folds = 2 }), Relations.Of(Data), Limited.Violations(outside, Model.Surrogate),
            Model.ApplicabilityDomain.At([99, -99, 0, 0, 0, 1]), ApplicabilityDomain.Of(some).At([15, 5, 15, 0, 0, 1]),
            ApplicabilityDomain.Of(Data.Summary).At([15, 5, 0, 0, 0, 1]),
            new Layer(1, Activation.Of(Named("square"), new Square())),
            Input.Number(Heat, [1], Named("K")), Input.Category(Brand, [LabelA, LabelB]),
        ];
    }

    // heat + rest = 30 in every row; two targets, groups, rows with equal inputs.
    private static Dataset Measured()
    {
        double[] heat = [.. Enumerable.Range(0, Rows).Select(row => 10.0 + row / 2 * 7 % 20)];
        double[] mass = [.. Enumerable.Range(0, Rows).Select(row => row / 2 * 11 % 13 * 0.5)];
        string[] brand = [.. Enumerable.Range(0, Rows).Select(row => new[] { LabelA, LabelB, LabelC }[row / 2 % 3])];
        double[,] targets = new double[Rows, 2];
        for (int row = 0; row < Rows; row++)
        {
            (targets[row, 0], targets[row, 1]) = (heat[row] + mass[row] * mass[row] + 0.1 * (row % 2), 2 * heat[row] - mass[row] - 40);
        }

        Input[] inputs =
        [
            Input.Number(Heat, heat, Named("K")), Input.Number(Mass, mass, Named("kg")), Input.Number(Rest, [.. heat.Select(x => 30 - x)]),
            Input.Category(Brand, brand),
        ];
        return Dataset.Create([.. inputs], targets, [Yield, Cost]).WithUnit(Yield, Named("%")).WithUnit(Cost, Named("EUR")).GroupBy(Mass);
    }
}
