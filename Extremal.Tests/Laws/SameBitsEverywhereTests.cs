using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Extremal.Autodiff;
using Extremal.Tests.Laws.Reading;

namespace Extremal.Tests.Laws;

/// <summary>The law behind "same bits everywhere": Core never calls what rounds differently on another machine.</summary>
internal sealed class SameBitsEverywhereTests
{
    private static readonly AssemblyReader Here = AssemblyReader.Read(typeof(PlantedCalls).Assembly);

    [Test]
    public void CoreCallsNothingThatRoundsDifferentlyElsewhere()
    {
        IReadOnlyCollection<Call> calls = AssemblyReader.Read(typeof(Tape<>).Assembly).Calls;
        Assert.Multiple(() =>
        {
            Assert.That(calls.Select(ForbiddenCalls.Broken).OfType<string>(), Is.Empty);
            Assert.That(calls, Has.Some.Matches<Call>(call => call is { Method: "FusedMultiplyAdd" }), "The reader sees nothing.");
        });
    }

    [Test]
    public void APlantedCallIsFound([ValueSource(nameof(PlantedMethods))] string method)
    {
        IEnumerable<Call> calls = Here.Calls.Where(call => call.From.Name == nameof(PlantedCalls) && call.Where == method);
        Assert.That(calls.Select(ForbiddenCalls.Broken), Has.Some.Not.Null);
    }

    private static IEnumerable<string> PlantedMethods =>
        typeof(PlantedCalls).GetMethods().Where(method => method.IsStatic).Select(method => method.Name);
}

/// <summary>Calls that Core must never make.</summary>
internal static class PlantedCalls
{
    public static double OfMath(double x) => Math.Exp(x);

    public static float OfMathF(float x) => MathF.Tanh(x);

    public static T OfAnInterface<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.Log(x);

    public static T Estimated<T>(T x) where T : IBinaryFloatingPointIeee754<T> => T.MultiplyAddEstimate(x, x, x);

    public static double Reciprocal(double x) => Math.ReciprocalSqrtEstimate(x);

    public static Vector256<double> OfAVector(Vector256<double> x) => Vector256.Cos(x);

    public static Vector512<float> Native(Vector512<float> x) => Vector512.MaxNative(x, x);

    public static Func<double, double> AsADelegate() => Math.Sin;

    public static float Dot(ReadOnlySpan<float> x) => TensorPrimitives.Dot(x, x);

    public static void OfASpan(Span<double> x) => TensorPrimitives.Tanh(x, x);

    public static double Horizontal(Vector128<double> x) => Vector128.Sum(x);

    public static void InParallel(double[] x) => Parallel.For(0, x.Length, i => x[i]++);
}
