using Extremal.Data;
using Extremal.Extrema;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Tests.Problems;

namespace Extremal.Tests.Extrema;

/// <summary>
/// A small network that was never trained, a domain of everything that a domain can hold, and a goal, all drawn by a seed; beside them the
/// same question in plain arithmetic, which shares nothing with the search.
/// </summary>
internal sealed class RandomProblem
{
    private readonly Random _random;
    private readonly List<(Func<double[], double> Sum, double Low, double High, double Scale)> _limits = [];
    private readonly List<double>[] _values;

    public RandomProblem(int seed)
    {
        (Seed, _random) = (seed, new Random(seed));
        int inputs = _random.Next(1, 5), outputs = _random.Next(1, 3);
        Surrogate = HandMade.Of(RandomNetwork(inputs, outputs));
        Domain = Domain.Of(Surrogate.Summary);
        _values = new List<double>[inputs];
        DrawInputs();
        DrawBands();
        DrawConstraints();
        DrawGoal();
        Options = new SearchOptions { Seed = (ulong)seed, InUserUnits = _random.Next(5) == 0 };
    }

    public int Seed { get; }

    public Surrogate Surrogate { get; }

    public Domain Domain { get; private set; }

    public Goal Goal { get; private set; } = Goal.Maximize();

    /// <summary>The loss that the goal means, in plain arithmetic.</summary>
    public Func<double[], double> Loss { get; private set; } = _ => 0;

    public SearchOptions Options { get; }

    /// <summary>The least loss of a grid's points that meet every limit, and where; ∞ if none does.</summary>
    public (double Loss, double[] Point) BestOnGrid() => BestOnGrid(Loss);

    /// <inheritdoc cref="BestOnGrid()"/>
    public (double Loss, double[] Point) BestOnGrid(Func<double[], double> lossOf)
    {
        (double Loss, double[] Point) best = (double.PositiveInfinity, []);
        double[] point = new double[_values.Length];
        Visit(0);
        return best;

        void Visit(int input)
        {
            if (input < point.Length)
            {
                foreach (double value in _values[input])
                {
                    point[input] = value;
                    Visit(input + 1);
                }

                return;
            }

            if (Breach(point) == 0 && lossOf(point) is var loss && loss < best.Loss)
            {
                best = (loss, [.. point]);
            }
        }
    }

    /// <summary>By how much a point breaks a limit, at most, in the limit's measure; 0 if it meets them all.</summary>
    public double Breach(double[] point, double tolerance = 0)
    {
        double worst = 0;
        foreach ((Func<double[], double> sum, double low, double high, double scale) in _limits)
        {
            double value = sum(point), excess = Math.Max(low - value, value - high) / scale;
            worst = !(excess <= tolerance) ? Math.Max(worst, double.IsNaN(excess) ? double.PositiveInfinity : excess) : worst;
        }

        return worst;
    }

    public double[] Outputs(double[] point)
    {
        double[] x = [.. point.Select((value, j) => (value - Surrogate.InputScaling.Shifts[j]) / Surrogate.InputScaling.Scales[j])];
        foreach (Dense<double> layer in Surrogate.Network.Layers)
        {
            double[] y = new double[layer.Bias.Shape.Count];
            for (int k = 0; k < y.Length; k++)
            {
                y[k] = layer.Bias.Span[k];
                for (int j = 0; j < x.Length; j++)
                {
                    y[k] += x[j] * layer.Weight.Span[j * y.Length + k];
                }

                y[k] = layer.Activation == Activation.Tanh ? Math.Tanh(y[k]) : layer.Activation == Activation.ReLU ? Math.Max(0, y[k]) : y[k];
            }

            x = y;
        }

        return [.. x.Select((value, k) => value * Surrogate.OutputScaling.Scales[k] + Surrogate.OutputScaling.Shifts[k])];
    }

