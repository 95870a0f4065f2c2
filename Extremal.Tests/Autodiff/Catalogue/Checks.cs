using System.Runtime.InteropServices;
using Extremal.Memory;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Autodiff;

/// <summary>
/// What every operation is held to. Each check returns null, or what is wrong in words, so that planted mistakes can be shown to be
/// found.
/// </summary>
internal static partial class Checks
{
    /// <summary>For comparison with the oracle, relative to max(1, |value|).</summary>
    public const double OracleTolerance = 1e-12;

    /// <summary>For comparison with difference quotients, relative to max(1, |value|).</summary>
    public const double DifferenceTolerance = 1e-8;

    /// <summary>The value, and the adjoint of every element of every operand by itself.</summary>
    public static string? AgreesWithOracle(Case<double> drawn)
    {
        Run<double> run = new Run<double>(drawn).Backward();
        DualMatrix value = Oracle(drawn);
        string? wrong = Compare(drawn, "value", run.Value, [.. Elements(value).Select(y => y.Value)], OracleTolerance);
        for (int k = 0; k < drawn.Shapes.Length; k++)
        {
            double[] expected = new double[drawn.Shapes[k].Count];
            for (int e = 0; e < expected.Length; e++)
            {
                double[] direction = new double[expected.Length];
                direction[e] = 1;
                expected[e] = Projected(Oracle(drawn, k, direction));
            }

            wrong ??= Compare(drawn, $"adjoint of operand {k}", run.Adjoints[k].Span, expected, OracleTolerance);
        }

        return wrong;
    }

    /// <summary>uᵀ(J v) by the oracle equals (uᵀJ) v by the tape, along a random direction v in all operands at once.</summary>
    public static string? AgreesAlongARandomDirection(Case<double> drawn)
    {
        Run<double> run = new Run<double>(drawn).Backward();
        var random = new Random(drawn.Seed);
        double backward = 0;
        var operands = new DualMatrix[drawn.Shapes.Length];
        for (int k = 0; k < operands.Length; k++)
        {
            double[] direction = [.. drawn.Values[k].Select(_ => random.NextDouble() - 0.5)];
            operands[k] = DualMatrix.Of(drawn.Shapes[k], drawn.Values[k], direction);
            backward += direction.Zip(run.Adjoints[k].Span.ToArray(), (v, dx) => v * dx).Sum();
        }

        return Compare(drawn, "change along a random direction", [backward], [Projected(drawn.Entry.Oracle(operands))], OracleTolerance);
    }

    /// <summary>The adjoint of every element against six values of the operation itself around it.</summary>
    public static string? AgreesWithDifferences(Case<double> drawn)
    {
        Run<double> run = new Run<double>(drawn).Backward();
        double[][] adjoints = [.. run.Adjoints.Select(adjoint => adjoint.Span.ToArray())];
        string? wrong = null;
        for (int k = 0; k < adjoints.Length; k++)
        {
            double[] expected = [.. drawn.Values[k].Select((x, e) => Differences.Derivative(at => Moved(run, k, e, at, x), x))];
            wrong ??= Compare(drawn, $"difference quotient by operand {k}", adjoints[k], expected, DifferenceTolerance);
        }

        return wrong;
    }

    /// <summary>Whatever is watched beside it, an operand's adjoint has the same bits, and so has the value.</summary>
    public static string? AgreesForEverySubset(Case<double> drawn)
    {
        Run<double> all = new Run<double>(drawn).Backward();
        string? wrong = null;
        for (int watched = 0; watched < 1 << drawn.Shapes.Length; watched++)
        {
            Run<double> some = new Run<double>(drawn, watched).Backward();
            wrong ??= SameBits(drawn, $"value with subset {watched} watched", some.Value, all.Value);
            for (int k = 0; k < drawn.Shapes.Length; k++)
            {
                ReadOnlySpan<double> expected = (watched >> k & 1) == 1 ? all.Adjoints[k].Span : new double[drawn.Shapes[k].Count];
                wrong ??= SameBits(drawn, $"adjoint of operand {k} with subset {watched} watched", some.Adjoints[k].Span, expected);
            }
        }

        return wrong;
    }

    /// <summary>
    /// Backward overwrites; with accumulate it adds, and an operation applied twice to the same operands adds to their adjoints twice.
    /// </summary>
    public static string? AddsUp(Case<double> drawn)
    {
        Run<double> run = new Run<double>(drawn).Backward();
        double[][] once = [.. run.Adjoints.Select(adjoint => adjoint.Span.ToArray())];
        string? wrong = null;
        run.Backward();
        for (int k = 0; k < once.Length; k++)
        {
            wrong ??= SameBits(drawn, $"adjoint of operand {k} after a second walk", run.Adjoints[k].Span, once[k]);
        }

        run.Backward(accumulate: true);
        for (int k = 0; k < once.Length; k++)
        {
            wrong ??= Compare(drawn, $"accumulated adjoint of operand {k}", run.Adjoints[k].Span, Twice(once[k]), OracleTolerance);
        }

        run.Tape.Backward(run.Projected + (drawn.Entry.Record(run.Operands) * run.U).RowSums());
        for (int k = 0; k < once.Length; k++)
        {
            wrong ??= Compare(drawn, $"adjoint of operand {k}, used twice", run.Adjoints[k].Span, Twice(once[k]), OracleTolerance);
        }

        return wrong;
    }

    private static double Moved(Run<double> run, int operand, int element, double at, double back)
    {
        run.Overwrite(operand, element, at);
        run.Tape.Replay();
        double sum = 0;
        for (int i = 0; i < run.Result.Shape.Count; i++)
        {
            sum += run.Result.Value.Span[i] * run.U.Value.Span[i];
        }

        run.Overwrite(operand, element, back);
        return sum;
    }

    private static double[] Twice(double[] values) => [.. values.Select(x => 2 * x)];

    private static DualMatrix Oracle(Case<double> drawn, int operand = -1, double[]? direction = null) => drawn.Entry.Oracle(
        [.. drawn.Shapes.Select((shape, k) => DualMatrix.Of(shape, drawn.Values[k], k == operand ? direction : null))]);

    // What is zero does not take part: 0 · ∞ never happens on the tape either.
    private static double Projected(DualMatrix y)
    {
        double[] u = Run<double>.Projection(new Shape(y.Rows, y.Columns));
        return Elements(y).Zip(u, (element, share) => element.Tangent == 0 ? 0 : element.Tangent * share).Sum();
    }

    private static IEnumerable<Dual> Elements(DualMatrix matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                yield return matrix[i, j];
            }
        }
    }

    private static string? Compare<T>(Case<T> drawn, string what, ReadOnlySpan<double> actual, double[] expected, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (actual.Length != expected.Length)
        {
            return $"{drawn}: {what} has {actual.Length} elements and wants {expected.Length}";
        }

        for (int e = 0; e < expected.Length; e++)
        {
            double allowed = tolerance * Math.Max(1, Math.Abs(expected[e]));
            if (!actual[e].Equals(expected[e]) && !(Math.Abs(actual[e] - expected[e]) <= allowed))
            {
                return FormattableString.Invariant($"{drawn}: {what}, element {e}, is {actual[e]:R} and should be {expected[e]:R}");
            }
        }

        return null;
    }

    private static string? SameBits<T>(Case<T> drawn, string what, ReadOnlySpan<T> actual, ReadOnlySpan<T> expected)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(expected))
            ? null
            : $"{drawn}: {what} is [{string.Join(", ", actual.ToArray())}] and should be, bit for bit, "
                + $"[{string.Join(", ", expected.ToArray())}]";
}
