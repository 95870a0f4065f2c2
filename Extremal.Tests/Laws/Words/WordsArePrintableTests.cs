using System.Reflection;
using Extremal.Autodiff;
using Extremal.Formats;

namespace Extremal.Tests.Laws;

/// <summary>
/// A law of Core: whatever names, labels, units, descriptions and paths hold, no report, sentence or message acts on the terminal that it is
/// printed on. It is found by walking through all that answers can reach, so that words that come later are judged too.
/// </summary>
internal sealed class WordsArePrintableTests
{
    // Numbers and names of Core's own: nothing in their words comes from outside.
    private static readonly string[] OfCoreAlone =
    [
        "Plan", "Variable`1", "Interval", "CurvePiece", "Slice`1", "Limits", "MinimizerProgress`1", "InfeasibleSubset", "ScheduleState",
        "CertificateProgress", "AssessmentOptions", "AssessmentProgress", "PredictionInterval", "TrainingProgress", "RiskAttitude", "SearchOptions",
        "CertificateOptions", "TrainingOptions", "FastGradientSignStep", "Weights`1", "Noise", "Optimizer", "Schedule",
        "Loss", "AsinhTransform",
    ];

    // These take any words.
    private static readonly string[] Content = ["Column.WithUnit", "Input.Number", "Activation.Of", "Goal.Of"];

    private static readonly Lazy<SpokenWords> Walked = new(() => new SpokenWords(HostileNames.Everything()));

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
        Assert.That(complaint!.Message, Is.EqualTo(Printable.Of(complaint.Message)));
        Assert.That(complaint.Message, Does.Contain(@"\u001b]0;owned\u0007\u001b[2J\u202e\u009b1m"));
    }

    /// <summary>Whoever adds a method that takes a name adds a mistake with it.</summary>
    [Test]
    public void Every_method_that_takes_words_is_among_the_mistakes()
    {
        const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<string> methods = typeof(Tape<>).Assembly.GetTypes().Where(type => type.IsVisible)
            .SelectMany(type => type.GetMethods(Declared).Where(method => method.GetParameters().Any(TakesWords) && !method.IsSpecialName)
                .Select(method => $"{type.Name.Split('`')[0]}.{method.Name}"));
        HashSet<string> covered = [.. HostileMistakes.All().Select(mistake => mistake.Name.Split(',')[0]), .. Content];
        Assert.That(methods.Distinct().Where(method => !covered.Contains(method)), Is.Empty);
    }

    private static bool TakesWords(ParameterInfo parameter) => !parameter.IsOut && $"{parameter.ParameterType}".Contains("System.String");

    private static IEnumerable<TestCaseData> Cases() =>
        HostileMistakes.All().Select(mistake => new TestCaseData(mistake.Mistake).SetArgDisplayNames(mistake.Name));

    private static IEnumerable<Type> Bases(Type type)
    {
        for (Type? one = type; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }
}
