using System.Globalization;
using System.Numerics;
using Extremal.Optimization.QuadraticProgramming;

namespace Extremal.Optimization.Regions;

/// <summary>
/// { x : lower ≤ x ≤ upper, low ≤ A x ≤ high }: a box cut by linear constraints. The box is met exactly; a row is met if its sum, in the
/// arithmetic of <typeparamref name="T"/>, is between its limits up to its <see cref="Rounding"/>, for few numbers meet an equality to the
/// last digit and none may meet several.
/// </summary>
/// <remarks>
/// The projection is the quadratic programme min ½‖x − y‖², solved in double by its dual; where scales differ so far that rounding hides its
/// solution, the distance is measured by the box's widths. For a single row <see cref="BoxAndSlab{T}"/> is exact. The region is called empty
/// only if multipliers of the rows prove it, beyond rounding; if none do and no point is found, the projection violates the rows least.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Polytope<T> : Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of ε times a limit.</summary>
    private const int LimitRounding = 64;

    private QuadraticProgramme? _spare;

    /// <summary>The part of the box in which the rows hold. If it is proven that there is none the region is empty.</summary>
    /// <exception cref="ArgumentException">Box and rows differ in dimension.</exception>
    public Polytope(Box<T> box, LinearRows<T> rows)
    {
        ArgumentNullException.ThrowIfNull(box);
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Dimension != box.Dimension)
        {
            throw new ArgumentException(
                $"Polytope got rows of {rows.Dimension} coordinates and a box of {box.Dimension}.", nameof(rows));
        }

        (Box, Rows) = (box, rows);
        QuadraticProgramme programme = _spare = Programme();
        programme.Gradient.Clear();
        QuadraticStatus status = programme.Solve();
        T[] point = new T[box.Dimension];
        Take(programme.Step, point);
        if (status != QuadraticStatus.Solved || !Holds(point))
        {
            InfeasibleSubset = Contradiction(programme, status);
            EmptyReason = InfeasibleSubset is null ? null : Explain(InfeasibleSubset);
        }
    }

    /// <summary>Bounds of the coordinates.</summary>
    public Box<T> Box { get; }

    /// <summary>The linear constraints.</summary>
    public LinearRows<T> Rows { get; }

    /// <summary>If the region is empty, constraints that contradict each other; else null.</summary>
    internal InfeasibleSubset? InfeasibleSubset { get; }

    /// <inheritdoc/>
    public override int Dimension => Box.Dimension;

    /// <inheritdoc/>
    public override string? EmptyReason { get; }

    /// <summary>
    /// What rounding may put between the sum of a row and its limits at this point: max(4n, 64) ε Σ|aⱼxⱼ|, plus 64 ε times the lesser
    /// limit; at the greater one the terms are as great as that.
    /// </summary>
    /// <exception cref="ArgumentException">The point has another dimension.</exception>
    public T Rounding(int row, ReadOnlySpan<T> point)
    {
        if (point.Length != Dimension)
        {
            throw new ArgumentException($"Polytope.Rounding got {point.Length} coordinates and wanted {Dimension}.", nameof(point));
        }

        T size = T.Zero;
        ReadOnlySpan<T> a = Rows.Coefficients(row);
        for (int j = 0; j < a.Length; j++)
        {
            size += T.Abs(a[j] * point[j]);
        }

        T epsilon = T.BitIncrement(T.One) - T.One;
        T limit = T.Min(T.Abs(Rows.Low(row)), T.Abs(Rows.High(row)));
        return epsilon * (T.CreateTruncating(SumRounding) * size + T.CreateTruncating(LimitRounding) * limit);
    }

    /// <inheritdoc/>
    protected override bool Holds(ReadOnlySpan<T> point)
    {
        if (!Box.Contains(point))
        {
            return false;
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            T sum = Rows.Sum(i, point);
            T rounding = Rounding(i, point);
            if (!(Rows.Low(i) - rounding <= sum && sum <= Rows.High(i) + rounding))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void Move(Span<T> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            if (!T.IsFinite(point[i]))
            {
                Box.Project(point);
                break;
            }
        }

        // From a far point most digits of the step are lost; a second time it starts close by and loses nothing.
        for (int round = 0; round < 3 && !Holds(point); round++)
        {
            if (!Step(point))
            {
                return;
            }
        }

        // Rounding may have hidden the solution; by widths it may be seen.
        if (!Holds(point))
        {
            StepByWidths(point);
        }
    }

    private int SumRounding => Math.Max(4 * Dimension, 64);

    /// <summary>Moves a finite point to the nearest one of the region, to rounding; whether it was finite.</summary>
    private bool Step(Span<T> point)
    {
        foreach (T x in point)
        {
            if (!T.IsFinite(x))
            {
                return false;
            }
        }

        // One programme is kept; a thread that finds it in use makes its own.
        QuadraticProgramme programme = Interlocked.Exchange(ref _spare, null) ?? Programme();
        for (int i = 0; i < point.Length; i++)
        {
            programme.Gradient[i] = -double.CreateTruncating(point[i]);
        }

        if (programme.Solve() != QuadraticStatus.Infeasible)
        {
            Take(programme.Step, point);
        }

        _spare = programme;
        return true;
    }

    private void StepByWidths(Span<T> point)
    {
        ScaledProgramme programme = ByWidths();
        double[] moved = new double[Dimension];
        for (int i = 0; i < moved.Length; i++)
        {
            moved[i] = double.CreateTruncating(Box.Nearest(i, point[i]));
        }

        programme.Project(moved);
        T[] other = new T[Dimension];
        Take(moved, other);
        if (!(Violation(point) <= Violation(other)))
        {
            other.CopyTo(point);
        }
    }

    private void Take(ReadOnlySpan<double> from, Span<T> point)
    {
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Box.Nearest(i, T.CreateTruncating(from[i]));
        }
    }

    /// <summary>The greatest violation of a row, by its rounding; infinite outside of the box.</summary>
    private T Violation(ReadOnlySpan<T> point)
    {
        T worst = Box.Contains(point) ? T.Zero : T.PositiveInfinity;
        for (int i = 0; i < Rows.Count; i++)
        {
            T sum = Rows.Sum(i, point), excess = T.Max(Rows.Low(i) - sum, sum - Rows.High(i));
            worst = excess > T.Zero ? T.Max(worst, excess / Rounding(i, point)) : worst;
        }

        return worst;
    }

    private QuadraticProgramme Programme()
    {
        int n = Dimension;
        QuadraticProgramme programme = new(n, Rows.Count);
        for (int i = 0; i < n; i++)
        {
            programme.Hessian[i * n + i] = 1;
            (programme.Low[i], programme.High[i]) = (double.CreateTruncating(Box.Lower[i]), double.CreateTruncating(Box.Upper[i]));
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            (programme.Low[n + i], programme.High[n + i]) = (double.CreateTruncating(Rows.Low(i)), double.CreateTruncating(Rows.High(i)));
            for (int j = 0; j < n; j++)
            {
                programme.Row(i)[j] = double.CreateTruncating(Rows.Coefficients(i)[j]);
            }
        }

        programme.Factor();
        return programme;
    }

    private ScaledProgramme ByWidths()
    {
        QuadraticProgramme programme = Programme();
        double[] coefficients = new double[Rows.Count * Dimension];
        for (int i = 0; i < Rows.Count; i++)
        {
            programme.Row(i).CopyTo(coefficients.AsSpan(i * Dimension));
        }

        return new ScaledProgramme(Dimension, coefficients, programme.Low, programme.High);
    }

    /// <summary>What a programme that was not solved proves; or, if that is nothing, the same programme by widths.</summary>
    private InfeasibleSubset? Contradiction(QuadraticProgramme programme, QuadraticStatus status)
    {
        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        FarkasCertificate certificate = FarkasCertificate.Of(Box, Rows, (SumRounding + LimitRounding) * epsilon);
        if (status == QuadraticStatus.Infeasible && certificate.Prove(programme.Farkas[Dimension..]) is { } proven)
        {
            return proven;
        }

        ScaledProgramme byWidths = ByWidths();
        return byWidths.Project(new double[Dimension]) == QuadraticStatus.Infeasible ? certificate.Prove(byWidths.Farkas()) : null;
    }

    private string Explain(InfeasibleSubset conflict)
    {
        IEnumerable<string> words = conflict.Minimum.Select(i => Limit("row", i, Rows.Low(i), Rows.High(i), "≥"))
            .Concat(conflict.Maximum.Select(i => Limit("row", i, Rows.High(i), Rows.Low(i), "≤")))
            .Concat(conflict.Lower.Select(i => Limit("coordinate", i, Box.Lower[i], Box.Upper[i], "≥")))
            .Concat(conflict.Upper.Select(i => Limit("coordinate", i, Box.Upper[i], Box.Lower[i], "≤")));
        return $"No point meets these constraints together: {string.Join(", ", words)}.";
    }

    private static string Limit(string what, int i, T limit, T other, string relation) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {i} {(limit == other ? "=" : relation)} {limit}");
}
