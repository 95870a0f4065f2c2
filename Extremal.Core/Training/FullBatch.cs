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
internal sealed class FullBatch<T> : IObjective<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Weights<T> _weights;
    private readonly TrainingStep<T> _step;
    private readonly Lbfgsb<T> _method;
    private readonly int[] _rows;
    private MinimizerRounds<T>? _rounds;

    /// <summary>A run that begins with the first step, at the weights that the network has then.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="step">Loss and gradient, of as many rows at once as there are samples.</param>
    /// <param name="rows">The number of samples.</param>
    /// <param name="memory">The number of pairs that the method keeps.</param>
    public FullBatch(Network<T> network, TrainingStep<T> step, int rows, int memory)
    {
        (_weights, _step, _rows) = (network.Weights, step, [.. Enumerable.Range(0, rows)]);
        _method = new Lbfgsb<T>(tolerance: 1e-12, steps: int.MaxValue, memory);
    }

    /// <summary>Number of weights.</summary>
    public int Dimension => _weights.Count;

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

        _rounds ??= Begin();
        int before = _method.Outcomes[0].Steps;
        try
        {
            while (_method.Running > 0 && _method.Outcomes[0].Steps == before && !cancellation.IsCancellationRequested)
            {
                _rounds.Evaluate();
                using Deadline.Scope whole = Deadline.Suspend(); // half told, the method would know neither the one point nor the other
                _rounds.Tell();
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

    /// <summary>The loss with its penalty, and its gradient, at the one start's point, which becomes the network's weights.</summary>
    public void Evaluate(ReadOnlyMatrix<T> points, Span<T> values, Matrix<T> gradients)
    {
        points.Row(0).CopyTo(_weights.All);
        values[0] = _step.Run(_rows);
        values[0] += _step.Penalty();
        _step.Gradients.All.CopyTo(gradients.Row(0));
    }

    private MinimizerRounds<T> Begin()
    {
        _method.Begin(new ReadOnlyMatrix<T>(_weights.All, new Shape(1, Dimension)), new Everywhere<T>(Dimension));
        return new(this, _method);
    }
}
