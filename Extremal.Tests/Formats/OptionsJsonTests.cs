using System.Reflection;
using System.Text.Json;
using Extremal.Autodiff;
using Extremal.Certificates;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Training;

namespace Extremal.Tests.Formats;

/// <summary>Options are equal by value, and what System.Text.Json wrote of them it reads back equal, whatever was set.</summary>
public sealed class OptionsJsonTests
{
    // Of each type of an option one or more values that are no default; a new type of option fails the test until it has one.
    private static readonly Dictionary<Type, object?[]> Values = new()
    {
        [typeof(int)] = [7],
        [typeof(int?)] = [3, null],
        [typeof(long)] = [12_345_678_901],
        [typeof(ulong)] = [ulong.MaxValue],
        [typeof(double)] = [0.1, 5e-324, 1.7976931348623157e308],
        [typeof(double?)] = [1.0 / 3],
        [typeof(bool)] = [true, false],
        [typeof(bool?)] = [true, false],
        [typeof(TimeSpan?)] = [TimeSpan.FromMilliseconds(1234.5), null],
        [typeof(IReadOnlyList<int>)] = [new[] { 5 }, new List<int>(), new[] { 1, 2, 3 }],
        [typeof(IReadOnlyList<double[]>)] = [new List<double[]> { new[] { 0.1, -2 }, new[] { 3.0, 4 } }, new double[][] { [] }],
        [typeof(Activation)] = [Activation.GELU, Activation.LeakyReLU(0.3), Activation.ELU(2)],
        [typeof(Initialization)] = [Initialization.Glorot, Initialization.He],
        [typeof(Loss)] = [Loss.MeanAbsoluteError, Loss.MeanSquaredLogarithmicError, Loss.SoftmaxCrossEntropy, Loss.Huber(0.7)],
        [typeof(Optimizer)] = [Optimizer.Sgd(0.1), Optimizer.AdamW(0.003), Optimizer.Nesterov(0.2)],
        [typeof(Schedule)] = [Schedule.Constant, Schedule.Cosine(0.2), Schedule.ReduceOnPlateau(0.5, 3)],
        [typeof(TrainingMethod)] = [TrainingMethod.Evidence, TrainingMethod.Batches],
        [typeof(StartDistribution)] = [StartDistribution.TruncatedNormal],
    };

    private static readonly Type[] Options = [typeof(TrainingOptions), typeof(SearchOptions), typeof(CertificateOptions), typeof(AssessmentOptions)];

    private static IEnumerable<PropertyInfo> Properties => Options.SelectMany(type => type.GetProperties());

    [TestCaseSource(nameof(Options))]
    public void Defaults_are_equal_and_are_read_back(Type type)
    {
        object one = Activator.CreateInstance(type)!, other = Activator.CreateInstance(type)!;
        Assert.That(one, Is.EqualTo(other));
        Assert.That(one.GetHashCode(), Is.EqualTo(other.GetHashCode()));
        Assert.That(Again(one), Is.EqualTo(one));
        Assert.That(JsonSerializer.Deserialize("{}", type), Is.EqualTo(one));
    }

    [TestCaseSource(nameof(Properties))]
    public void Every_option_is_read_back(PropertyInfo option)
    {
        foreach (object? value in Values[option.PropertyType])
        {
            object one = With(option, value), same = With(option, value), plain = Activator.CreateInstance(option.DeclaringType!)!;
            Assert.That(one, Is.EqualTo(same));
            Assert.That(Again(one), Is.EqualTo(one), $"{value}");
            Assert.That(one.Equals(plain), Is.EqualTo(Equals(option.GetValue(one), option.GetValue(plain))), $"{value}");
            Assert.That(option.GetValue(Again(one)), Is.EqualTo(value));
        }
    }

    [Test]
    public void A_list_of_the_callers_is_copied()
    {
        int[] hidden = [8, 8];
        var options = new TrainingOptions { Hidden = hidden };
        hidden[0] = 1;
        Assert.That(options.Hidden, Is.EqualTo(new[] { 8, 8 }));
        Assert.That(options, Is.EqualTo(new TrainingOptions { Hidden = [8, 8] }).And.Not.EqualTo(new TrainingOptions { Hidden = [8, 9] }));
    }

    [TestCase("""{"Optimizer":"adamm"}""", "adamm")]
    [TestCase("""{"Optimizer":5}""", "Optimizer is written as a text, and there is a JSON Number.")]
    [TestCase("""{"Activation":"tan"}""", "'tan' is no activation")]
    [TestCase("""{"Loss":"Huber(delta=-1)"}""", "delta")]
    [TestCase("""{"Loss":"hubert"}""", "There is no loss 'hubert'")]
    [TestCase("""{"Schedule":"cosine(floor=2)"}""", "floor")]
    public void What_is_no_option_is_named(string json, string named) =>
        Assert.That(() => JsonSerializer.Deserialize<TrainingOptions>(json), Throws.InstanceOf<JsonException>().With.Message.Contains(named));

    private static object With(PropertyInfo option, object? value)
    {
        object options = Activator.CreateInstance(option.DeclaringType!)!;
        option.SetValue(options, value);
        return options;
    }

    private static object Again(object options) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(options, options.GetType()), options.GetType())!;
}
