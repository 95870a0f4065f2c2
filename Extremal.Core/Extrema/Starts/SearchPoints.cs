using System.Globalization;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>Points between the user's units, where discrete inputs have their values, and the coordinates of a search.</summary>
internal sealed class SearchPoints(SearchProblem problem)
{
    /// <summary>A point of the user's in the search's coordinates.</summary>
    public double[] ToCoordinates(double[] user)
    {
        double[] point = new double[user.Length];
        problem.Coordinates.FromUser(user, point);
        return point;
    }

    /// <summary>These points of the user's in the search's coordinates, one row a point.</summary>
    public Slice<double> ToCoordinates(IReadOnlyList<double[]> users)
    {
        Slice<double> points = Slice<double>.Zeros(new Shape(users.Count, problem.Dimension));
        for (int i = 0; i < users.Count; i++)
        {
            problem.Coordinates.FromUser(users[i], points.Matrix.Row(i));
        }

        return points;
    }

    /// <summary>A point of the search in the user's units, its discrete inputs on allowed values.</summary>
    public double[] Snapped(ReadOnlySpan<double> point)
    {
        double[] user = ToUser(point);
        problem.Domain.Snap(user);
        return user;
    }

    /// <summary>A point of the search in the user's units.</summary>
    public double[] ToUser(ReadOnlySpan<double> point)
    {
        double[] user = new double[point.Length];
        problem.Coordinates.ToUser(point, problem.Domain, problem.Box, user);
        return user;
    }

    /// <summary>The discrete values of one point and the other numbers of a second one, both in the user's units.</summary>
    public double[] Joined(double[] assignment, ReadOnlySpan<double> rest)
    {
        double[] joined = rest.ToArray();
        for (int j = 0; j < joined.Length; j++)
        {
            joined[j] = problem.Discrete[j] ? assignment[j] : joined[j];
        }

        return joined;
    }

    /// <summary>A point with one discrete value changed, in the user's units.</summary>
    public static double[] With(double[] point, DiscreteInput input, double value)
    {
        double[] changed = [.. point];
        input.Put(value, changed);
        return changed;
    }

    /// <summary>Tells assignments apart: the discrete values of a point in the user's units.</summary>
    public string Key(double[] user) => string.Join(
        ' ', problem.Domain.Discrete.Select(input => input.ValueOf(user).ToString("R", CultureInfo.InvariantCulture)));
}
