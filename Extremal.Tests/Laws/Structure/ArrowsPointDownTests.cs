using Extremal.Autodiff;
using Extremal.Kernels.Planted;
using Extremal.Tests.Laws.Reading;

namespace Extremal.Tests.Laws;

/// <summary>The law of the rooms: no type of Core mentions a type of a higher floor, or of another room on its own.</summary>
internal sealed class ArrowsPointDownTests
{
    private static readonly AssemblyReader Here = AssemblyReader.Read(typeof(InBody).Assembly);

    [Test]
    public void NoTypeOfCoreMentionsAHigherOrANeighbouringRoom()
    {
        IReadOnlyCollection<Reference> references = AssemblyReader.Read(typeof(Tape<>).Assembly).References;
        Assert.Multiple(() =>
        {
            Assert.That(references.Select(Rooms.Forbidden).OfType<string>(), Is.Empty);
            Assert.That(references.Any(r => r is { From.Name: "Network`1", To.Name: "Variable`1" }), "The reader sees nothing.");
        });
    }

    [TestCase("Extremal.Memory", "Extremal.Kernels", true)]
    [TestCase("Extremal.Kernels.Lanes", "Extremal.Formats", true)]
    [TestCase("Extremal.Autodiff", "Extremal.Optimization.Rules", true)]
    [TestCase("Extremal.Optimization", "Extremal.Networks", true)]
    [TestCase("Extremal.Training", "Extremal.Extrema", true)]
    [TestCase("Extremal.Problems", "Extremal", true)]
    [TestCase("Extremal.Attic", "Extremal.Memory", true)]
    [TestCase("Extremal.Memory", "Extremal.Attic", true)]
    [TestCase("Extremal", "Extremal.Certificates", false)]
    [TestCase("Extremal.Extrema", "Extremal.Problems", false)]
    [TestCase("Extremal.Kernels.Functions", "Extremal.Kernels.Lanes", false)]
    [TestCase("Extremal.Memory", "System.Numerics", false)]
    [TestCase("", "Extremal.Networks", false)]
    public void AnArrowIsForbiddenUpAndAcross(string from, string to, bool isForbidden) => Assert.That(
        Rooms.Forbidden(new Reference(new TypeName(from, "A"), "b", new TypeName(to, "C"))), isForbidden ? Is.Not.Null : Is.Null);

    /// <summary>The planted types live in this assembly under a namespace of floor 2, each with one way of looking up.</summary>
    [Test]
    public void EveryWayOfLookingUpIsFound([ValueSource(nameof(Planted))] Type planted)
    {
        IEnumerable<Reference> references = Here.References.Where(r => r.From.Name == planted.Name);
        Assert.That(references.Select(Rooms.Forbidden), Has.Some.Not.Null);
    }

    private static IEnumerable<Type> Planted =>
        typeof(InBody).Assembly.GetTypes().Where(type => type.Namespace == typeof(InBody).Namespace && !type.IsNested);
}
