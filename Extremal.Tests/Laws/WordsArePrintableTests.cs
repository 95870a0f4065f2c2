using System.Collections;
using System.Reflection;
using Extremal.Autodiff;
using Extremal.Data;
using Extremal.Formats;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using Extremal.Training;

namespace Extremal.Tests.Laws;

/// <summary>
/// A law of Core: whatever names, labels, units, descriptions and paths hold, no report, sentence or message acts on the terminal that it is
/// printed on. It is found by walking through all that answers can reach, so that words that come later are judged too.
/// </summary>
internal sealed class WordsArePrintableTests
{
    // What identifies is as it came: programs look it up, and compare it.
    private static readonly HashSet<string> AsTheyCame =
    [
        "Column.Name", "Column.Unit", "Category.Name", "Category.Label", "Feature.Name", "Feature.Unit", "Feature.Labels", "Input.Name", "Input.Unit",
        "Input.Labels", "DiscreteInput.Name", "DiscreteInput.Labels", "CategoryInput.Labels", "GridInput.Labels", "Constraint.Description",
        "Constraint.Unit", "Expression.Description", "ShadowPrice.What", "ShadowPrice.LimitUnit", "ShadowPrice.WhatUnit", "Activation.Name",
    ];

    // Numbers and names of Core's own: nothing in their words comes from outside.
    private static readonly string[] OfCoreAlone =
    [
        "Plan", "Variable`1", "Interval", "CurvePiece", "Slice`1", "Limits", "MinimizerProgress`1", "Conflict", "ScheduleState",
        "CertificateProgress", "AssessmentOptions", "AssessmentProgress", "ConformalInterval", "TrainingProgress", "Caution", "SearchOptions",
        "CertificateOptions", "TrainingOptions", "SignStep", "Expectation", "Weights`1", "Noise", "Optimizer", "Schedule",
        "Loss",
    ];

    // These take any words.
    private static readonly string[] Content = ["Column.In", "Input.Number", "Activation.Of", "Goal.Of"];

    private static readonly Lazy<Walk> Walked = new(() => new Walk(HostileNames.Everything()));

    [Test]
    public void No_words_hold_what_acts_on_a_terminal()
    {
        Assert.That(Walked.Value.Faults, Is.Empty);
        Assert.That(Walked.Value.Shown, Is.GreaterThan(100), "texts that show an escape: the walk sees names");
    }

