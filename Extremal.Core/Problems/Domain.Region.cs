using System.Numerics;
using Extremal.Data;
using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Leaves every input free that has neither a range nor a value of its own: for goals that keep points in by a penalty, as the paper's do.</summary>
    public Domain Unbounded() => new(_columns, double.PositiveInfinity, _ranges, _fixed, LinearBand);

    /// <summary>
    /// The domain as a search sees it, in scaled units: x = scale·z + shift turns Σ aᵢxᵢ into Σ (aᵢ·scaleᵢ) zᵢ + Σ aᵢ·shiftᵢ.
    /// Fixed inputs have equal bounds there, and leave the band for its limits.
    /// </summary>
    /// <remarks>
    /// Its numbers are rounded, so a point of it is in the domain only nearly. An answer is taken back to the user's units,
    /// resolved by <see cref="Resolve"/> and, if there is a band, settled by the region of <see cref="ToRegion()"/>.
    /// </remarks>
    /// <param name="scaling">The inputs' scaling.</param>
    /// <exception cref="ArgumentException">The scaling is of other columns, or no point of the box meets the band.</exception>
    public Region<T> ToRegion<T>(Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(scaling);
        if (scaling.Columns != _columns.Length)
        {
            throw Mistake.Of($"Domain.ToRegion got a scaling of {scaling.Columns} columns and wants {_columns.Length}.");
        }

        Validate();
        T[] lower = new T[_columns.Length], upper = new T[_columns.Length];
        scaling.Apply<T>(_lower, lower);
        scaling.Apply<T>(_upper, upper);
        var box = new Box<T>(lower, upper);
        return LinearBand is null ? box : Cut(box, LinearBand, scaling);
    }

    /// <summary>The domain in the user's units: what it projects is in the domain, exactly.</summary>
    /// <exception cref="ArgumentException">No point of the box meets the band.</exception>
    public Region<double> ToRegion()
    {
        Validate();
        var box = new Box<double>(_lower, _upper);
        return LinearBand is null ? box : new BoxAndBand<double>(box, LinearBand.Coefficients, LinearBand.Low, LinearBand.High);
    }

    private BoxAndBand<T> Cut<T>(Box<T> box, LinearBand band, Standardization scaling) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] coefficients = new T[_columns.Length];
        double constant = 0;
        for (int i = 0; i < coefficients.Length; i++)
        {
            double a = band.Coefficients[i];
            constant += a * (IsFixed(i) ? _lower[i] : scaling.Shifts[i]);
            coefficients[i] = IsFixed(i) ? T.Zero : T.CreateTruncating(a * scaling.Scales[i]);
        }

        var cut = new BoxAndBand<T>(box, coefficients, T.CreateTruncating(band.Low - constant), T.CreateTruncating(band.High - constant));

        // A band that only touches the box may miss it by a rounding; it is widened to touch it again.
        return cut.IsEmpty
            ? new(box, coefficients, T.Min(cut.Low, cut.GreatestAttainable), T.Max(cut.High, cut.LeastAttainable))
            : cut;
    }
}
