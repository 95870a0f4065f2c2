using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Formats;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Training;

namespace Extremal.Tests.Laws;

/// <summary>A mistake for each method that takes a name, in hostile names.</summary>
internal static class HostileMistakes
{
    public static IEnumerable<(string Name, Action Mistake)> All()
    {
        const string Evil = HostileNames.Evil, Other = "other" + Evil;
        (string heat, string mass, string brand, string a) = (HostileNames.Heat, HostileNames.Mass, HostileNames.Brand, HostileNames.LabelA);
        Dataset data = HostileNames.Data;
        Domain all = HostileNames.All;
        Regressor model = HostileNames.Model;
        Dictionary<string, Action> mistakes = new()
        {
            ["Column"] = () => _ = new Column(Other, 1, 0, 0, 0),
            ["Column, category"] = () => _ = new Column(Other, 0, 2, 1, 0.5, null, new Category(brand, a)),
            ["Input.Category"] = () => Input.Category(Other, [a, a]),
            ["Input.Category, blank"] = () => Input.Category(Other, [a, " "]),
            ["Dataset.Create, twice"] = () => Dataset.Create(new double[2, 2], [1, 2], [Other, Other]),
            ["Dataset.Create, cell"] = () => Dataset.Create(new double[,] { { double.NaN } }, [1], [Other]),
            ["Dataset.Create, rows"] = () => Dataset.Create([Input.Number(Other, [1, 2])], [1]),
            ["Dataset.Create, category and column"] = () => Dataset.Create(
                [Input.Number(Other, [1, 2]), Input.Category(Other, ["a", "b"])], [1, 2]),
            ["Dataset.WithUnit"] = () => data.WithUnit(Other, "m"),
            ["Dataset.GroupBy"] = () => data.GroupBy(Other),
            ["Domain.Range"] = () => all.Range(Other, 0, 1),
            ["Domain.Range, a hint"] = () => all.Range("heat", 0, 1),
            ["Domain.Range, order"] = () => all.Range(heat, 1, 0),
            ["Domain.Range, twice"] = () => all.Range(heat, 12, 13).Range(heat, 11, 13),
            ["Domain.Range, category"] = () => all.Range(brand, 0, 1),
            ["Domain.Range, label"] = () => all.Range($"{brand}={a}", 0, 1),
            ["Domain.AtLeast"] = () => all.Fix(heat, 20).AtLeast(heat, 21),
            ["Domain.AtMost"] = () => all.AtMost(heat, double.NaN),
            ["Domain.Positive"] = () => all.Fix(heat, -1).Positive(),
            ["Domain.Fix"] = () => all.Fix(heat, 20).Fix(heat, 21),
            ["Domain.Fix, limit"] = () => all.AtMost(heat, 20).Fix(heat, 21),
            ["Domain.Fix, category"] = () => all.Fix(Other, a),
            ["Domain.Fix, no category"] = () => all.Fix(heat, a),
            ["Domain.Fix, label"] = () => all.Fix(brand, Other),
            ["Domain.OneOf"] = () => all.OneOf(brand),
            ["Domain.OneOf, excluded"] = () => all.Fix(brand, a).OneOf(brand, HostileNames.LabelB),
            ["Domain.Grid"] = () => all.Grid(heat, 0),
            ["Domain.Integer"] = () => all.Grid(heat, 0.5).Integer(heat),
            ["Domain.Integer, fixed"] = () => all.Fix(heat, 20.5).Integer(heat),
            ["Domain.Sum"] = () => all.Sum([heat, heat], 0, 1),
            ["Domain.Sum, limits"] = () => all.Sum([heat, mass], 1, 0),
            ["Domain.Linear"] = () => all.Linear([heat], [0], 0, 1),
            ["Domain.Output"] = () => all.Output(Other, 0, 1),
            ["Domain.Output, no targets"] = () => Domain.Of(data.InputColumns).Output(Other, 0, 1),
            ["Domain.Constrain"] = () => all.Constrain(Other, c => c.Inputs, 1, 0),
            ["Domain.Constrain, scale"] = () => all.Constrain(Other, c => c.Inputs, 0, 1, 0),
            ["Domain.WithinDeviations"] = () => all.WithinDeviations(-1),
            ["Domain.Validate"] = () => all.AtLeast(heat, 1e6).Validate(),
            ["Domain.Validate, grid"] = () => all.Range(heat, 10.1, 10.9).Integer(heat).Validate(),
            ["Domain.Validate, labels"] = () => Domain.Of(data.Take([0, 1, 4, 5, 6])).Fix(brand, HostileNames.LabelB).Validate(),
            ["Domain.Validate, band"] = () => all.Sum([heat, mass], 1e6, 1e7).Validate(),
            ["Domain.Validate, bands"] = () => all.Sum([heat, mass], 20, 21).Sum([heat, mass], 22, 23).Validate(),
            ["Domain.ToRegion"] = () => all.Linear([heat, $"{brand}={a}"], [1, 20], 48, 60).Sum([heat], 0, 24).ToRegion(),
            ["Domain.Snap"] = () => all.Range(heat, 10.1, 10.9).Integer(heat).Snap(new double[6]),
            ["DiscreteInput.Values"] = () => _ = all.Unbounded().Integer(heat).Discrete.Single(input => input.Name == heat).Values,
            ["Constraint.At"] = () => new Constraint(Other, c => c.Inputs, 0, 1).At(new double[6], model.Surrogate),
            ["DecisionVariables.Input"] = () => model.Maximize(all.Constrain("one", c => c.Input(Other), 0, 1)),
            ["DecisionVariables.Output"] = () => model.Maximize(all.Constrain("one", c => c.Output(Other), 0, 1)),
            ["Extremize, shape"] = () => model.Extremize(Goal.Of(Other, c => c.Inputs)),
            ["Extremize, rows"] = () => model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0) - c.Outputs.Mean())),
            ["Extremize, constraint"] = () => model.Maximize(all.Constrain(Other, c => c.Inputs, 0, 1)),
            ["Extremize, output"] = () => model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0), 7)),
            ["Extremize, inputs"] = () => model.Maximize(Domain.Of(HandInputs(Other))),
            ["Certify, goal"] = () => model.Certify(model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0)))),
            ["Certify, range"] = () => model.FindOutputRange(all.Unbounded()),
            ["Regressor.Train, logarithms"] = () => Regressor.Train(
                Dataset.Create(new double[,] { { 1 }, { 2 }, { 3 } }, [-5, 1, 2], target: Other),
                HostileNames.Quick with { Loss = Loss.MeanSquaredLogarithmicError }),
            ["Regressor.Calibrate"] = () => model.Calibrate(Regressor.Assess(
                Dataset.Create(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [1, 2, 3, 4], target: Other),
                HostileNames.Quick, new() { Folds = 2 })),
            ["Regressor.Load"] = () => Regressor.Load(Other),
            ["Regressor.Save"] = () => model.Save(Path.Combine("no folder" + Evil, "model")),
            ["Safetensors.Read"] = () => Safetensors.Read(Other),
            ["Safetensors.Write"] = () => new Safetensors().Write(Path.Combine("no folder" + Evil, "file")),
            ["TrainingState.Load"] = () => TrainingState<double>.Load(Other),
            ["TrainingState.Save"] = () => Regressor.Train(data, HostileNames.Quick with { Members = 1 }).State!.Save(
                Path.Combine("no folder" + Evil, "state")),
            ["Safetensors.ShapeOf"] = () => _ = new Safetensors().ShapeOf(Other),
            ["Safetensors.TypeOf"] = () => _ = new Safetensors().TypeOf(Other),
            ["Safetensors.Get"] = () => new Safetensors().Get<double>(Other, []),
            ["Safetensors.Add"] = () => new Safetensors().Add<double>(Other, [2], [1]),
            ["Safetensors.AddMetadata"] = () => Twice(new Safetensors(), Other),
            ["MalformedFileException"] = () => throw new MalformedFileException("byte 1" + Evil, "why"),
            ["Activation.Parse"] = () => Activation.Parse(Other),
            ["Optimizer.Parse"] = () => Optimizer.Parse(Other),
            ["Optimizer.Parse, key"] = () => Optimizer.Parse($"adam({Other}=1)"),
            ["Optimizer.Parse, form"] = () => Optimizer.Parse($"adam({Other})"),
            ["Optimizer.Parse, twice"] = () => Optimizer.Parse($"adam({Other}=1,{Other}=2)"),
            ["Optimizer.Parse, parenthesis"] = () => Optimizer.Parse($"adam({Other}"),
            ["Loss.Parse"] = () => Extremal.Autodiff.Loss.Parse(Other),
            ["Schedule.Parse"] = () => Schedule.Parse(Other),
            ["Weights"] = () => _ = model.Surrogate.Network.Weights[Other],
        };
        return mistakes.Select(mistake => (mistake.Key, mistake.Value));
    }

    private static Column[] HandInputs(string name) => [.. Enumerable.Range(0, 6).Select(i => new Column($"{name}{i}", 0, 1, 0.5, 0.5))];

    private static void Twice(Safetensors file, string key)
    {
        file.AddMetadata(key, "one");
        file.AddMetadata(key, "two");
    }
}
