using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// 𝓛̂(x) and ∇ₓ𝓛̂ of a whole batch of points in one pass through the network: recorded once, replayed for every batch, without an allocation.
/// The points are what is watched; the weights are constants.
/// </summary>
internal sealed class NetworkObjective : IObjective<double>
{
    private readonly SearchCoordinates _coordinates;
    private readonly Slice<double> _z;
    private readonly Slice<double> _dz;
    private readonly Recording<double> _recording;
    private Variable<double>? _points;
    private int _bound;

    public NetworkObjective(Surrogate surrogate, Goal goal, SearchCoordinates coordinates, int mostRows)
    {
        _coordinates = coordinates;
        _z = Slice<double>.Zeros(new Shape(mostRows, surrogate.Inputs));
        _dz = Slice<double>.Zeros(_z.Shape);
        _bound = mostRows;
        _recording = new Recording<double>(tape => Record(tape, surrogate, goal));
        Shape shape = _recording.Result.Shape;
        if (shape != new Shape(mostRows, 1))
        {
            throw new ArgumentException(
                $"The goal '{goal}' gave a loss of {shape}; it wants one number a row, {new Shape(mostRows, 1)}.", nameof(goal));
        }
    }

    public int Dimension => _z.Shape.Columns;

    public void Evaluate(ReadOnlyMatrix<double> points, Span<double> values, Matrix<double> gradients)
    {
        Bind(points.Rows);
        _coordinates.ToNetwork(points, _z.Rows(0, points.Rows).Matrix);
        _recording.Replay();
        _recording.Result.Value.Span.CopyTo(values);
        if (gradients.Shape == points.Shape)
        {
            _recording.Tape.Backward(_recording.Result);
            _coordinates.GradientFromNetwork(_dz.Rows(0, points.Rows).Matrix, gradients);
        }
    }

    private Variable<double> Record(Tape<double> tape, Surrogate surrogate, Goal goal)
    {
        Variable<double> points = tape.Watch(_z.Rows(0, _bound), _dz.Rows(0, _bound));
        _points ??= points; // of the first recording; a checking one has leaves of its own
        return goal.Loss(new Candidates(points, surrogate));
    }

    private void Bind(int rows)
    {
        if (rows != _bound && _points is { } points)
        {
            _bound = rows;
            _recording.Tape.Bind(points, _z.Rows(0, rows), _dz.Rows(0, rows));
        }
    }
}
