namespace Extremal.Tests.Autodiff;

/// <summary>Checks of what happens to a step when its batch changes: other values, other numbers of rows, rows left out.</summary>
internal static partial class Checks
{
    /// <summary>
    /// A replayed step has the bits of the same step recorded anew: after other values, fewer rows, more rows, and the first ones
    /// again.
    /// </summary>
    public static string? ReplaysAsRecorded(Case<double> drawn)
    {
        Run<double> replayed = new Run<double>(drawn).Backward();
        string? wrong = null;
        foreach (Case<double> other in new[] { drawn.WithRows(drawn.Rows), drawn.WithRows(2), drawn.WithRows(drawn.Rows + 11), drawn })
        {
            replayed.Bind(other);
            replayed.Backward();
            wrong ??= SameRun(other, "after Bind and Replay", replayed, new Run<double>(other).Backward());
        }

        return wrong;
    }

    /// <summary>
    /// Leaving rows out of a batch, or changing their order, changes no bit of the rows that stay, nor of their gradients.
    /// </summary>
    public static string? RowsAreIndependent(Case<double> drawn)
    {
        int n = drawn.Rows;
        Run<double> all = new Run<double>(drawn).Backward();
        int[][] choices = [[n - 1], [0], [.. Enumerable.Range(0, n).Where(i => i % 2 == 1)], [.. Enumerable.Range(0, n).Reverse()]];
        string? wrong = null;
        foreach (int[] rows in n == 1 ? [] : choices)
        {
            Case<double> picked = drawn.Picked(rows);
            Run<double> some = Unprojected(picked);
            Run<double> reference = Unprojected(drawn);
            int columns = all.Result.Shape.Columns;
            wrong ??= SameBits(picked, $"value of rows {string.Join(", ", rows)}", some.Value, Case<double>.Pick(all.Value, columns, rows));
            foreach (int k in Enumerable.Range(0, drawn.Shapes.Length).Where(drawn.IsBatched))
            {
                double[] expected = Case<double>.Pick(reference.Adjoints[k].Span.ToArray(), drawn.Shapes[k].Columns, rows);
                wrong ??= SameBits(picked, $"gradient of rows {string.Join(", ", rows)} by operand {k}", some.Adjoints[k].Span, expected);
            }
        }

        return wrong;
    }

    /// <summary>Each element of each operand in turn becomes NaN, ∞ and −∞: value and adjoints are what the oracle says.</summary>
    public static string? AgreesAtTheEdges(Case<double> drawn)
    {
        string? wrong = null;
        for (int k = 0; k < drawn.Shapes.Length; k++)
        {
            int e = drawn.Seed % drawn.Values[k].Length;
            foreach (double edge in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                double[] values = [.. drawn.Values[k]];
                values[e] = edge;
                wrong ??= drawn.Entry.HasKink && double.IsNaN(edge)
                    ? ValueAgrees(drawn.With(k, values))
                    : AgreesWithOracle(drawn.With(k, values));
            }
        }

        return wrong;
    }

    /// <summary>float gives what double gives, up to the precision of float.</summary>
    public static string? AgreesWithDouble(Case<double> drawn, Entry<float> entry)
    {
        Run<double> exact = new Run<double>(drawn).Backward();
        Run<float> single = new Run<float>(new Case<float>(entry, drawn.Seed, drawn.Shapes, drawn.Values)).Backward();
        string? wrong = Compare(drawn, "value in float", Doubles(single.Value), exact.Value, FloatTolerance);
        for (int k = 0; k < drawn.Shapes.Length; k++)
        {
            wrong ??= Compare(
                drawn, $"adjoint {k} in float", Doubles(single.Adjoints[k].Span), exact.Adjoints[k].Span.ToArray(), FloatTolerance);
        }

        return wrong;
    }

    /// <summary>100 units in the last place of 1: the longest chains here add up some twenty products of numbers up to 6.</summary>
    public const double FloatTolerance = 100 * 5.9604645e-8;

    private static string? ValueAgrees(Case<double> drawn) => Compare(
        drawn, "value", new Run<double>(drawn).Value, [.. Elements(Oracle(drawn)).Select(y => y.Value)], OracleTolerance);

    // Σⱼ yᵢⱼ alone: the projection's shares belong to places in the batch, not to samples.
    private static Run<double> Unprojected(Case<double> drawn)
    {
        var run = new Run<double>(drawn);
        run.Tape.Backward(run.Result.RowSums());
        return run;
    }

    private static string? SameRun(Case<double> drawn, string when, Run<double> actual, Run<double> expected)
    {
        string? wrong = SameBits(drawn, $"value {when}", actual.Value, expected.Value);
        for (int k = 0; k < drawn.Shapes.Length; k++)
        {
            wrong ??= SameBits(drawn, $"adjoint of operand {k} {when}", actual.Adjoints[k].Span, expected.Adjoints[k].Span);
        }

        return wrong;
    }

    private static double[] Doubles(ReadOnlySpan<float> values) => [.. values.ToArray().Select(x => (double)x)];
}
