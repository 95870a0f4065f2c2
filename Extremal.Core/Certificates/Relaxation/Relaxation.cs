using System.Runtime.CompilerServices;
using Extremal.Kernels.Functions;
using Extremal.Networks;
using static Extremal.Formats.Printable;

namespace Extremal.Certificates;

/// <summary>
/// What is proven about an activation φ over many intervals at once: its range, that of its slope, and lines below and above it. All holds
/// for the exact φ, not only for its computed numbers. The lengths of all spans of a call are equal, and no result shares memory with an
/// operand. An end may be infinite. Where φ is not defined in an interval, or an end is NaN, nothing is claimed: the bounds are infinite.
/// </summary>
internal abstract class Relaxation(Curve curve)
{
    /// <summary>The most that one rounding to double changes a number by, relative to it: 2⁻⁵³.</summary>
    public const double DoubleRounding = 1.1102230246251565e-16;

    private const double SingleRounding = 5.9604644775390625e-8;

    private const int MostLanes = 8;

    [ThreadStatic]
    private static double[]? _scratch;

    /// <summary>What the function declares.</summary>
    public Curve Curve => curve;

    // Tables take milliseconds to make. They are kept as long as the activation is.
    private static readonly ConditionalWeakTable<Activation, Relaxation> Made = [];

    /// <summary>The relaxation of an activation. It is made once, with its tables, and serves any number of threads.</summary>
    /// <exception cref="NotSupportedException">Its function does not declare a curve.</exception>
    public static Relaxation Of(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return Made.GetValue(activation, one => one.Use(new Making(one.Name)));
    }

    /// <summary>values[i] = φ(z[i]), as computed.</summary>
    public abstract void Values(ReadOnlySpan<double> z, Span<double> values);

    /// <summary>least[i] ≤ φ(z) ≤ greatest[i] for all z in [lower[i], upper[i]].</summary>
    public abstract void Range(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> least, Span<double> greatest);

    /// <summary>least[i] ≤ φ′(z) ≤ greatest[i] for all z in [lower[i], upper[i]]; at a kink for both one-sided slopes.</summary>
    public abstract void Slopes(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> least, Span<double> greatest);

    /// <summary>
    /// Lines below and above φ over [lower[i], upper[i]]. They are tightest next to near[i], as far as that is allowed, or next to the
    /// middle if <paramref name="near"/> is empty.
    /// </summary>
    public abstract void Lines(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> near, in Lines lines);

    /// <summary>
    /// How far φ(z), as computed in float or double from a z of that type, may be from the true φ(z), for |z| up to one number and |φ(z)|
    /// up to another; ∞ if nothing is known so far out.
    /// </summary>
    public double ValueError(double magnitudeOfZ, double magnitudeOfY, bool isSingle)
    {
        double reach = isSingle ? Curve.ReachInSingle : Curve.ReachInDouble;
        (double u, double least) = isSingle ? (SingleRounding, float.Epsilon) : (DoubleRounding, double.Epsilon);
        return !(magnitudeOfZ <= reach) ? double.PositiveInfinity
            : Curve.ValueError == 0 ? 0
            : Math.BitIncrement(Math.BitIncrement(Curve.ValueError * u * magnitudeOfY) + Math.Ceiling(Curve.ValueError) * least);
    }

    /// <summary>Room for a call to compute in: it belongs to the thread, and to one call at a time.</summary>
    protected static Span<double> Scratch(int count)
    {
        double[]? scratch = _scratch;
        if (scratch is null || scratch.Length < count)
        {
            _scratch = scratch = new double[count];
        }

        return scratch.AsSpan(0, count);
    }

    /// <summary>This many numbers and more that whole vectors of any width hold them.</summary>
    protected static int Stride(int count) => (count + MostLanes - 1) / MostLanes * MostLanes;

    private sealed class Making(string name) : IFunctionUse<Relaxation>
    {
        public Relaxation With<F>(F function) where F : struct, IElementwiseFunction => function.Curve.IsKnown
            ? new Relaxation<F>(function)
            : throw new NotSupportedException(
                Invariant($"Nothing can be proven about a network with the activation '{name}': ")
                + $"its function, {typeof(F).Name}, declares no Curve.");
    }
}
