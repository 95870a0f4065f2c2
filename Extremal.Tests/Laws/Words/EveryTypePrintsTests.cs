using System.Reflection;
using System.Runtime.CompilerServices;

namespace Extremal.Tests.Laws;

/// <summary>Whatever a user holds can be printed, compared and used as a key: in a message, in a debugger, in a log.</summary>
internal sealed class EveryTypePrintsTests
{
    private static Type[] Types => PublicInstances.Types;

    [Test]
    public void Of_every_public_type_there_is_an_instance() =>
        Assert.That(Types.Where(type => PublicInstances.All.Of(type).Count == 0), Is.Empty);

    [Test]
    public void ToString_says_something([ValueSource(nameof(Types))] Type type)
    {
        foreach (object instance in PublicInstances.All.Of(type))
        {
            Assert.That(instance.ToString, Throws.Nothing);
            Assert.That(instance.ToString(), Is.Not.Empty);
        }
    }

    /// <summary>The words that a type was given, or that a record has by itself, show its content and not the names of types.</summary>
    [Test]
    public void Words_name_no_type([ValueSource(nameof(Types))] Type type)
    {
        foreach (object instance in PublicInstances.All.Of(type).Where(HasWords))
        {
            Assert.That(instance.ToString(), Does.Not.Contain("System.").And.Not.Contain("Extremal.").And.Not.Contain("`"));
        }
    }

    /// <summary>What a compiler would list by itself must not be forgotten where the list was written by hand.</summary>
    [Test]
    public void A_list_written_by_hand_is_whole([ValueSource(nameof(Types))] Type type)
    {
        MethodInfo? list = type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance);
        if (list is null || list.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            return;
        }

        foreach (object instance in PublicInstances.All.Of(type))
        {
            Assert.That(type.GetProperties().Where(one => !instance.ToString()!.Contains($"{one.Name} = ", StringComparison.Ordinal)), Is.Empty);
        }
    }

    [Test]
    public void Equality_and_hashes_never_throw([ValueSource(nameof(Types))] Type type)
    {
        foreach (object instance in PublicInstances.All.Of(type))
        {
            Assert.That(new HashSet<object> { instance }.Contains(instance), "as a key");
            Assert.That(instance.Equals(null), Is.False);
        }
    }

    private static bool HasWords(object instance) =>
        instance is not Exception && instance.GetType().GetMethod(nameof(ToString), [])!.DeclaringType!.Assembly == typeof(Regressor).Assembly;
}
