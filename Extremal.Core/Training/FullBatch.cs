using System.Numerics;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Optimization.Regions;

namespace Extremal.Training;

/// <summary>
/// Training by <see cref="Lbfgsb{T}"/>: the loss over all samples, with its penalty, is a function of the flat weights, without bounds. A
/// step of the method is an epoch, though its line search may pass over the samples several times.
/// </summary>
internal sealed class FullBatch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Weights<T> _weights;
    private readonly TrainingStep<T> _step;
    private readonly Lbfgsb<T> _method;
    private readonly int[] _rows;
    private readonly Slice<T> _point;
    private readonly int[] _owners = new int[1];
    private readonly T[] _value = new T[1];
    private bool _isAsked; // of an evaluation that was interrupted

    /// <summary>A run that begins with the first step, at the weights that the network has then.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="step">Loss and gradient, of as many rows at once as there are samples.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="memory">The number of pairs that the method keeps.</param>
    public FullBatch(Network<T> network, TrainingStep<T> step, int rows, int memory)
    {
        (_weights, _step, _rows) = (network.Weights, step, [.. Enumerable.Range(0, rows)]);
        _method = new Lbfgsb<T>(tolerance: 1e-12, steps: int.MaxValue, memory);
        _point = Slice<T>.Copy(_weights.All, new Shape(1, _weights.Count));
    }

    /// <summary>The training loss of the weights that were reached, without the penalty.</summary>
    public double Loss => double.CreateTruncating(_method.Outcomes[0].Value - _step.Penalty());

    /// <summary>Goes on until the weights have made a step; whatever happens, the network then holds the last good ones.</summary>
    /// <returns>None after a step; else why there is none.</returns>
    public StopReason Step(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return StopReason.Cancelled;
        }

        if (_method.Starts == 0)
        {
            _weights.All.CopyTo(_point.Span);
            _method.Begin(_point.Matrix, new Everywhere<T>(_weights.Count));
        }

        int before = _method.Outcomes[0].Steps;
        try
        {
            while (_method.Running > 0 && _method.Outcomes[0].Steps == before && !cancellation.IsCancellationRequested)
            {
                Evaluate();
            }
        }
        finally
        {
            _method.BestPoints.Row(0).CopyTo(_weights.All);
        }

        return _method.Outcomes[0].Steps > before ? StopReason.None
            : _method.Running > 0 ? StopReason.Cancelled
            : _method.Outcomes[0].Reason;
    }

    private void Evaluate()
    {
        if (!_isAsked)
        {
            _method.Ask(_point.Matrix, _owners);
        }

        _isAsked = true;
        _point.Span.CopyTo(_weights.All);
        T loss = _step.Run(_rows);
        _value[0] = loss + _step.Penalty();
        _isAsked = false;
        using Deadline.Scope whole = Deadline.Suspend(); // half told, the method would know neither the one point nor the other
        _method.Tell(_value, new ReadOnlyMatrix<T>(_step.Gradients.All, _point.Shape));
    }
}
