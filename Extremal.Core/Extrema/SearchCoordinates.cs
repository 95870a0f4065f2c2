using Extremal.Data;
using Extremal.Memory;
using Extremal.Optimization;
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

    /// <summary>The gradient by these coordinates, from that by the network's inputs.</summary>
    public void GradientFromNetwork(ReadOnlyMatrix<double> dz, Matrix<double> gradient)
    {
        for (int i = 0; i < dz.Rows; i++)
        {
            for (int j = 0; j < dz.Columns; j++)
            {
                gradient[i, j] = userUnits ? dz[i, j] / scaling.Scales[j] : dz[i, j];
            }
        }
    }

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

    /// <summary>A point in the user's units: at a bound of the region it is the domain's own number, and inside it lies in the domain exactly.</summary>
    public void ToUser(ReadOnlySpan<double> point, Domain domain, Region<double> userRegion, Span<double> user)
    {
        double[] lower = new double[point.Length], upper = new double[point.Length];
        FromUser(domain.Lower, lower);
        FromUser(domain.Upper, upper);
        for (int j = 0; j < point.Length; j++)
        {
            BoundState state = domain.IsFixed(j) ? BoundState.Fixed
                : point[j] <= lower[j] ? BoundState.AtLower
                : point[j] >= upper[j] ? BoundState.AtUpper
                : BoundState.Free;
            user[j] = domain.Resolve(j, state, userUnits ? point[j] : scaling.Undo(j, point[j]));
        }

        userRegion.Project(user);
    }

    /// <summary>The domain in these coordinates.</summary>
    public Region<double> Region(Domain domain) => userUnits ? domain.ToRegion() : domain.ToRegion<double>(scaling);
}
