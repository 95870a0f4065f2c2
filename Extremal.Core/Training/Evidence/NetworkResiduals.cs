using System.Numerics.Tensors;
using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;

namespace Extremal.Training.Evidence;

/// <summary>
/// What a network of one output misses of each sample, and the Jacobian of that by its weights, from one backward pass over each block of rows.
/// A sample's weight is in both as its root, so that the squares of the residuals have it once.
/// </summary>
internal sealed class NetworkResiduals
{
    private const int BlockRows = 256;

    private readonly Samples<double> _samples;
    private readonly double[] _roots;
    private readonly double[] _values;
    private readonly RowBlocks[] _blocks;

    /// <param name="network">Of one output; its weights are read as they are at each call.</param>
    /// <param name="samples">What it is to say of which inputs.</param>
    public NetworkResiduals(Network<double> network, Samples<double> samples)
    {
        (Network, _samples, _values) = (network, samples, new double[samples.Count]);
        _roots = samples.Weights is { } weights ? [.. weights.Span.ToArray().Select(Math.Sqrt)] : [];
        int full = samples.Count / BlockRows * BlockRows, rest = samples.Count - full;
        Slice<double> jacobian = Slice<double>.Zeros(new Shape(Math.Min(BlockRows, samples.Count), network.Weights.Count));
        _blocks =
        [
            .. full > 0 ? [new RowBlocks(network, samples.Inputs, jacobian, 0, full)] : Array.Empty<RowBlocks>(),
            .. rest > 0 ? [new RowBlocks(network, samples.Inputs, jacobian.Rows(0, rest), full, samples.Count)] : Array.Empty<RowBlocks>(),
        ];
    }

    /// <summary>The network.</summary>
    public Network<double> Network { get; }

    /// <summary>Number of samples.</summary>
    public int Count => _samples.Count;

    /// <summary>(f(θ; x) − y) √weight of each sample, as <see cref="Evaluate"/> left them.</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>Computes the residuals at the network's present weights.</summary>
    public void Evaluate()
    {
        foreach (RowBlocks blocks in _blocks)
        {
            for (int first = blocks.First; first < blocks.End; first += blocks.Rows)
            {
                ReadOnlyMatrix<double> outputs = blocks.Replay(_samples.Inputs, first);
                for (int i = 0; i < blocks.Rows; i++)
                {
                    double miss = outputs[i, 0] - _samples.Targets.Span[first + i];
                    _values[first + i] = _roots.Length > 0 ? miss * _roots[first + i] : miss;
                }
            }
        }
    }

    /// <summary>Computes the Jacobian at the weights that were evaluated last, and gives it away block by block.</summary>
    public void Linearize(PosteriorPrecision reader)
    {
        foreach (RowBlocks blocks in _blocks)
        {
            for (int first = blocks.First; first < blocks.End; first += blocks.Rows)
            {
                if (blocks.AreMany)
                {
                    blocks.Replay(_samples.Inputs, first);
                }

                Matrix<double> jacobian = blocks.Differentiate();
                Weigh(jacobian, first);
                reader.Read(first, jacobian, _values.AsSpan(first, blocks.Rows));
            }
        }
    }

    private void Weigh(Matrix<double> jacobian, int first)
    {
        for (int i = 0; _roots.Length > 0 && i < jacobian.Rows; i++)
        {
            TensorPrimitives.Multiply(jacobian.Row(i), _roots[first + i], jacobian.Row(i));
        }
    }

    /// <summary>Blocks of one number of rows, of which one at a time is on the tape.</summary>
    private sealed class RowBlocks
    {
        private readonly Tape<double> _tape = new();
        private readonly Variable<double> _x, _y;
        private readonly Slice<double> _jacobian;

        public RowBlocks(Network<double> network, Slice<double> inputs, Slice<double> jacobian, int first, int end)
        {
            (First, End, _jacobian) = (first, end, jacobian);
            _x = _tape.Input(inputs.Rows(first, Rows));
            _y = network.Apply(_x, jacobian);
        }

        public int First { get; }

        public int End { get; }

        public int Rows => _jacobian.Shape.Rows;

        public bool AreMany => End - First > Rows;

        public ReadOnlyMatrix<double> Replay(Slice<double> inputs, int first)
        {
            _tape.Bind(_x, inputs.Rows(first, Rows));
            _tape.Replay();
            return _y.Value;
        }

        public Matrix<double> Differentiate()
        {
            _tape.Backward(_y);
            return _jacobian.Matrix;
        }
    }
}
