using System.Reflection;
using Extremal.Kernels;
using Extremal.Kernels.Lanes;

namespace Extremal.Tests.Laws;

/// <summary>
/// A loop over vectors is a method of its own, compiled once and for good. Inlined into the choice of a width, four loops would share one
/// budget of the compiler, and the words of a vector would become calls: that cost a factor of five, in one build in two, and no other test
/// would see it.
/// </summary>
internal sealed class LoopsAreCompiledAloneTests
{
    private const MethodImplAttributes Wanted = MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization;

    private static Type[] Loops { get; } =
    [
        .. typeof(Gemm).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(IsLoop)),
    ];

    [Test]
    public void EveryLoopIsNeitherInlinedNorCompiledTwice()
    {
        IEnumerable<string> others = Loops.Where(loop => (Run(loop).MethodImplementationFlags & Wanted) != Wanted).Select(loop => loop.FullName!);
        Assert.That(others, Is.Empty);
    }

    [Test]
    public void TheLoopsAreFound() => Assert.That(Loops, Has.Length.GreaterThan(10).And.Contains(typeof(GemmNest<>)));

    private static bool IsLoop(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ILoop<>);

    private static MethodInfo Run(Type loop) => loop.GetMethods().Single(method => method.Name == nameof(ILoop<>.Run) && method.IsGenericMethod);
}
