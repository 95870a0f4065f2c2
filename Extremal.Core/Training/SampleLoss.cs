using System.Numerics;
using Extremal.Autodiff;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training;

/// <summary>The loss of a network over all samples, in blocks of rows, without an allocation after the first.</summary>
internal sealed class SampleLoss<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostRows = 256;

    // Recording computes: a few rows are enough for that.
    private const int FirstRows = 2;

    private readonly Network<T> _network;
    private readonly Samples<T> _samples;
    private readonly Loss _loss;
    private readonly Tape<T> _tape = new();
    private readonly double[] _losses;
    private readonly T[] _outputs;
    private Variable<T> _x, _t, _w, _y, _rowLosses, _sum;

    public SampleLoss(Network<T> network, Samples<T> samples, Loss loss)
    {
        (_network, _samples, _loss) = (network, samples, loss);
        (_losses, _outputs) = (new double[samples.Count], new T[samples.Targets.Shape.Count]);
        Record();
    }

    /// <summary>For each row its number, or its group's.</summary>
    public IReadOnlyList<int> Units => _samples.Units;

    /// <summary>The loss of each row, times its weight, in the last run.</summary>
    public ReadOnlySpan<double> Losses => _losses;

    /// <summary>What the network said in the last run, row after row.</summary>
    public ReadOnlySpan<T> Outputs => _outputs;

    /// <summary>The mean loss with the network's present weights.</summary>
    public double Run()
    {
        Record();
        double sum = 0;
        for (int start = 0; start < _samples.Count; start += MostRows)
        {
            if (start > 0) // a validation of one block is part of the step under way: who is cut at every turn still gets on
            {
                Deadline.Look();
            }

            int count = Math.Min(MostRows, _samples.Count - start);
            _tape.Bind(_x, _samples.Inputs.Rows(start, count));
            _tape.Bind(_t, _samples.Targets.Rows(start, count));
            if (_samples.Weights is { } weights)
            {
                _tape.Bind(_w, weights.Rows(start, count));
            }

            _tape.Replay();
            sum += double.CreateTruncating(_sum.Value[0, 0]);
            Keep(start, count);
        }

        return sum / _samples.Count;
    }

    private void Keep(int start, int count)
    {
        ReadOnlyMatrix<T> losses = _rowLosses.Value, outputs = _y.Value;
        for (int i = 0; i < count; i++)
        {
            _losses[start + i] = double.CreateTruncating(losses[i, 0]);
            for (int j = 0; j < outputs.Columns; j++)
            {
                _outputs[(start + i) * outputs.Columns + j] = outputs[i, j];
            }
        }
    }

    // Anew for each evaluation, as the weights are constants of a recording.
    private void Record()
    {
        _tape.Reset();
        int rows = Math.Min(FirstRows, _samples.Count);
        _x = _tape.Input(_samples.Inputs.Rows(0, rows));
        _t = _tape.Input(_samples.Targets.Rows(0, rows));
        _y = _network.Apply(_x);
        _rowLosses = _loss.RowLosses(_y, _t);
        if (_samples.Weights is { } weights)
        {
            _w = _tape.Input(weights.Rows(0, rows));
            _rowLosses *= _w;
        }

        _sum = _rowLosses.Sum();
    }
}
