using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Tests.Autodiff;

/// <summary>float and double are all; another type of number that fits the constraints is refused in words.</summary>
internal sealed class OtherNumbersTests
{
    private static readonly TestCaseData[] Doors =
    [
        Door("a block", () => new Block<Half>(4)),
        Door("a slice", () => Slice<Half>.Zeros(new Shape(2, 2))),
        Door("a number on a tape", () => new Tape<Half>().Number(Half.One)),
        Door("weights", () => new Weights<Half>([new("w", new Shape(2, 2))])),
        Door("a network", () => new Network<Half>(2, new Layer(1, Activation.Tanh))),
        Door("a drawn network", () => Network<Half>.Create(2, [3], 1, Activation.Tanh, seed: 1)),
        Door("an arena", () => new Arena<Half>().Allocate(Shape.One)),
        Door("another type", () => new Block<System.Runtime.InteropServices.NFloat>(4), "NFloat"),
    ];

    [TestCaseSource(nameof(Doors))]
    public void AreRefused(Func<object> door, string name) => Assert.That(
        () => door(),
        Throws.InstanceOf<NotSupportedException>().With.Message.EqualTo($"Extremal computes in float or double, not in {name}."));

    private static TestCaseData Door(string what, Func<object> door, string name = "Half") =>
        new TestCaseData(door, name).SetArgDisplayNames(what);
}
