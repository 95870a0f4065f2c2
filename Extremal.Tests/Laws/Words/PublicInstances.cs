using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Reflection;
using Extremal.Autodiff;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Formats;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Extremal.Tests.Laws;

/// <summary>
/// Instances of Core's public types: a few that a user makes, everything that their public properties lead to, and the default of every
/// structure.
/// </summary>
internal sealed class PublicInstances
{
    private const int MostElements = 3;

    // A shape leads to its transpose, and that to the shape: properties need not come to an end by themselves.
    private const int MostOfAType = 20;

    private readonly Dictionary<Type, List<object>> _ofType = [];
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    private PublicInstances()
    {
        foreach (object root in Roots())
        {
            Visit(root);
        }

        foreach (Type type in Types.Where(type => type.IsValueType))
        {
            Type[] closed = type.IsGenericTypeDefinition
                ? [type.MakeGenericType(typeof(float)), type.MakeGenericType(typeof(double))]
                : [type];
            foreach (Type one in closed)
            {
                Add(System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(one));
                Visit(Activator.CreateInstance(one)!);
            }
        }
    }

    /// <summary>Types of which there can be an instance in a box; of an abstract one, that of a type below it.</summary>
    public static Type[] Types { get; } =
    [
        .. typeof(Regressor).Assembly.GetExportedTypes().Where(type => type is { IsEnum: false, IsInterface: false, IsByRefLike: false }
            && !(type.IsAbstract && type.IsSealed) && !type.IsSubclassOf(typeof(Delegate))),
    ];

    public static PublicInstances All { get; } = new();

    public IReadOnlyList<object> Of(Type type) => _ofType.GetValueOrDefault(type) ?? [];

    private static IEnumerable<object> Roots() => [.. OfTheFrontDoor(), .. OnTheTape<float>(), .. OnTheTape<double>(), .. Alone()];

    private static IEnumerable<object> OfTheFrontDoor()
    {
        TrainingOptions options = RegressorData.Quick with { Epochs = 3, Members = 4, Validation = 0 };
        Dataset data = RegressorData.Process(60);
        Regressor model = Regressor.Train(data, options);
        Domain domain = model.Domain.Sum(["pressure", "heat"], 0, 1e6).Integer("heat")
            .Output("yield", -1e9, 1e9).Constrain("heat of it", c => c.Input("heat"), 0, 1e9);
        var quick = new SearchOptions { Starts = 8, Searches = 2, MaxSteps = 5, MaxRounds = 1, KeepPath = true, Points = [data.Inputs.Row(0).ToArray()] };
        var once = new CertificateOptions { MaxBoxes = 2, TimeLimit = null };
        Extremum found = model.Maximize(domain, quick, certify: once);
        yield return options;
        yield return quick;
        yield return once;
        yield return new AssessmentOptions();
        yield return model;
        yield return found;
        yield return model.FindOutputRange(options: once);
        yield return model.FindToleranceBox(model.Maximize(), 50, options: once);
        yield return model.CheckLoss(PaperLosses.Maximization(), epsilon: 1e3, options: once);
        yield return model.ApplicabilityDomain.At([1e7, 0, 2]);
        yield return model.EstimateOptimism(Goal.Maximize(), options: quick);
        yield return model.Recommend(Goal.Maximize(), options: quick);
        yield return Regressor.Assess(data, options with { Members = 1 }, new AssessmentOptions { Folds = 2 });
        yield return model.PredictInterval(data.Inputs.Row(0))!;
        yield return model.Certify(found, once);
        yield return model.FindTarget(1e6, options: quick).Attainments[0];
        yield return CandidatesOf(model);
        yield return new ExtremumSearch(model.Surrogate, domain, Goal.Maximize(), quick);
        yield return new BranchAndBound(model.Surrogate, model.Domain, Goal.Maximize(), once);
        yield return new LevenbergMarquardt();
        yield return FastGradientSign.Step(model.Surrogate, data.Inputs.Row(0).ToArray(), 0.1);
        yield return domain.Violations([1e9, 0.5, 7], model.Surrogate);
    }

    // Only a goal of the user's own sees them.
    private static DecisionVariables CandidatesOf(Regressor model)
    {
        DecisionVariables? seen = null;
        model.Extremize(Goal.Of("seen", candidates => (seen = candidates).Outputs), options: new SearchOptions { Starts = 1, MaxSteps = 1, MaxRounds = 1 });
        return seen!;
    }