    [Test]
    public void Every_type_with_words_is_walked_through()
    {
        IEnumerable<Type> speaking = typeof(Tape<>).Assembly.GetTypes().Where(type => type.IsVisible && !type.IsEnum
            && !typeof(Exception).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type)
            && type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, []) is not null);
        HashSet<string> seen = [.. Walked.Value.Types.SelectMany(Bases).Select(type => type.Name)];
        Assert.That(speaking.Select(type => type.Name).Where(name => !seen.Contains(name)).Except(OfCoreAlone), Is.Empty);
    }

    [TestCaseSource(nameof(Cases))]
    public void No_message_holds_what_acts_on_a_terminal(Action mistake)
    {
        Exception? complaint = Assert.Catch(mistake);
        Assert.That(complaint, Is.Not.InstanceOf<NullReferenceException>());
        Assert.That(complaint!.Message, Is.EqualTo(Printable.Of(complaint.Message)).And.Contains(@"\u001b]0;owned\u0007\u001b[2J\u202e\u009b1m"));
    }

    /// <summary>Whoever adds a method that takes a name adds a mistake with it.</summary>
    [Test]
    public void Every_method_that_takes_words_is_among_the_mistakes()
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> methods = typeof(Tape<>).Assembly.GetTypes().Where(type => type.IsVisible)
            .SelectMany(type => type.GetMethods(Declared).Where(method => method.GetParameters().Any(TakesWords) && !method.IsSpecialName)
                .Select(method => $"{type.Name.Split('`')[0]}.{method.Name}"));
        HashSet<string> covered = [.. Mistakes().Select(mistake => mistake.Name.Split(',')[0]), .. Content];
        Assert.That(methods.Distinct().Where(method => !covered.Contains(method)), Is.Empty);
    }

    private static bool TakesWords(ParameterInfo parameter) => !parameter.IsOut && $"{parameter.ParameterType}".Contains("System.String");

    private static IEnumerable<TestCaseData> Cases() =>
        Mistakes().Select(mistake => new TestCaseData(mistake.Mistake).SetArgDisplayNames(mistake.Name));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (Type? one = type; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    private static IEnumerable<(string Name, Action Mistake)> Mistakes()
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
            ["Domain.Band"] = () => all.Band([heat, heat], 0, 1),
            ["Domain.Band, limits"] = () => all.Band([heat, mass], 1, 0),
            ["Domain.Band, coefficient"] = () => all.Band([heat], [0], 0, 1),
            ["Domain.Output"] = () => all.Output(Other, 0, 1),
            ["Domain.Output, no targets"] = () => Domain.Of(data.InputColumns).Output(Other, 0, 1),
            ["Domain.Where"] = () => all.Where(Other, c => c.Inputs, 1, 0),
            ["Domain.Where, scale"] = () => all.Where(Other, c => c.Inputs, 0, 1, 0),
            ["Domain.WithinDeviations"] = () => all.WithinDeviations(-1),
            ["Domain.Validate"] = () => all.AtLeast(heat, 1e6).Validate(),
            ["Domain.Validate, grid"] = () => all.Range(heat, 10.1, 10.9).Integer(heat).Validate(),
            ["Domain.Validate, labels"] = () => Domain.Of(data.Take([0, 1, 4, 5, 6])).Fix(brand, HostileNames.LabelB).Validate(),
            ["Domain.Validate, band"] = () => all.Band([heat, mass], 1e6, 1e7).Validate(),
            ["Domain.Validate, bands"] = () => all.Band([heat, mass], 20, 21).Band([heat, mass], 22, 23).Validate(),
            ["Domain.ToRegion"] = () => all.Band([heat, $"{brand}={a}"], [1, 20], 48, 60).Band([heat], 0, 24).ToRegion(),
            ["Domain.Snap"] = () => all.Range(heat, 10.1, 10.9).Integer(heat).Snap(new double[6]),
            ["DiscreteInput.Values"] = () => _ = all.Unbounded().Integer(heat).Discrete.Single(input => input.Name == heat).Values,
            ["Constraint.At"] = () => new Constraint(Other, c => c.Inputs, 0, 1).At(new double[6], model.Surrogate),
            ["Candidates.Input"] = () => model.Maximize(all.Where("one", c => c.Input(Other), 0, 1)),
            ["Candidates.Output"] = () => model.Maximize(all.Where("one", c => c.Output(Other), 0, 1)),
            ["Extremize, shape"] = () => model.Extremize(Goal.Of(Other, c => c.Inputs)),
            ["Extremize, rows"] = () => model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0) - c.Outputs.Mean())),
            ["Extremize, constraint"] = () => model.Maximize(all.Where(Other, c => c.Inputs, 0, 1)),
            ["Extremize, output"] = () => model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0), 7)),
            ["Extremize, inputs"] = () => model.Maximize(Domain.Of(HandInputs(Other))),
            ["Certify, goal"] = () => model.Certify(model.Extremize(Goal.Of(Other, c => c.Outputs.Column(0)))),
            ["Certify, range"] = () => model.Range(all.Unbounded()),
            ["Regressor.Train, logarithms"] = () => Regressor.Train(
                Dataset.Create(new double[,] { { 1 }, { 2 }, { 3 } }, [-5, 1, 2], target: Other),
                HostileNames.Quick with { Loss = Loss.MeanSquaredLogarithmicError }),
            ["Regressor.With"] = () => model.With(Regressor.Assess(
                Dataset.Create(new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }, [1, 2, 3, 4], target: Other), HostileNames.Quick, new() { Folds = 2 })),
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

    /// <summary>All that can be reached from some objects through public properties, and what is said there.</summary>
    private sealed class Walk
    {
        private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance), _values = [];
        private readonly Queue<object> _open = new();

        public Walk(IEnumerable<object> roots)
        {
            Add(roots);
            while (_open.TryDequeue(out object? one))
            {
                Visit(one);
            }
        }

        public List<string> Faults { get; } = [];

        public HashSet<Type> Types { get; } = [];

        public int Shown { get; private set; }

        private void Add(object? value)
        {
            if (value is IEnumerable many and not string)
            {
                foreach (object? one in many)
                {
                    Add(one);
                }
            }
            else if (value?.GetType().Assembly == typeof(Tape<>).Assembly && (value is ValueType ? _values : _seen).Add(value))
            {
                _open.Enqueue(value);
            }
        }

        private void Visit(object one)
        {
            Type type = one.GetType();
            Types.Add(type);
            Judge($"{type.Name}.ToString", one.ToString());
            foreach (PropertyInfo property in type.GetProperties().Where(property =>
                property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike))
            {
                object? value = property.GetValue(one);
                if (!AsTheyCame.Contains($"{type.Name}.{property.Name}") && !AsTheyCame.Contains($"{property.DeclaringType!.Name}.{property.Name}"))
                {
                    foreach (string? text in value is string single ? [single] : value as IEnumerable<string> ?? [])
                    {
                        Judge($"{type.Name}.{property.Name}", text);
                    }
                }

                Add(value);
            }
        }

        // Of line ends only those that part a report's own lines are right: none of the names begins a line.
        private void Judge(string where, string? text)
        {
            string[] lines = (text ?? "").Split('\n');
            Shown += lines.Any(line => line.Contains(@"\u001b[2J")) ? 1 : 0;
            if (lines.Any(line => line != Printable.Of(line) || line.StartsWith('\t')))
            {
                Faults.Add($"{where}: {Printable.Of(text!)}");
            }
        }
    }
}
