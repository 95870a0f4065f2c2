using Extremal.Data;
using Extremal.Data.Designs;
using Extremal.Kernels;
using Extremal.Memory;

namespace Examples.Study;

/// <summary>What a run is given to learn from: points of the problem's box, measured; a Latin hypercube if not said otherwise.</summary>
internal sealed class Sample
{
    public Sample(double[][] points, double[] measured) => (Points, Measured) = (points, measured);

    public double[][] Points { get; }
    public double[] Measured { get; }

    /// <summary>This many points; the same seed gives the same points with any noise.</summary>
    /// <param name="noise">The standard deviation of the measurements, in the problem's unit.</param>
    public static Sample Of(Problem problem, int rows, double noise, ulong seed)
    {
        var source = new RandomSource(seed, Stream(problem.Name)).Split((ulong)rows);
        var points = Design(problem, rows, source.Bits(0));
        var scatter = source.Split(1);
        return new Sample(points, [.. points.Select((point, row) => problem.Truth(point) + noise * scatter.Normal((ulong)row))]);
    }

    public Dataset ToDataset() => Dataset.Create(Points, Measured);

    /// <summary>Points that cover the box evenly.</summary>
    public static double[][] Design(Problem problem, int rows, ulong seed)
    {
        var shape = new Shape(rows, problem.Inputs);
        var design = new Matrix<double>(new double[shape.Count], shape);
        LatinHypercube.Fill(design, problem.Low, problem.High, seed);
        var points = new double[rows][];
        for (var row = 0; row < rows; row++)
        {
            points[row] = new double[problem.Inputs];
            for (var i = 0; i < problem.Inputs; i++) { points[row][i] = design[row, i]; }
        }

        return points;
    }

    /// <summary>A number of the name's own (FNV-1a), the same in every process: problems of one size share no design.</summary>
    public static ulong Stream(string name) =>
        name.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);
}
