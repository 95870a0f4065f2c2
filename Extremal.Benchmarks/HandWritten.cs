using System.Numerics.Tensors;
using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Optimization;

namespace Extremal.Benchmarks;

/// <summary>
/// The steps of <see cref="StepCase"/> for a network with one output on one thread, written down as calls of kernels, without a tape:
/// what is left of a step if nothing but arithmetic is done. It computes the same bits.
/// </summary>
internal abstract class HandWritten : StepCase
{
    private readonly Dense<float>[] _layers;
    private readonly ActivationEpilogue<float, Tanh> _tanh = new(default);
    private readonly Slice<float>[] _y;
    private readonly Slice<float>[] _dy;

    private HandWritten(Network<float> network, int rows)
    {
        _layers = [.. network.Layers];
        _y = [.. _layers.Select(layer => Slice<float>.Zeros(new Shape(rows, layer.Outputs)))];
        _dy = [.. _y.Select(y => Slice<float>.Zeros(y.Shape))];
    }

    /// <summary>Training, as <see cref="StepCase.Training"/>.</summary>
    public static StepCase Training(ReadOnlySpan<int> widths, int rows) => new OfTraining(Beginning.Network(widths), rows);

    /// <summary>Extremal learning, as <see cref="StepCase.Extremal"/>.</summary>
    public static StepCase Extremal(ReadOnlySpan<int> widths, int starts) => new OfExtremal(Beginning.Network(widths), starts);

    private void Forward(Slice<float> x, GemmPanels<float>[]? panels)
    {
        for (int k = 0; k < _layers.Length; k++)
        {
            Matrix<float> y = _y[k].Matrix;
            ReadOnlyMatrix<float> before = (k == 0 ? x : _y[k - 1]).Matrix, w = _layers[k].Weight.Matrix;
            ReadOnlyMatrix<float> bias = _layers[k].Bias.Matrix.Broadcast(y.Shape);
            if (k == _layers.Length - 1)
            {
                Gemm.MultiplyAdd(before, w, bias, y, panels?[k]);
            }
            else
            {
                Gemm.MultiplyAdd(before, w, bias, y, _tanh, y, panels?[k]);
            }
        }
    }

    private sealed class OfTraining : HandWritten
    {
        private readonly Network<float> _network;
        private readonly Slice<float> _x;
        private readonly Slice<float> _target;
        private readonly Slice<float> _residual;
        private readonly Weights<float> _gradients;
        private readonly UpdateRule<float> _adam;

        public OfTraining(Network<float> network, int rows) : base(network, rows)
        {
            (_network, _gradients) = (network, network.Weights.ZerosLike());
            (_x, _target) = (Beginning.Points(rows, network.Inputs), Beginning.Wanted(rows, network.Outputs));
            _residual = Slice<float>.Zeros(_target.Shape);
            _adam = Optimizer.Adam(0.001).Create<float>(network.Weights.Count);
        }

        public override ReadOnlySpan<float> Moved => _network.Weights.All;

        public override double Value()
        {
            Forward(_x, panels: null);
            double sum = 0;
            for (int i = 0; i < _residual.Shape.Count; i++)
            {
                float residual = _y[^1].Span[i] - _target.Span[i];
                sum += residual * residual;
            }

            return sum / _residual.Shape.Count;
        }

        public override void Step()
        {
            using Parallelism.Scope limit = Parallelism.AtMost(1);
            Forward(_x, panels: null);
            TensorPrimitives.Subtract(_y[^1].Span, _target.Span, _residual.Span);
            TensorPrimitives.Multiply(_residual.Span, 2f, _residual.Span);
            TensorPrimitives.Multiply(_residual.Span, 1f / _residual.Shape.Rows, _dy[^1].Span);
            for (int k = _layers.Length - 1; k >= 0; k--)
            {
                Backward(k);
            }

            _adam.Step(_network.Weights.All, _gradients.All);
        }