    private Network<double> RandomNetwork(int inputs, int outputs)
    {
        Activation activation = _random.Next(3) switch { 0 => Activation.ReLU, _ => Activation.Tanh };
        Layer[] hidden = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => new Layer(_random.Next(3, 9), activation))];
        var network = new Network<double>(inputs, [.. hidden, new Layer(outputs, Activation.Identity)]);
        foreach (ref double weight in network.Weights.All)
        {
            weight = 1.2 * (2 * _random.NextDouble() - 1);
        }

        return network;
    }

    // At most two inputs are left free, so that a grid can be dense.
    private void DrawInputs()
    {
        int free = 0;
        for (int j = 0; j < _values.Length; j++)
        {
            Column column = Domain.Inputs[j];
            (string name, double low, double high) = (column.Name, column.Minimum, column.Maximum);
            if (_random.Next(3) == 0)
            {
                (low, high) = (low + 2 * _random.NextDouble(), high - 3 * _random.NextDouble());
                Domain = Domain.Range(name, low, high);
            }

            int kind = _random.Next(free < 2 ? 4 : 2);
            if (kind == 0)
            {
                double value = low + (high - low) * _random.NextDouble();
                Domain = Domain.Fix(name, value);
                _values[j] = [value];
            }
            else if (kind == 1)
            {
                double step = _random.Next(3) switch { 0 => 1, 1 => 0.75, _ => (high - low) / 2 };
                Domain = Domain.Grid(name, step, low);
                _values[j] = [.. Enumerable.Range(0, (int)Math.Floor((high - low) / step + 1e-9) + 1).Select(k => low + k * step)];
            }
            else
            {
                free++;
                const int Points = 60;
                _values[j] = [.. Enumerable.Range(0, Points + 1).Select(k => Math.Min(high, low + (high - low) * k / Points))];
            }
        }
    }

    // Around a point of the grid, so that something is left.
    private void DrawBands()
    {
        double[] anchor = [.. _values.Select(values => values[_random.Next(values.Count)])];
        for (int count = _random.Next(4); count > 1; count--)
        {
            int[] chosen = [.. Enumerable.Range(0, anchor.Length).Where(_ => _random.Next(3) > 0)];
            if (chosen.Length > 0)
            {
                double[] a = [.. chosen.Select(_ => _random.Next(3) == 0 ? 1 : 3 * _random.NextDouble() - 1.5)];
                double Sum(double[] x) => chosen.Select((j, k) => a[k] * x[j]).Sum();
                (double low, double high) = Around(Sum(anchor), 2);
                Domain = Domain.Linear([.. chosen.Select(j => Domain.Inputs[j].Name)], a, low, high);
                _limits.Add((Sum, low, high, 1));
            }
        }
    }

    private void DrawConstraints()
    {
        double[] anchor = [.. _values.Select(values => values[_random.Next(values.Count)])];
        if (_random.Next(4) == 0)
        {
            double Squares(double[] x) => x.Sum(one => one * one);
            (double low, double high) = Around(Squares(anchor), 6);
            Domain = Domain.Constrain("squares", c => c.Inputs.Square().RowSums(), low, high, 10);
            _limits.Add((Squares, low, high, 10));
        }

        if (_random.Next(4) == 0)
        {
            int output = _random.Next(Surrogate.Outputs);
            (double low, double high) = Around(Outputs(anchor)[output], 12);
            Domain = Domain.Output(Domain.Targets[output].Name, low, high);
            _limits.Add((x => Outputs(x)[output], low, high, 12.5));
        }
    }

    private (double Low, double High) Around(double value, double width) => _random.Next(3) switch
    {
        0 => (double.NegativeInfinity, value + width * _random.NextDouble()),
        1 => (value - width * _random.NextDouble(), double.PositiveInfinity),
        _ => (value - width * _random.NextDouble(), value + width * _random.NextDouble()),
    };

    private void DrawGoal()
    {
        double scale = Surrogate.OutputScaling.Scales[0], shift = Surrogate.OutputScaling.Shifts[0], wanted = shift + scale * _random.NextDouble();
        (Goal, Loss) = _random.Next(6) switch
        {
            0 => (Goal.Minimize(), x => (Outputs(x)[0] - shift) / scale),
            1 => (Goal.Target(wanted), x => Math.Pow((Outputs(x)[0] - wanted) / scale, 2)),
            2 => (Goal.Of("log", c => -(c.Output("y0") - shift).Log(), 0), x => -Math.Log(Outputs(x)[0] - shift)),
            3 => (Goal.Maximize() + PaperLosses.Positivity(), x => -(Outputs(x)[0] - shift) / scale + x.Sum(one => Math.Max(0, -one))),
            _ => (Goal.Maximize(), (Func<double[], double>)(x => -(Outputs(x)[0] - shift) / scale)),
        };
    }
}
