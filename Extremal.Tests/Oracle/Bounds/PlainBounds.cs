namespace Extremal.Tests.Oracle;

/// <summary>
/// Upper bounds of a network over a box in the plainest way, in scalar double without a thought of rounding: intervals carried forward, and
/// lines carried backward from each layer to the inputs (CROWN: H. Zhang et al., "Efficient neural network robustness certification with
/// general activation functions", 2018), which is what a few lines of numpy would do.
/// </summary>
internal sealed class PlainBounds(PlainLayers network)
{
    private readonly PlainCurve.Line[][] _below = new PlainCurve.Line[network.Depth][];
    private readonly PlainCurve.Line[][] _above = new PlainCurve.Line[network.Depth][];

    /// <summary>Intervals from layer to layer, and nothing else.</summary>
    public double Interval(double[] lower, double[] upper)
    {
        for (int k = 0; k < network.Depth; k++)
        {
            (double[] low, double[] high) = Affine(k, lower, upper);
            (lower, upper) = (new double[low.Length], new double[low.Length]);
            for (int j = 0; j < low.Length; j++)
            {
                (lower[j], upper[j]) = network.Curves[k].Range(low[j], high[j]);
            }
        }

        return upper[0];
    }

    /// <summary>Lines, or intervals where they are better, for every layer; and the slopes of the output's line, one an input.</summary>
    public (double Bound, double[] Slopes) Linear(double[] lower, double[] upper)
    {
        (double[] low, double[] high) = (lower, upper);
        for (int k = 0; ; k++)
        {
            double[] slopes = [];
            (double[] least, double[] greatest) = Affine(k, low, high);
            for (int j = 0; j < least.Length; j++)
            {
                least[j] = Math.Max(least[j], -Backward(k, j, -1, lower, upper).Bound);
                (double bound, slopes) = Backward(k, j, 1, lower, upper);
                greatest[j] = Math.Min(greatest[j], bound);
            }

            if (k == network.Depth - 1)
            {
                return (greatest[0], slopes);
            }

            (low, high) = Through(k, least, greatest);
        }
    }

    // z = y W + b over a box of y.
    private (double[] Low, double[] High) Affine(int layer, double[] lower, double[] upper)
    {
        double[] low = [.. network.Biases[layer]], high = [.. network.Biases[layer]];
        for (int j = 0; j < low.Length; j++)
        {
            for (int i = 0; i < lower.Length; i++)
            {
                double weight = network.Weights[layer][i, j];
                low[j] += weight * (weight > 0 ? lower[i] : upper[i]);
                high[j] += weight * (weight > 0 ? upper[i] : lower[i]);
            }
        }

        return (low, high);
    }

    // Lays the layer's lines and gives the range of its values.
    private (double[] Low, double[] High) Through(int layer, double[] low, double[] high)
    {
        PlainCurve curve = network.Curves[layer];
        (_below[layer], _above[layer]) = (new PlainCurve.Line[low.Length], new PlainCurve.Line[low.Length]);
        (double[] least, double[] greatest) = (new double[low.Length], new double[low.Length]);
        for (int j = 0; j < low.Length; j++)
        {
            (_below[layer][j], _above[layer][j]) = curve.Lines(low[j], high[j]);
            (least[j], greatest[j]) = curve.Range(low[j], high[j]);
        }

        return (least, greatest);
    }

    // An upper bound of sign · z, z the pre-activation of one unit, as a line in the inputs.
    private (double Bound, double[] Slopes) Backward(int layer, int unit, double sign, double[] lower, double[] upper)
    {
        double bound = sign * network.Biases[layer][unit];
        double[] slopes = [.. Enumerable.Range(0, network.Weights[layer].GetLength(0)).Select(i => sign * network.Weights[layer][i, unit])];
        for (int k = layer - 1; k >= 0; k--)
        {
            double[] before = new double[network.Weights[k].GetLength(0)];
            for (int j = 0; j < slopes.Length; j++)
            {
                PlainCurve.Line line = slopes[j] >= 0 ? _above[k][j] : _below[k][j];
                double slope = slopes[j] * line.Slope;
                bound += slopes[j] * line.Offset + slope * network.Biases[k][j];
                for (int i = 0; i < before.Length; i++)
                {
                    before[i] += slope * network.Weights[k][i, j];
                }
            }

            slopes = before;
        }

        for (int i = 0; i < slopes.Length; i++)
        {
            bound += slopes[i] * (slopes[i] >= 0 ? upper[i] : lower[i]);
        }

        return (bound, slopes);
    }
}