        private void Backward(int k)
        {
            if (k < _layers.Length - 1)
            {
                Pointwise.ScaleBySlope<float, Tanh>(default, [], _y[k].Span, _dy[k].Span);
            }

            Matrix<float> dz = _dy[k].Matrix;
            if (k > 0)
            {
                Gemm.Multiply(dz, _layers[k].Weight.Matrix.Transposed, _dy[k - 1].Matrix);
            }

            Gemm.Multiply((k == 0 ? _x : _y[k - 1]).Matrix.Transposed, dz, _gradients.Part(2 * k).Matrix);
            Slice<float> db = _gradients.Part(2 * k + 1);
            db.Span.Clear();
            Reductions.AddRows(dz, db.Span);
        }
    }

    private sealed class OfExtremal : HandWritten
    {
        private readonly Slice<float> _points;
        private readonly Slice<float> _slopes;
        private readonly Slice<float> _penalty;
        private readonly Slice<float> _goal;
        private readonly Slice<float> _loss;
        private readonly GemmPanels<float>[] _panels;
        private readonly GemmPanels<float>[] _transposed;
        private readonly UpdateRule<float> _adam;

        public OfExtremal(Network<float> network, int starts) : base(network, starts)
        {
            _points = Beginning.Points(starts, network.Inputs);
            _slopes = Slice<float>.Zeros(_points.Shape);
            _penalty = Slice<float>.Zeros(_points.Shape);
            _goal = Slice<float>.Zeros(new Shape(starts, 1));
            _loss = Slice<float>.Zeros(_goal.Shape);
            _adam = Optimizer.Adam(0.01).Create<float>(_points.Shape.Count);
            _panels = [.. _layers.Select(layer => Packed(layer.Weight.Matrix))];
            _transposed = [.. _layers.Select(layer => Packed(layer.Weight.Matrix.Transposed))];
        }

        public override ReadOnlySpan<float> Moved => _points.Span;

        public override double Value()
        {
            ComputeLoss();
            return Sum(_loss.Span);
        }

        public override void Step()
        {
            using Parallelism.Scope limit = Parallelism.AtMost(1);
            ComputeLoss();
            _slopes.Span.Clear();
            _dy[^1].Span.Fill(1);
            Pointwise.ScaleBySlope<float, InverseSquare>(default, _y[^1].Span, _goal.Span, _dy[^1].Span);
            _penalty.Span.Fill(1);
            Pointwise.ApplySlope<float, Outside>(default, _points.Span, _penalty.Span, _penalty.Span, _slopes.Span);
            Backward();
            _adam.Step(_points.Span, _slopes.Span);
        }

        private void ComputeLoss()
        {
            Forward(_points, _panels);
            Pointwise.Apply<float, InverseSquare>(default, _y[^1].Span, _goal.Span);
            Pointwise.Apply<float, Outside>(default, _points.Span, _penalty.Span);
            Reductions.RowSums(_penalty.Matrix, _loss.Span);
            TensorPrimitives.Add(_goal.Span, _loss.Span, _loss.Span);
        }

        private void Backward()
        {
            for (int k = _layers.Length - 1; k > 0; k--)
            {
                Gemm.Multiply(_dy[k].Matrix, _layers[k].Weight.Matrix.Transposed, _dy[k - 1].Matrix, _transposed[k]);
                Pointwise.ScaleBySlope<float, Tanh>(default, [], _y[k - 1].Span, _dy[k - 1].Span);
            }

            Matrix<float> slopes = _slopes.Matrix;
            Gemm.MultiplyAdd(_dy[0].Matrix, _layers[0].Weight.Matrix.Transposed, slopes, slopes, _transposed[0]);
        }

        private static GemmPanels<float> Packed(ReadOnlyMatrix<float> matrix)
        {
            GemmPanels<float> panels = new(matrix.Shape);
            panels.Pack(matrix);
            return panels;
        }
    }
}
