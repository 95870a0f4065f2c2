using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>
/// The terms of a quadratic of some inputs, xᵢ, xᵢ² and xᵢxⱼ, and the units of a network that are as many and span the same functions:
/// (xᵢ + 1)², xᵢ² and (xᵢ + xⱼ)².
/// </summary>
internal sealed class PolynomialTerms
{
    // With more inputs there are squares and no products, whose number grows with the square.
    private const int MostForProducts = 12;

    private readonly int _inputs;
    private readonly (int I, int J)[] _products;

    /// <param name="inputs">Number of inputs.</param>
    public PolynomialTerms(int inputs)
    {
        _inputs = inputs;
        _products = inputs > MostForProducts
            ? []
            : [.. Enumerable.Range(0, inputs).SelectMany(i => Enumerable.Range(i + 1, inputs - i - 1).Select(j => (i, j)))];
    }

    /// <summary>Number of terms, and of units.</summary>
    public int Count => 2 * _inputs + _products.Length;

    /// <summary>The samples with the terms as their inputs.</summary>
    public Samples<double> Expand(Samples<double> samples)
    {
        Slice<double> terms = Slice<double>.Zeros(new Shape(samples.Count, Count));
        for (int row = 0; row < samples.Count; row++)
        {
            ReadOnlySpan<double> x = samples.Inputs.Matrix.Row(row);
            Span<double> t = terms.Matrix.Row(row);
            for (int i = 0; i < _inputs; i++)
            {
                (t[i], t[_inputs + i]) = (x[i], x[i] * x[i]);
            }

            for (int k = 0; k < _products.Length; k++)
            {
                t[2 * _inputs + k] = x[_products[k].I] * x[_products[k].J];
            }
        }

        return new Samples<double>(terms, samples.Targets, samples.Weights) { Units = samples.Units };
    }

    /// <summary>
    /// Coefficients of the units from those of the terms: xᵢ = ½(xᵢ + 1)² − ½xᵢ² − ½ and xᵢxⱼ = ½(xᵢ + xⱼ)² − ½xᵢ² − ½xⱼ².
    /// </summary>
    /// <param name="terms">One a term.</param>
    /// <param name="units">Gets one a unit.</param>
    /// <returns>The constant.</returns>
    public double ToUnits(ReadOnlySpan<double> terms, Span<double> units)
    {
        terms.CopyTo(units);
        double constant = 0;
        for (int i = 0; i < _inputs; i++)
        {
            units[i] = 0.5 * terms[i];
            units[_inputs + i] -= 0.5 * terms[i];
            constant -= 0.5 * terms[i];
        }

        for (int k = 0; k < _products.Length; k++)
        {
            double half = 0.5 * terms[2 * _inputs + k];
            units[2 * _inputs + k] = half;
            units[_inputs + _products[k].I] -= half;
            units[_inputs + _products[k].J] -= half;
        }

        return constant;
    }

    /// <summary>The posterior of a layer of the terms as one of the units: each column of T is a combination of coefficients.</summary>
    public LayerPosterior ToUnits(LayerPosterior posterior)
    {
        Slice<double> factor = Slice<double>.Zeros(posterior.Factor.Shape);
        Slice<double> offset = Slice<double>.Copy(posterior.Offset.Span, posterior.Offset.Shape);
        double[] column = new double[Count], units = new double[Count];
        for (int k = 0; k < factor.Shape.Columns; k++)
        {
            for (int i = 0; i < Count; i++)
            {
                column[i] = posterior.Factor.Matrix[i, k];
            }

            offset.Span[k] += ToUnits(column, units);
            for (int i = 0; i < Count; i++)
            {
                factor.Matrix[i, k] = units[i];
            }
        }

        return posterior with { Factor = factor, Offset = offset };
    }

    /// <summary>A network with these units, whose output is 0.</summary>
    public Network<double> Build()
    {
        var network = new Network<double>(_inputs, new Layer(Count, Activation.Square), new Layer(1, Activation.Identity));
        Matrix<double> first = network.Layers[0].Weight.Matrix;
        Span<double> shifts = network.Layers[0].Bias.Span;
        for (int i = 0; i < _inputs; i++)
        {
            (first[i, i], first[i, _inputs + i], shifts[i]) = (1, 1, 1);
        }

        for (int k = 0; k < _products.Length; k++)
        {
            (first[_products[k].I, 2 * _inputs + k], first[_products[k].J, 2 * _inputs + k]) = (1, 1);
        }

        network.Weights.Touch();
        return network;
    }
}
