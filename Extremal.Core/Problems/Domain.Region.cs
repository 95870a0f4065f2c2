using Extremal.Optimization;
using Extremal.Optimization.Regions;

namespace Extremal.Problems;

public sealed partial class Domain
{
    /// <summary>Leaves every input free that has neither a range nor a value of its own: for goals that keep points in by a penalty, as the paper's do.</summary>
    public Domain Unbounded() => new(_columns, double.PositiveInfinity, _ranges, _fixed, LinearBand);

    /// <summary>The set of points that the domain contains, in the user's units.</summary>
    public Region<double> Region()
    {
        var box = new Box<double>(_lower, _upper);
        return LinearBand is null ? box : new BoxAndBand<double>(box, LinearBand.Coefficients, LinearBand.Low, LinearBand.High);
    }
}
