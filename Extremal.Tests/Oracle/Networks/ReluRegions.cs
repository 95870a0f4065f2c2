namespace Extremal.Tests.Oracle;

/// <summary>
/// The greatest output of a network of two inputs over a box by enumeration: units of ReLU and LeakyReLU cut the box into polygons, on
/// each of which the output is one affine function, whose maximum lies at a vertex.
/// </summary>
internal sealed class ReluRegions
{
    private readonly PlainLayers _network;

    private ReluRegions(PlainLayers network) => _network = network;

    /// <summary>The greatest value, up to the rounding of plain double arithmetic.</summary>
    public double Maximum { get; private set; } = double.NegativeInfinity;

    /// <summary>A vertex where it is taken, in the box.</summary>
    public double[] Argmax { get; private set; } = [];

    /// <summary>How many polygons there were.</summary>
    public int Count { get; private set; }

    public static ReluRegions Of(PlainLayers network, double[] lower, double[] upper)
    {
        var regions = new ReluRegions(network);
        double[][] corners = [[lower[0], lower[1]], [upper[0], lower[1]], [upper[0], upper[1]], [lower[0], upper[1]]];
        regions.Enter(0, corners, [new(1, 0, 0), new(0, 1, 0)]);
        return regions;
    }

    // Within the polygon the layer's inputs are these planes.
    private void Enter(int layer, double[][] polygon, Plane[] inputs)
    {
        if (layer == _network.Depth)
        {
            Count++;
            foreach (double[] vertex in polygon.Where(vertex => inputs[0].At(vertex) > Maximum))
            {
                (Maximum, Argmax) = (inputs[0].At(vertex), vertex);
            }

            return;
        }

        Plane[] sums = [.. Enumerable.Range(0, _network.Biases[layer].Length).Select(j => Sum(layer, j, inputs))];
        PlainCurve curve = _network.Curves[layer];
        if (!curve.IsStraight && !curve.IsKinked)
        {
            throw new ArgumentException($"There are no regions of '{curve.Name}'.");
        }

        Cut(layer, polygon, sums, curve.IsStraight ? sums.Length : 0);
    }

    // The units before `unit` are decided: their planes are values already.
    private void Cut(int layer, double[][] polygon, Plane[] planes, int unit)
    {
        if (unit == planes.Length)
        {
            Enter(layer + 1, polygon, planes);
            return;
        }

        double[] heights = [.. polygon.Select(planes[unit].At)];
        if (heights.Any(height => height > 0))
        {
            Cut(layer, Clip(polygon, heights, 1), planes, unit + 1);
        }

        if (heights.All(height => height <= 0) || heights.Any(height => height < 0))
        {
            Plane[] lowered = [.. planes];
            lowered[unit] = planes[unit] * _network.Curves[layer].Slope(-1);
            Cut(layer, Clip(polygon, heights, -1), lowered, unit + 1);
        }
    }

    // Sutherland and Hodgman 1974: the part of a convex polygon where side · height ≥ 0.
    private static double[][] Clip(double[][] polygon, double[] heights, int side)
    {
        var kept = new List<double[]>();
        for (int i = 0; i < polygon.Length; i++)
        {
            int next = (i + 1) % polygon.Length;
            (double here, double there) = (side * heights[i], side * heights[next]);
            if (here >= 0)
            {
                kept.Add(polygon[i]);
            }

            if ((here > 0 && there < 0) || (here < 0 && there > 0))
            {
                double t = here / (here - there);
                kept.Add([Between(polygon[i][0], polygon[next][0], t), Between(polygon[i][1], polygon[next][1], t)]);
            }
        }

        return [.. kept];
    }

    // Rounding must not carry a vertex out of its edge's box, and so out of the whole box.
    private static double Between(double a, double b, double t) => Math.Clamp(a + t * (b - a), Math.Min(a, b), Math.Max(a, b));

    private Plane Sum(int layer, int unit, Plane[] inputs)
    {
        var sum = new Plane(0, 0, _network.Biases[layer][unit]);
        for (int i = 0; i < inputs.Length; i++)
        {
            sum += inputs[i] * _network.Weights[layer][i, unit];
        }

        return sum;
    }

    private readonly record struct Plane(double A, double B, double C)
    {
        public static Plane operator +(Plane p, Plane q) => new(p.A + q.A, p.B + q.B, p.C + q.C);

        public static Plane operator *(Plane p, double factor) => new(p.A * factor, p.B * factor, p.C * factor);

        public double At(double[] x) => A * x[0] + B * x[1] + C;
    }
}
