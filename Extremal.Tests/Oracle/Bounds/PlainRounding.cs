namespace Extremal.Tests.Oracle;

/// <summary>
/// How far a network's computed output may lie from the exact one over a box, estimated as a textbook would: k·u of the sum of magnitudes
/// in every chain of k products, eight units in the last place in every activation, carried on by the steepest slopes. It says how much a
/// sound bound may give away; whether a bound is sound it never says.
/// </summary>
internal static class PlainRounding
{
    private const double Ulps = 16;

    /// <summary>In float or double; +∞ if a sum may overflow or a sine lose its phase.</summary>
    public static double Of(PlainLayers network, bool isSingle, double[] lower, double[] upper)
    {
        (double u, double tiny, double most) = isSingle
            ? (Math.ScaleB(1, -24), (double)float.Epsilon, (double)float.MaxValue)
            : (Math.ScaleB(1, -53), double.Epsilon, double.MaxValue);
        double[] sizes = [.. lower.Zip(upper, (low, high) => Math.Max(Math.Abs(low), Math.Abs(high)))], errors = new double[sizes.Length];
        for (int k = 0; k < network.Depth; k++)
        {
            PlainCurve curve = network.Curves[k];
            (double[] values, double[] next) = (new double[network.Biases[k].Length], new double[network.Biases[k].Length]);
            for (int j = 0; j < values.Length; j++)
            {
                (double size, double carried) = (Math.Abs(network.Biases[k][j]), 0);
                for (int i = 0; i < sizes.Length; i++)
                {
                    double weight = Math.Abs(network.Weights[k][i, j]);
                    size += weight * (sizes[i] + errors[i]);
                    carried += weight * errors[i];
                }

                if (!(size < most / 4) || (curve.Name == "sine" && size > (isSingle ? 1e5 : 1e9)))
                {
                    return double.PositiveInfinity;
                }

                values[j] = Math.Max(Math.Abs(curve.Value(size)), Math.Abs(curve.Value(-size)));
                values[j] = curve.Name == "sine" ? 1 : values[j];
                double error = carried + (sizes.Length + 2) * (u * size + tiny);
                next[j] = curve.Steepest(size) * error + Ulps * (u * values[j] + tiny);
            }

            (sizes, errors) = (values, next);
        }

        return errors[0];
    }
}
