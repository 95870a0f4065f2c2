using Extremal.Tests.Laws.Reading;

namespace Extremal.Tests.Laws;

/// <summary>
/// Methods of .NET whose result may differ from machine to machine, from version to version, or with the order of threads.
/// </summary>
internal static class ForbiddenCalls
{
    private static readonly string[] Numeric =
    [
        "System", "System.Numerics", "System.Numerics.Tensors",
        "System.Runtime.Intrinsics", "System.Runtime.Intrinsics.X86", "System.Runtime.Intrinsics.Arm",
    ];

    // Functions that are only nearly right, each library in its own way. Math.Sqrt, Abs, Floor and FusedMultiplyAdd are exact.
    private static readonly HashSet<string> Transcendental =
    [
        "Exp", "ExpM1", "Exp2", "Exp2M1", "Exp10", "Exp10M1", "Log", "LogP1", "Log2", "Log2P1", "Log10", "Log10P1", "Pow", "Cbrt", "RootN",
        "Hypot", "Sin", "Cos", "SinCos", "SinPi", "CosPi", "SinCosPi", "Tan", "TanPi", "Sinh", "Cosh", "Tanh", "Asin", "Acos", "Atan",
        "Atan2", "Asinh", "Acosh", "Atanh", "Sigmoid", "SoftMax", "DegreesToRadians", "Lerp",
    ];

    // Sums whose order, and so whose rounding, depends on the width of a vector.
    private static readonly HashSet<string> Reductions =
    [
        "Sum", "SumOfSquares", "SumOfMagnitudes", "Dot", "Norm", "Distance", "CosineSimilarity", "Product", "ProductOfSums",
        "ProductOfDifferences", "Average", "StdDev",
    ];

    /// <summary>Null if the call is allowed, else the rule that it breaks.</summary>
    public static string? Broken(Call call)
    {
        if (call.To.Namespace == "System.Threading.Tasks" && call.To.Name.StartsWith("Parallel", StringComparison.Ordinal))
        {
            return $"{call}: threads that share work as they come";
        }

        if (!Numeric.Contains(call.To.Namespace) || call.To.Name == "BitOperations")
        {
            return null;
        }

        return Transcendental.Contains(call.Method) ? $"{call}: a function of the platform's"
            : Reductions.Contains(call.Method) ? $"{call}: a sum in the platform's order"
            : call.Method.EndsWith("Estimate", StringComparison.Ordinal) ? $"{call}: an estimate of the machine's own"
            : call.Method.EndsWith("Native", StringComparison.Ordinal) ? $"{call}: the machine's own way with NaN and overflow"
            : null;
    }
}
