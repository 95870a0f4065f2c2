using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>
/// A network with its workspace, for one thread at a time: after the first call nothing is allocated. It follows the network's weights by
/// their <see cref="Weights{T}.Version"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Predictor<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Enough rows to keep the kernels busy, few enough for the layers' values to stay in the cache.
    internal const int MostRows = 256;

    private readonly Network<T> _network;
    private readonly Tape<T> _tape = new();
    private readonly Slice<T> _rows;
    private Variable<T> _x;
    private Variable<T> _y;
    private long _version;

    /// <summary>Makes the workspace.</summary>
    public Predictor(Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _rows = Slice<T>.Zeros(new Shape(MostRows, network.Inputs));
        Record();
        _tape.Bind(_x, _rows);
        _tape.Reserve();
    }

    /// <inheritdoc cref="Tape{T}.MaxDegreeOfParallelism"/>
    public int MaxDegreeOfParallelism
    {
        get => _tape.MaxDegreeOfParallelism;
        set => _tape.MaxDegreeOfParallelism = value;
    }

    /// <summary>y = f(θ; x) for each row. A row's prediction has the same bits whatever rows stand beside it.</summary>
    /// <param name="x">n × inputs.</param>
    /// <param name="y">n × outputs, in other memory than the points.</param>
    /// <exception cref="ArgumentException">The shapes are others; nothing was written then.</exception>
    public void Predict(ReadOnlyMatrix<T> x, Matrix<T> y)
    {
        if (x.Columns != _network.Inputs || y.Shape != new Shape(x.Rows, _network.Outputs))
        {
            throw new ArgumentException(
                $"Predictor.Predict got points of {x.Shape} and a destination of {y.Shape}; "
                + $"it wants n × {_network.Inputs} and n × {_network.Outputs}.");
        }

        if (_version != _network.Weights.Version)
        {
            Record();
        }

        for (int start = 0; start < x.Rows; start += MostRows)
        {
            Deadline.Look();
            int count = Math.Min(MostRows, x.Rows - start);
            Slice<T> rows = _rows.Rows(0, count);
            rows.Matrix.Assign(x.RowRange(start, count));
            _tape.Bind(_x, rows);
            _tape.Replay();
            y.RowRange(start, count).Assign(_y.Value);
        }
    }

    // The weights are constants of a recording; one row is enough to record.
    private void Record()
    {
        _version = _network.Weights.Version;
        _tape.Reset();
        _x = _tape.Input(_rows.Rows(0, 1));
        _y = _network.Apply(_x);
    }
}
