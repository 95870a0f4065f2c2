using System.Runtime.CompilerServices;

namespace Extremal.Certificates;

/// <summary>Whether the processor computes with subnormal numbers, as IEEE 754 says and as every bound here assumes.</summary>
internal static class Subnormals
{
    /// <summary>Whether this thread's processor takes them for zero, or makes zeros of them: native code in the process may have told it to.</summary>
    public static bool AreFlushed => Product(Smallest, 0.5) == 0 || Product(double.Epsilon, 1L << 53) == 0;

    private const double Smallest = 2.2250738585072014e-308; // the least normal number

    // Not folded by the compiler, which would compute it as the standard says.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Product(double x, double y) => x * y;
}
