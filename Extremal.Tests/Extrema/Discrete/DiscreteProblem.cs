using Extremal.Data;
using Extremal.Extrema;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema.Discrete;

/// <summary>
/// A small network that was never trained, with integers among its inputs, and its greatest output by brute force: every assignment, and a dense
/// grid of the other inputs, which shares nothing with the search.
/// </summary>
internal sealed class DiscreteProblem
{
    private readonly List<double[]> _values = [];

    /// <param name="seed">Which network and ranges.</param>
    /// <param name="integers">Number of integer inputs.</param>
    /// <param name="others">Number of continuous ones; at most two, so that a grid can be dense.</param>
    /// <param name="values">Values of an integer.</param>
    public DiscreteProblem(int seed, int integers, int others, int values)
    {
        var random = new Random(seed);
        Activation activation = random.Next(3) switch { 0 => Activation.LeakyReLU(), 1 => Activation.ReLU, _ => Activation.Tanh };
        int width = random.Next(2) == 0 ? 16 : 8;
        var network = new Network<double>(
            integers + others, new Layer(width, activation), new Layer(width, activation), new Layer(1, Activation.Identity));
        foreach (ref double weight in network.Weights.All)
        {
            weight = 1.5 * (2 * random.NextDouble() - 1);
        }

        Surrogate = HandMade.Of(network);
        Domain = Domain.Of(Surrogate.Summary);
        for (int j = 0; j < integers + others; j++)
        {
            (string name, bool isInteger) = (Domain.Inputs[j].Name, j < integers);
            Domain = isInteger ? Domain.Range(name, 0, values - 1).Integer(name) : Domain.Range(name, -3, 5);
            int points = isInteger ? values : others == 1 ? 401 : 61;
            _values.Add([.. Enumerable.Range(0, points).Select(k => isInteger ? k : -3 + 8.0 * k / (points - 1))]);
        }
    }

    public Surrogate Surrogate { get; }

    public Domain Domain { get; }

    public Extremum Search(SearchOptions? options = null) => new ExtremumSearch(Surrogate, Domain, Goal.Maximize(), options).Run();

    /// <summary>The greatest output of all points on the grid, in the output's standard deviations above its mean.</summary>
    public double Greatest()
    {
        var predictor = new Predictor<double>(Surrogate.Network);
        double[][] rows = [.. Product([], 0)];
        double greatest = double.NegativeInfinity;
        foreach (double[][] some in rows.Chunk(4096))
        {
            double[] x = [.. some.SelectMany(row => row)], y = new double[some.Length];
            predictor.Predict(new Matrix<double>(x, new Shape(some.Length, _values.Count)), new Matrix<double>(y, new Shape(some.Length, 1)));
            greatest = Math.Max(greatest, y.Max());
        }

        return greatest;
    }

    private IEnumerable<double[]> Product(double[] first, int input) => input == _values.Count
        ? [first]
        : _values[input].SelectMany(value => Product([.. first, Surrogate.InputScaling.Apply(input, value)], input + 1));
}
