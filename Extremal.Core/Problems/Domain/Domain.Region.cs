using System.Numerics;
using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>
    /// The domain as a search sees it, in scaled units: x = scale·z + shift turns Σ aᵢxᵢ into Σ (aᵢ·scaleᵢ) zᵢ + Σ aᵢ·shiftᵢ.
    /// Fixed inputs have equal bounds there, and leave the linear constraints for their limits. Discrete inputs are free between their least and greatest
    /// value, and smooth constraints are not part of it.
    /// </summary>
    /// <remarks>
    /// Its numbers are rounded, so a point of it is in the domain only nearly. An answer is taken back to the user's units,
    /// resolved by <see cref="Resolve"/> and, if there are linear constraints, settled by the region of <see cref="ToRegion()"/>.
    /// </remarks>
    /// <param name="scaling">The inputs' scaling.</param>
    /// <exception cref="ArgumentException">
    /// The scaling is of other columns, <see cref="Validate"/> finds a contradiction, or linear constraints and box together provably leave no point.
    /// </exception>
    public Region<T> ToRegion<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RequireScaling("Domain.ToRegion", scaling);
        _ = ToRegion(); // whether it is empty shows best in the numbers that the user gave
        return Region(Box<T>(scaling), Rows<T>(scaling));
    }

    /// <summary>
    /// The domain's box and linear constraints in the user's units. What it projects is in the box exactly; in a single linear constraint exactly too, unless the linear constraint
    /// is narrower than rounding; and in several linear constraints up to <see cref="LinearConstraint.Tolerance"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// <see cref="Validate"/> finds a contradiction, or linear constraints and box together provably leave no point: the message names those that
    /// contradict each other by more than <see cref="LinearConstraint.Tolerance"/> allows. What cannot be proven is left to a search.
    /// </exception>
    public Region<double> ToRegion()
    {
        return Region(Box(), Rows());
    }

    /// <summary>The bounds in scaled units, as a box.</summary>
    /// <param name="scaling">The inputs' scaling.</param>
    /// <exception cref="ArgumentException">The scaling is of other columns, or <see cref="Validate"/> finds a contradiction.</exception>
    public Box<double> Box(Standardization scaling)
    {
        RequireScaling("Domain.Box", scaling);
        Validate();
        return Box<double>(scaling);
    }

    /// <summary>The bounds in the user's units, as a box.</summary>
    /// <exception cref="ArgumentException"><see cref="Validate"/> finds a contradiction.</exception>
    public Box<double> Box()
    {
        Validate();
        return new(_lower, _upper);
    }

    /// <summary>The linear constraints in scaled units, a row each: fixed inputs have the coefficient 0 there, and what they add is taken from the limits.</summary>
    /// <param name="scaling">The inputs' scaling.</param>
    /// <exception cref="ArgumentException">The scaling is of other columns, or <see cref="Validate"/> finds a contradiction.</exception>
    public LinearRows<double> Rows(Standardization scaling)
    {
        RequireScaling("Domain.Rows", scaling);
        Validate();
        return Rows<double>(scaling);
    }

    /// <summary>The linear constraints in the user's units, a row each. A linear constraint that misses the box by a rounding is widened to touch it.</summary>
    /// <exception cref="ArgumentException"><see cref="Validate"/> finds a contradiction.</exception>
    public LinearRows<double> Rows()
    {
        Validate();
        int inputs = _lower.Length;
        double[] coefficients = [.. _specification.Bands.SelectMany(band => band.Coefficients.ToArray())];
        (double[] low, double[] high) = ([.. _specification.Bands.Select(band => band.Low)], [.. _specification.Bands.Select(band => band.High)]);
        (double, double)[] slacks = [.. _specification.Bands.Select(band => SlackOf(band))];
        for (int k = 0; k < low.Length; k++)
        {
            Touch(coefficients.AsSpan(k * inputs, inputs), _lower, _upper, ref low[k], ref high[k]);
        }

        return new(new ReadOnlyMatrix<double>(coefficients, new Shape(low.Length, inputs)), low, high, slacks);
    }

    private Box<T> Box<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] lower = new T[_lower.Length], upper = new T[_lower.Length];
        scaling.Apply<T>(_lower, lower);
        scaling.Apply<T>(_upper, upper);
        return new(lower, upper);
    }

    private LinearRows<T> Rows<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int rows, int inputs) = (_specification.Bands.Length, _lower.Length);
        T[] coefficients = new T[rows * inputs], low = new T[rows], high = new T[rows];
        (double, double)[] slacks = new (double, double)[rows];
        double epsilon = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        Box<T> box = Box<T>(scaling);
        for (int k = 0; k < rows; k++)
        {
            LinearConstraint band = _specification.Bands[k];
            Span<T> row = coefficients.AsSpan(k * inputs, inputs);
            double constant = 0, size = 0;
            for (int i = 0; i < inputs; i++)
            {
                double a = band.Coefficients[i], taken = a * (IsFixed(i) ? _lower[i] : scaling.Shifts[i]);
                (constant, size) = (constant + taken, size + Math.Abs(taken));
                row[i] = IsFixed(i) ? T.Zero : T.CreateTruncating(a * scaling.Scales[i]);
            }

            (low[k], high[k]) = (T.CreateTruncating(band.Low - constant), T.CreateTruncating(band.High - constant));
            slacks[k] = SlackOf(band, 8 * (inputs + 8) * epsilon * size);
            Touch(row, box.Lower, box.Upper, ref low[k], ref high[k]);
        }

        return new(new ReadOnlyMatrix<T>(coefficients, new Shape(rows, inputs)), low, high, slacks);
    }

    // How far a sum may be off and count as in its linear constraint, and what else it may be off by, below and above.
    private (double Below, double Above) SlackOf(LinearConstraint band, double rounding = 0)
    {
        RowTerms terms = RowTerms.Of(band.Coefficients, _lower, _upper);
        return (terms.Slack(band.Low, LinearConstraint.Tolerance) + rounding, terms.Slack(band.High, LinearConstraint.Tolerance) + rounding);
    }

    private Region<T> Region<T>(Box<T> box, LinearRows<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T> => rows.Count switch
    {
        0 => box,
        1 => new BoxAndSlab<T>(box, rows.Coefficients(0), rows.Low(0), rows.High(0)),
        _ => Polytope(box, rows),
    };

    /// <summary>
    /// Validate has found that a linear constraint reaches the box; if it misses the box now, then by a rounding, and is widened to touch it again.
    /// </summary>
    private static void Touch<T>(ReadOnlySpan<T> coefficients, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper, ref T low, ref T high)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T least, T greatest) = (T.Zero, T.Zero);
        for (int i = 0; i < coefficients.Length; i++)
        {
            T a = coefficients[i];
            if (a != T.Zero)
            {
                least += a * (a > T.Zero ? lower[i] : upper[i]);
                greatest += a * (a > T.Zero ? upper[i] : lower[i]);
            }
        }

        (low, high) = (T.Min(low, greatest), T.Max(high, least));
    }

    private void RequireScaling(string operation, Standardization scaling)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        if (scaling.Columns != _lower.Length)
        {
            throw Mistake.Of($"{operation} got a scaling of {scaling.Columns} columns and wants {_lower.Length}.");
        }
    }
}
