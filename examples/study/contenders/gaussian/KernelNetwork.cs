using Extremal.Networks;

namespace Examples.Study;

/// <summary>
/// Σ wᵢ κ(sᵢ) with sᵢ = Σ ((x − cᵢ)/ℓ)² as a network of three dense layers. The first computes (u − 1)² and (u + 1)² of each u = x/ℓ; their
/// sum is 2u² + 2 and their difference 4u, so that the second computes sᵢ from them as an affine map, and κ of it; the third sums.
/// </summary>
internal static class KernelNetwork
{
    private static readonly Activation Square = Activation.Of("square", default(SquareFunction));

    /// <param name="centres">c, input after input, each of all centres.</param>
    /// <param name="lengths">ℓ, one an input.</param>
    /// <param name="weights">w, one a centre.</param>
    /// <param name="kernel">κ.</param>
    public static Network<double> Of(double[] centres, double[] lengths, double[] weights, Activation kernel)
    {
        var (inputs, count) = (lengths.Length, weights.Length);
        var network = new Network<double>(
            inputs, new Layer(2 * inputs, Square), new Layer(count, kernel), new Layer(1, Activation.Identity));
        var scale = network.Layers[0].Weight.Matrix;
        var shift = network.Layers[0].Bias.Span;
        var mix = network.Layers[1].Weight.Matrix;
        var offset = network.Layers[1].Bias.Span;
        for (var k = 0; k < inputs; k++)
        {
            (scale[k, 2 * k], scale[k, 2 * k + 1]) = (1 / lengths[k], 1 / lengths[k]);
            (shift[2 * k], shift[2 * k + 1]) = (-1, 1);
            for (var i = 0; i < count; i++)
            {
                // u² − 2cu + c², of u² = (a + b)/2 − 1 and u = (b − a)/4.
                var centre = centres[k * count + i] / lengths[k];
                (mix[2 * k, i], mix[2 * k + 1, i]) = ((1 + centre) / 2, (1 - centre) / 2);
                offset[i] += centre * centre - 1;
            }
        }

        weights.CopyTo(network.Layers[2].Weight.Span);
        network.Weights.Touch();
        return network;
    }
}
