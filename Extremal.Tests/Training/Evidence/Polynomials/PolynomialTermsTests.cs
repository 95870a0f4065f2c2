using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>The terms of a quadratic, and the units that span the same functions.</summary>
public sealed class PolynomialTermsTests
{
    private static Samples<double> Draw(int rows, int inputs)
    {
        var random = new Random(rows + inputs);
        Slice<double> x = Slice<double>.Zeros(new Shape(rows, inputs));
        foreach (ref double value in x.Span)
        {
            value = 4 * random.NextDouble() - 2;
        }

        return new Samples<double>(x, Slice<double>.Zeros(new Shape(rows, 1)));
    }

    [TestCase(1, 2)]
    [TestCase(3, 9)]
    [TestCase(12, 90)]
    [TestCase(13, 26)]
    public void They_are_all_squares_and_with_few_inputs_all_products(int inputs, int count)
    {
        var terms = new PolynomialTerms(inputs);
        Samples<double> samples = Draw(5, inputs), expanded = terms.Expand(samples);
        Assert.That((terms.Count, expanded.Inputs.Shape.Columns), Is.EqualTo((count, count)));
        for (int row = 0; row < 5; row++)
        {
            double[] x = samples.Inputs.Matrix.Row(row).ToArray();
            double[] wanted = [.. x, .. x.Select(value => value * value), .. x.SelectMany((a, i) => x.Skip(i + 1).Select(b => a * b))];
            Assert.That(expanded.Inputs.Matrix.Row(row).ToArray(), Is.EqualTo(wanted[..count]));
        }
    }

    [Test]
    public void A_network_of_the_units_says_what_the_coefficients_say([Values(1, 4, 13)] int inputs)
    {
        var terms = new PolynomialTerms(inputs);
        var random = new Random(3);
        double[] coefficients = [.. Enumerable.Range(0, terms.Count).Select(_ => random.NextDouble() - 0.5)], units = new double[terms.Count];
        var fit = new PolynomialFit(terms, units, terms.ToUnits(coefficients, units) + 0.7)
        {
            LeftOut = [],
            LeftOutVariances = [],
            NoiseVariance = 0,
            Posterior = null,
        };
        Samples<double> samples = Draw(20, inputs), expanded = terms.Expand(samples);
        double[] said = new double[20];
        new Predictor<double>(fit.Build()).Predict(samples.Inputs.Matrix, new Matrix<double>(said, new Shape(20, 1)));
        Assert.That(said, Is.EqualTo(Enumerable.Range(0, 20).Select(
            row => 0.7 + expanded.Inputs.Matrix.Row(row).ToArray().Zip(coefficients, (x, c) => x * c).Sum())).Within(1e-12));
    }

    [Test]
    public void A_posterior_of_the_terms_is_one_of_the_units()
    {
        var terms = new PolynomialTerms(3);
        var random = new Random(5);
        Slice<double> factor = Slice<double>.Zeros(new Shape(9, 4)), offset = Slice<double>.Zeros(new Shape(1, 4));
        foreach (ref double value in factor.Span)
        {
            value = random.NextDouble() - 0.5;
        }

        offset.Span.Fill(0.3);
        var posterior = new LayerPosterior(0, 1, factor, offset);
        Samples<double> samples = Draw(20, 3);
        double[] ofUnits = terms.ToUnits(posterior).Variances(terms.Build(), samples.Inputs);
        double[] ofTerms = posterior.Variances(new Network<double>(9, new Layer(1, Activation.Identity)), terms.Expand(samples).Inputs);
        Assert.That(ofUnits, Is.EqualTo(ofTerms).Within(1e-12));
    }
}
