using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Tests.Oracle;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>½ n log(yᵀR⁻¹y/n) + ½ log|R| by elimination, and its gradient by differences.</summary>
[TestFixture(typeof(RadialGaussian))]
[TestFixture(typeof(RadialMatern))]
internal sealed class RadialLikelihoodTests<F> where F : struct, IElementwiseFunction
{
    private static readonly double[][] Points = [[-1, -2, 0.5, -3], [0.3, -4, -1, -1], [-8, -8, -8, 1], [2, 2, 2, -9]];

    [Test]
    public void The_value_is_the_definition([Values] bool isWeighted)
    {
        Samples<double> samples = EvidenceData.Draw(23, 3, EvidenceData.Smooth, 4, 0.1, isWeighted);
        var likelihood = new RadialLikelihood<F>(samples);
        double[] y = samples.Targets.Span.ToArray();
        foreach (double[] point in Points)
        {
            (double[,] inverse, double log) = DenseMatrix.Invert(RadialKernels.Covariance<F>(
                samples, [.. point[..3].Select(p => Math.Exp(p / 2))], Math.Exp(point[3])));
            double[] alpha = DenseMatrix.Times(inverse, y);
            double variance = y.Select((value, i) => value * alpha[i]).Sum() / 23;
            Assert.That(likelihood.Evaluate(point), Is.EqualTo(11.5 * Math.Log(variance) + 0.5 * log).Within(1e-9));
            Assert.That(likelihood.Alpha.ToArray(), Is.EqualTo(alpha).Within(1e-9 * alpha.Max(Math.Abs)));
            Assert.That(likelihood.SignalVariance, Is.EqualTo(variance).Within(1e-8).Percent);
        }
    }

    [Test]
    public void The_gradient_is_that_of_differences([Values] bool isWeighted)
    {
        Samples<double> samples = EvidenceData.Draw(23, 3, EvidenceData.Smooth, 4, 0.1, isWeighted);
        var likelihood = new RadialLikelihood<F>(samples);
        double[] flat = [.. Points.SelectMany(point => point)], values = new double[Points.Length], gradients = new double[flat.Length];
        likelihood.Evaluate(
            new ReadOnlyMatrix<double>(flat, new Shape(Points.Length, 4)), values, new Matrix<double>(gradients, new Shape(Points.Length, 4)));
        for (int at = 0; at < flat.Length; at++)
        {
            double Moved(double x)
            {
                double[] point = [.. Points[at / 4]];
                point[at % 4] = x;
                return likelihood.Evaluate(point);
            }

            Assert.That(gradients[at], Is.EqualTo(Differences.Derivative(Moved, flat[at])).Within(1e-6), $"{at}");
            Assert.That(values[at / 4], Is.EqualTo(likelihood.Evaluate(Points[at / 4])));
        }
    }

    /// <summary>Two equal rows without noise: no factor, and so no number, but no exception.</summary>
    [Test]
    public void Where_there_is_no_factor_there_is_no_likelihood()
    {
        Samples<double> samples = EvidenceData.Draw(5, 2, EvidenceData.Smooth), twice = samples.Take([0, 1, 2, 3, 4, 0, 1]);
        double[] values = new double[1], gradients = new double[3];
        new RadialLikelihood<F>(twice).Evaluate(
            new ReadOnlyMatrix<double>([0, 0, -200], new Shape(1, 3)), values, new Matrix<double>(gradients, new Shape(1, 3)));
        Assert.That(values[0], Is.EqualTo(double.PositiveInfinity));
        Assert.That(gradients, Is.All.NaN);
    }
}
