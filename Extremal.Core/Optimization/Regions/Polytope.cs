using System.Globalization;
using System.Numerics;
using Extremal.Optimization.Quadratic;

namespace Extremal.Optimization.Regions;

/// <summary>
/// { x : lower ≤ x ≤ upper, low ≤ A x ≤ high }: a box cut by linear constraints. The box is met exactly; a row is met if its sum, in the
/// arithmetic of <typeparamref name="T"/>, is between its limits up to its <see cref="Rounding"/>, for few numbers meet an equality to the
/// last digit and none may meet several.
/// </summary>
/// <remarks>
/// The projection is the quadratic programme min ½‖x − y‖², solved in double by its dual. For a single row <see cref="BoxAndBand{T}"/> is
/// exact.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Polytope<T> : Region<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private QuadraticProgramme? _spare;

    /// <summary>The part of the box in which the rows hold. If there is none the region is empty.</summary>
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
        if (programme.Solve() == QuadraticStatus.Infeasible)
        {
            (Conflict, WhyEmpty) = Explain(programme.Conflict);
        }
    }

    /// <summary>Bounds of the coordinates.</summary>
    public Box<T> Box { get; }

    /// <summary>The linear constraints.</summary>
    public LinearRows<T> Rows { get; }

    /// <summary>If the region is empty, constraints that contradict each other; else null.</summary>
    public Conflict? Conflict { get; }

    /// <inheritdoc/>
    public override int Dimension => Box.Dimension;

    /// <inheritdoc/>
    public override string? WhyEmpty { get; }

    /// <summary>
    /// What rounding may put between the sum of a row and its limits at this point: max(4n, 64) ε Σ|aⱼxⱼ|, plus 64 ε times the limits.
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
        T limits = Size(Rows.Low(row)) + Size(Rows.High(row));
        return epsilon * (T.CreateTruncating(Math.Max(4 * Dimension, 64)) * size + T.CreateTruncating(64) * limits);
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
    }

    private static T Size(T limit) => T.IsFinite(limit) ? T.Abs(limit) : T.Zero;

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

        programme.Solve();
        for (int i = 0; i < point.Length; i++)
        {
            point[i] = Box.Nearest(i, T.CreateTruncating(programme.Step[i]));
        }

        _spare = programme;
        return true;
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

    private (Conflict Conflict, string Reason) Explain(ReadOnlySpan<int> constraints)
    {
        int n = Dimension;
        int[] all = constraints.ToArray();
        int[] high = [.. all.Where(k => k < 0).Select(k => ~k).Order()];
        int[] low = [.. all.Where(k => k >= 0).Order()];
        Conflict conflict = new(
            [.. low.Where(k => k < n)], [.. high.Where(k => k < n)],
            [.. low.Where(k => k >= n).Select(k => k - n)], [.. high.Where(k => k >= n).Select(k => k - n)]);
        IEnumerable<string> words = conflict.Least.Select(i => Limit("row", i, Rows.Low(i), Rows.High(i), "≥"))
            .Concat(conflict.Greatest.Select(i => Limit("row", i, Rows.High(i), Rows.Low(i), "≤")))
            .Concat(conflict.Lower.Select(i => Limit("coordinate", i, Box.Lower[i], Box.Upper[i], "≥")))
            .Concat(conflict.Upper.Select(i => Limit("coordinate", i, Box.Upper[i], Box.Lower[i], "≤")));
        return (conflict, $"No point meets these constraints together: {string.Join(", ", words)}.");
    }

    private static string Limit(string what, int i, T limit, T other, string relation) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {i} {(limit == other ? "=" : relation)} {limit}");
}