    private static IEnumerable<object> OnTheTape<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Network<T> network = Network<T>.Create(2, [3], 1, Activation.Tanh, seed: 1);
        Slice<T> points = Slice<T>.Zeros(new Shape(4, 2)), targets = Slice<T>.Zeros(new Shape(4, 1));
        var tape = new Tape<T>();
        Variable<T> x = tape.Input(points), y = network.Apply(x);
        var box = new Box<T>([T.Zero, T.Zero], [T.One, T.One]);
        var rows = new LinearRows<T>(new Slice<T>(points.Block, 0, new Shape(1, 2)).Matrix, [T.Zero], [T.One]);
        var samples = new Samples<T>(points, targets);
        yield return network;
        yield return tape.LineOf(y).Operation!;
        yield return new Recording<T>(recording => network.Apply(recording.Input(points)));
        yield return new Predictor<T>(network);
        yield return samples;
        yield return new TrainingState<T>(network.Weights.All, Optimizer.Adam());
        yield return new Trainer<T>(network, samples, null, new TrainingOptions { Epochs = 1, Validation = 0 });
        yield return new Arena<T>();
        yield return new BoxAndSlab<T>(box, [T.One, T.One], T.Zero, T.One);
        yield return new Everywhere<T>(2);
        yield return new Polytope<T>(box, rows);
        yield return new FirstOrder<T>(Optimizer.Adam(), 1e-6, 10);
        yield return new Lbfgsb<T>();
        yield return new PiecewiseLinear<T>();
        yield return new SequentialQuadratic<T>(rows, [], []);
        foreach (string rule in (string[])["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"])
        {
            yield return Optimizer.Parse(rule).Create<T>(2);
        }
    }

    private static IEnumerable<object> Alone()
    {
        Dataset data = RegressorData.Process(60);
        yield return data;
        yield return new Batches(10, 3, seed: 1);
        yield return Input.Number("x", [1, 2]);
        yield return Input.Category("kind", ["a", "b"]);
        yield return Dataset.Create([Input.Number("x", [1, 2, 1]), Input.Category("kind", ["a", "b", "a"])], [1, 2, 3]);
        yield return Polynomial.Fit(data, degree: 1);
        yield return Relations.Of(Dataset.Create(new double[,] { { 1, 2 }, { 2, 4 }, { 3, 6 }, { 5, 10 } }, new double[,] { { 1 }, { 2 }, { 3 }, { 4 } }));
        yield return new Noise(0.5, 3);
        yield return new Accuracy();
        yield return new Safetensors();
        yield return new MalformedFileException("byte 0", "it is not there");
        yield return new ShadowPrice("x ≤ 1", 2, "y", null, "kg");
        yield return Activation.LeakyReLU();
        yield return Loss.Huber();
        yield return new Layer(3, Activation.Tanh);
        yield return Schedule.Constant;
        yield return Schedule.ReduceOnPlateau();
        yield return Optimizer.AdamW();
        yield return new InfeasibleSubset([0], [1], [], [0]);
        yield return RiskAttitude.Averse(2);
        yield return default(RandomSource);
    }

    private void Visit(object value)
    {
        Type type = value.GetType();
        if (value is string || type.IsPrimitive || (!type.IsValueType && !_seen.Add(value)))
        {
            return;
        }

        if (value is IEnumerable elements)
        {
            foreach (object? element in elements.Cast<object?>().Take(MostElements))
            {
                VisitIfThere(element);
            }
        }

        if (type.Assembly != typeof(Regressor).Assembly || Of(Open(type)).Count >= MostOfAType)
        {
            return;
        }

        Add(value);
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsReadable))
        {
            VisitIfThere(Read(property, value));
        }
    }

    private void VisitIfThere(object? value)
    {
        if (value is not null)
        {
            Visit(value);
        }
    }

    private void Add(object value)
    {
        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            if (!_ofType.TryGetValue(Open(type), out List<object>? instances))
            {
                _ofType.Add(Open(type), instances = []);
            }

            instances.Add(value);
        }
    }

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    // A property that says by an exception that there is nothing to show yet leads nowhere.
    [SuppressMessage("Usage", "CA1031", Justification = "Whatever it throws.")]
    private static object? Read(PropertyInfo property, object value)
    {
        try
        {
            return property.GetValue(value);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }

    private static bool IsReadable(PropertyInfo property) =>
        property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRefLike;
}
