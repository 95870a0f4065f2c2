using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Problems.Constraints;
using static Extremal.Formats.Printable;

namespace Extremal.Extrema;

/// <summary>
/// 𝓛̂(x) and ∇ₓ𝓛̂ of a whole batch of points in one pass through the network, and behind them every smooth constraint c(x)/scale with its
/// gradient: recorded once, replayed for every batch, without an allocation. The points are what is watched; the weights are constants.
/// </summary>
internal sealed class NetworkObjective : IObjective<double>
{
    /// <summary>Rows at once: few enough for the layers' values to stay in the cache between one line of the tape and the next.</summary>
    public const int MostRows = 128;

    private readonly SearchCoordinates _coordinates;
    private readonly Surrogate _surrogate;
    private readonly Goal _goal;
    private readonly IReadOnlyList<Constraint> _constraints;
    private readonly Slice<double> _z;
    private readonly Slice<double> _dz;
    private readonly Variable<double>[] _results;
    private readonly Recording<double> _recording;
    private Variable<double>? _points;
    private Variable<double>? _output; // the goal's, n × 1 in standard deviations: what an answer reports
    private int _bound = 2; // two rows tell a loss a row from a loss of the batch

    public NetworkObjective(Surrogate surrogate, Goal goal, IReadOnlyList<Constraint> constraints, SearchCoordinates coordinates)
    {
        (_surrogate, _coordinates, _goal, _constraints) = (surrogate, coordinates, goal, constraints);
        _z = Slice<double>.Zeros(new Shape(MostRows, surrogate.Inputs));
        _dz = Slice<double>.Zeros(_z.Shape);
        _results = new Variable<double>[1 + constraints.Count];
        _recording = new Recording<double>(Record);
        for (int f = 0; f < _results.Length; f++)
        {
            RequireOneNumberARow(f);
        }
    }

    public int Dimension => _z.Shape.Columns;

    public int Functions => _results.Length;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        for (int start = 0; start < points.Rows; start += MostRows)
        {
            Deadline.Look();
            int count = Math.Min(MostRows, points.Rows - start);
            Forward(points.RowRange(start, count), values.Slice(start * Functions, count * Functions));
            if (gradients.Shape.Count > 0)
            {
                Backward(gradients.RowRange(start * Functions, count * Functions), count);
            }
        }
    }

    /// <summary>
    /// The functions at points, and from the same pass the goal's output there, with the bits that the surrogate gives for each point alone.
    /// </summary>
    /// <param name="points">n × inputs, in the search's coordinates.</param>
    /// <param name="values">Gets n × functions.</param>
    /// <param name="outputs">Gets n numbers in the user's units.</param>
    public void EvaluateOutputs(ReadOnlyMatrix<double> points, Span<double> values, Span<double> outputs)
    {
        for (int start = 0; start < points.Rows; start += MostRows)
        {
            Deadline.Look();
            int count = Math.Min(MostRows, points.Rows - start);
            Forward(points.RowRange(start, count), values.Slice(start * Functions, count * Functions));
            ReadOnlySpan<double> scaled = Output.Value.Span;
            for (int i = 0; i < count; i++)
            {
                outputs[start + i] = _surrogate.OutputScaling.Invert(_goal.Output, scaled[i]);
            }
        }
    }

    /// <summary>The goal's output at one point in the user's units, and its gradient by the user's inputs.</summary>
    /// <param name="point">1 × inputs, in the search's coordinates.</param>
    /// <param name="gradient">Gets one number an input.</param>
    public double OutputAt(ReadOnlyMatrix<double> point, Span<double> gradient)
    {
        Span<double> output = stackalloc double[1];
        EvaluateOutputs(point, new double[Functions], output);
        double slope = _surrogate.OutputScaling.Slope(_goal.Output, Output.Value[0, 0]);
        _recording.Tape.Backward(Output);
        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = _dz.Span[j] * slope / _surrogate.InputScaling.Scales[j];
        }

        return output[0];
    }

    /// <summary>Refuses a goal or constraint that gives a row another number when other rows stand beside it: starts would pull at each other.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public void RequireIndependentRows(ReadOnlySpan<double> point)
    {
        double[] together = new double[2 * Functions], alone = new double[Functions];
        double[] twice = [.. point, .. point];
        for (int j = Dimension; j < twice.Length; j++)
        {
            twice[j] = 0.9 * twice[j] + 0.01; // another point: equal ones have an equal mean
        }

        Evaluate(new Matrix<double>(twice, new Shape(2, Dimension)), together, default);
        Evaluate(new Matrix<double>(twice, new Shape(1, Dimension)), alone, default);
        for (int f = 0; f < Functions; f++)
        {
            if (BitConverter.DoubleToInt64Bits(alone[f]) != BitConverter.DoubleToInt64Bits(together[f]) && !double.IsNaN(alone[f]))
            {
                throw new ArgumentException(
                    $"{Name(f)} gives a point another number when other points stand beside it; each row's may depend on that row alone. "
                    + "RowSums and RowMeans add up within a row, Sum and Mean over all rows.");
            }
        }
    }

    private void Forward(ReadOnlyMatrix<double> points, Span<double> values)
    {
        Bind(points.Rows);
        _coordinates.ToNetwork(points, _z.Rows(0, points.Rows).Matrix);
        _recording.Replay();
        for (int f = 0; f < Functions; f++)
        {
            ReadOnlySpan<double> column = _results[f].Value.Span;
            double scale = f == 0 ? 1 : _constraints[f - 1].Scale;
            for (int i = 0; i < column.Length; i++)
            {
                values[i * Functions + f] = column[i] / scale;
            }
        }
    }

    private void Backward(Matrix<double> gradients, int count)
    {
        ReadOnlyMatrix<double> dz = _dz.Rows(0, count).Matrix;
        for (int f = 0; f < Functions; f++)
        {
            _recording.Tape.Backward(_results[f]);
            double scale = f == 0 ? 1 : _constraints[f - 1].Scale;
            for (int i = 0; i < count; i++)
            {
                _coordinates.GradientFromNetwork(dz.Row(i), scale, gradients.Row(i * Functions + f));
            }
        }
    }

    private Variable<double> Output => _output ?? throw new InvalidOperationException("NetworkObjective has not been recorded.");

    private Variable<double> Record(Tape<double> tape)
    {
        Variable<double> points = tape.Watch(_z.Rows(0, _bound), _dz.Rows(0, _bound));
        var candidates = new DecisionVariables(points, _surrogate);
        Variable<double>[] results = [_goal.Loss(candidates), .. _constraints.Select(constraint => constraint.Expression(candidates))];
        if (_points is null)
        {
            // Of the first recording; a checking one has leaves of its own.
            (_points, _output) = (points, candidates.ScaledOutputs.Column(_goal.Output));
            results.CopyTo(_results, 0);
        }

        return results[0];
    }

    private void Bind(int rows)
    {
        if (rows != _bound && _points is { } points)
        {
            _bound = rows;
            _recording.Tape.Bind(points, _z.Rows(0, rows), _dz.Rows(0, rows));
        }
    }

    private string Name(int function) => function == 0 ? Invariant($"The goal '{_goal}'")
        : Invariant($"The constraint '{_constraints[function - 1].Description}'");

    private void RequireOneNumberARow(int function)
    {
        Shape shape = _results[function].Shape;
        if (shape != new Shape(_bound, 1))
        {
            throw new ArgumentException(
                $"{Name(function)} gave {shape} for {_bound} points; it wants one number a row, {new Shape(_bound, 1)}.");
        }
    }
}
