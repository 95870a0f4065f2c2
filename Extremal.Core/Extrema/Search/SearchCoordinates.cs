using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization.Regions;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// In which coordinates a search takes its steps: the network's own (standard deviations, so that one step size suits every input), or the user's units,
/// as x → x − α∇𝓛 of equation (2.4) means them.
/// </summary>
internal sealed class SearchCoordinates(Standardization scaling, bool userUnits)
{
    /// <summary>The network's inputs at these points, n × inputs.</summary>
    public void ToNetwork(ReadOnlyMatrix<double> points, Matrix<double> z)
    {
        if (userUnits)
        {
            scaling.Apply(points, z);
        }
        else
        {
            z.Assign(points);
        }
    }

    /// <summary>The gradient of a function divided by <paramref name="scale"/>, by these coordinates, from that by the network's inputs.</summary>
    public void GradientFromNetwork(ReadOnlySpan<double> dz, double scale, Span<double> gradient)
    {
        for (int j = 0; j < dz.Length; j++)
        {
            gradient[j] = (userUnits ? dz[j] / scaling.Scales[j] : dz[j]) / scale;
        }
    }

    /// <summary>How many of the user's units one unit of a coordinate is.</summary>
    public double UnitsOf(int coordinate) => userUnits ? 1 : scaling.Scales[coordinate];

    /// <summary>A point of the user's in these coordinates.</summary>
    public void FromUser(ReadOnlySpan<double> user, Span<double> point)
    {
        if (userUnits)
        {
            user.CopyTo(point);
        }
        else
        {
            scaling.Apply(user, point);
        }
    }

    /// <summary>
    /// A point in the user's units: at a bound of <paramref name="box"/>, the domain's box in these coordinates, it is the domain's own number.
    /// </summary>
    public void ToUser(ReadOnlySpan<double> point, Domain domain, Box<double> box, Span<double> user)
    {
        for (int j = 0; j < point.Length; j++)
        {
            user[j] = domain.ResolveAt(j, point[j], (box.Lower[j], box.Upper[j]), userUnits ? point[j] : scaling.Invert(j, point[j]));
        }
    }
}
