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
        var region = new DomainRegion(this);
        return region.Region(region.Box<T>(scaling), region.Rows<T>(scaling));
    }

    /// <summary>
    /// The domain's box and linear constraints in the user's units. What it projects is in the box exactly; in a single linear constraint exactly too, unless the linear constraint
    /// is narrower than rounding; and in several linear constraints up to <see cref="LinearConstraint.Tolerance"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// <see cref="Validate"/> finds a contradiction, or linear constraints and box together provably leave no point: the message names those that
    /// contradict each other by more than <see cref="LinearConstraint.Tolerance"/> allows. What cannot be proven is left to a search.
    /// </exception>
    public Region<double> ToRegion() => new DomainRegion(this).Region(Box(), Rows());

    /// <summary>The bounds in scaled units, as a box.</summary>
    /// <param name="scaling">The inputs' scaling.</param>
    /// <exception cref="ArgumentException">The scaling is of other columns, or <see cref="Validate"/> finds a contradiction.</exception>
    public Box<double> Box(Standardization scaling)
    {
        RequireScaling("Domain.Box", scaling);
        Validate();
        return new DomainRegion(this).Box<double>(scaling);
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
        return new DomainRegion(this).Rows<double>(scaling);
    }

    /// <summary>The linear constraints in the user's units, a row each. A linear constraint that misses the box by a rounding is widened to touch it.</summary>
    /// <exception cref="ArgumentException"><see cref="Validate"/> finds a contradiction.</exception>
    public LinearRows<double> Rows()
    {
        Validate();
        return new DomainRegion(this).Rows();
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
