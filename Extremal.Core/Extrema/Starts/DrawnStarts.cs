using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>The points at which a search looks first: drawn ones, and rows of the data beside them, for the network knows best what it was shown.</summary>
internal sealed class DrawnStarts(SearchProblem problem, SearchOptions options, ApplicabilityDomain? coverage)
{
    /// <summary>Rows of the data that are looked at as starts; more are passed over evenly.</summary>
    public const int MostRows = 256;

    /// <summary>The first start, for what has to be known before the search: the user's, or the first that is drawn.</summary>
    public double[] First()
    {
        double[] point = options.Points.Count > 0 ? [.. options.Points[0]] : Drawn(1)[0];
        if (problem.Domain.Discrete.Count > 0)
        {
            problem.Domain.Snap(point);
        }

        return point;
    }

    /// <summary>All that are drawn, in the user's units.</summary>
    public double[][] All() => Drawn(options.Starts);

    /// <summary>The rows of the data, if what is drawn is screened; none else.</summary>
    public ReadOnlyMatrix<double> Rows => Screened(options.Starts);

    /// <summary>Points in the search's coordinates, brought into the linear constraints: all, or as many as there is time for.</summary>
    /// <param name="users">In the user's units.</param>
    /// <param name="deadline">The search's; null if all are wanted in any case.</param>
    public Slice<double> Projected(IReadOnlyList<double[]> users, Deadline? deadline = null)
    {
        Slice<double> points = new SearchPoints(problem).ToCoordinates(users);
        int done = 0;
        try
        {
            for (; done < users.Count && problem.Domain.Discrete.Count == 0; done++)
            {
                Deadline.Look();
                problem.Region.Project(points.Matrix.Row(done));
            }
        }
        catch (InterruptedException over) when (over.Deadline == deadline && done > 0)
        {
            return points.Rows(0, done);
        }

        return points;
    }

    private double[][] Drawn(int starts)
    {
        ReadOnlyMatrix<double> rows = Screened(starts);
        int count = Math.Min(rows.Rows, MostRows);
        Slice<double> points = Slice<double>.Zeros(new Shape(starts, problem.Dimension));
        StartPoints.Draw(points.Matrix, problem.Domain, options.Distribution, options.Seed);
        double[][] drawn = new double[starts + count][];
        for (int i = 0; i < drawn.Length; i++)
        {
            int row = (int)((long)(i - starts) * rows.Rows / Math.Max(1, count));
            drawn[i] = i < starts ? points.Matrix.Row(i).ToArray() : rows.Row(row).ToArray();
        }

        return drawn;
    }

    private ReadOnlyMatrix<double> Screened(int starts) => starts > options.Searches && coverage?.Counted is { } data ? data.Inputs : default;
}
