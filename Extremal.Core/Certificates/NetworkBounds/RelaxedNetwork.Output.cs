using Extremal.Kernels;
using Extremal.Memory;

namespace Extremal.Certificates;

internal sealed partial class RelaxedNetwork
{
    private readonly double[] _sums;
    private readonly double[] _values;

    /// <summary>Adds the linear function of the input that is nowhere in the box below the output.</summary>
    /// <param name="count">The number of boxes.</param>
    /// <param name="coefficients">inputs × boxes.</param>
    /// <param name="offsets">One a box.</param>
    /// <param name="charges">What rounding has cost, one a box.</param>
    public void AddOutput(int count, Span<double> coefficients, Span<double> offsets, Span<double> charges)
    {
        // Adding up the coefficients of several members is rounded. Hidden layers are charged for more than that; without one, it is
        // charged here.
        double coefficientsCharge = _ranges.Length > 0 ? 0 : _start.Zip(_reach.Inputs(0), (c, reach) => Math.Abs(c) * reach).Sum();
        for (int box = 0; box < count; box++)
        {
            _offsets[box] = _startOffset;
            _charges[box] = Math.Abs(_startOffset) * _reach.Unit + _reach.Tiny + coefficientsCharge;
        }

        Backward(_ranges.Length, _start, 1, count, _offsets, _charges);
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] += _ranges.Length > 0 ? _coefficients[i] : _start[i / count];
        }

        for (int box = 0; box < count; box++)
        {
            (offsets[box], charges[box]) = (offsets[box] + _offsets[box], charges[box] + _charges[box]);
        }
    }

    /// <summary>Adds the output's bounds as intervals give them from the ranges of the last hidden values: one a box.</summary>
    public void AddIntervals(int count, Span<double> bounds)
    {
        if (_ranges.Length == 0)
        {
            bounds[..count].Fill(double.PositiveInfinity);
            return;
        }

        int m = _start.Length;
        _ranges[^1].Values(count, _least, _most);
        for (int box = 0; box < count; box++)
        {
            double sum = _startOffset, size = Math.Abs(_startOffset);
            for (int i = 0; i < m; i++)
            {
                double c = _start[i], term = c == 0 ? 0 : c * (c > 0 ? _most : _least)[box * m + i];
                (sum, size) = (sum + term, size + Math.Abs(term));
            }

            bounds[box] += sum + size * _reach.Unit + _reach.Tiny;
        }
    }

    /// <summary>Adds the output at a point of each box, up to <see cref="ValueError"/>, and lays the lines anew: tightest halfway between there and the middle.</summary>
    /// <param name="points">boxes × inputs.</param>
    /// <param name="outputs">One a box.</param>
    /// <param name="isLast">Whether no bound follows: then no lines are laid.</param>
    public void Approach(ReadOnlyMatrix<double> points, Span<double> outputs, bool isLast)
    {
        ReadOnlyMatrix<double> x = points;
        foreach (LayerRanges ranges in _ranges)
        {
            var shape = new Shape(points.Rows, ranges.Layer.Outputs);
            Span<double> sums = _sums.AsSpan(0, shape.Count);
            Gemm.MultiplyAdd(x, ranges.Layer.Weight, ranges.Layer.Biases(points.Rows), new Matrix<double>(sums, shape));
            ranges.Layer.Relaxation.Values(sums, _values.AsSpan(0, sums.Length));
            if (!isLast)
            {
                for (int i = 0; i < sums.Length; i++)
                {
                    sums[i] = 0.5 * sums[i] + 0.25 * ranges.Low[i] + 0.25 * ranges.High[i];
                }

                ranges.Relax(points.Rows, sums);
            }

            x = new ReadOnlyMatrix<double>(_values, shape);
        }

        for (int box = 0; box < points.Rows; box++)
        {
            double output = _startOffset;
            for (int i = 0; i < _start.Length; i++)
            {
                output += _start[i] * x[box, i];
            }

            outputs[box] += output;
        }
    }
}
