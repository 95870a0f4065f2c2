using Extremal.Autodiff;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

/// <summary>Both forms beside A = β JᵀJ + diag(α) and its inverse by elimination.</summary>
internal sealed class PosteriorPrecisionTests
{
    private static readonly double[] Noises = [0.3, 40];

    [Test]
    public void Both_forms_are_the_definition([Values(1, 4, 33, 60)] int rows, [Values(1, 5, 40)] int weights)
    {
        var random = new Random(rows + 100 * weights);
        double[,] j = new double[rows, weights];
        double[] residuals = [.. Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5)];
        double[] prior = [.. Enumerable.Range(0, weights).Select(k => 0.1 * Math.Pow(10, 3.0 * k / weights))];
        double[] b = [.. Enumerable.Range(0, weights).Select(_ => random.NextDouble() - 0.5)];
        foreach (ref double element in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref j[0, 0], j.Length))
        {
            element = EvidenceData.Normal(random);
        }

        foreach (PosteriorPrecision precision in (PosteriorPrecision[])
            [new PrecisionByWeights(weights, rows), new PrecisionByRows(weights, rows)])
        {
            Read(precision, new double[rows, weights], residuals); // forgotten by Clear
            precision.Clear();
            Read(precision, j, residuals);
            foreach (double noise in Noises)
            {
                Assert.That(precision.TryFactor(prior, noise));
                Expect(precision, j, residuals, prior, noise, b);
            }
        }
    }

    /// <summary>Blocks of rows, the last of another height, and the weights' roots in Jacobian and residuals.</summary>
    [Test]
    public void What_a_network_gives_is_read([Values(30, 256, 600)] int rows, [Values] bool isWeighted)
    {
        Samples<double> samples = EvidenceData.Draw(rows, 2, EvidenceData.Smooth, 3, 0.1, isWeighted);
        var network = Network<double>.Create(2, [9], 1, Activation.Tanh, 4);
        var residuals = new NetworkResiduals(network, samples);
        residuals.Evaluate();
        double[] r = EvidenceData.Residuals(network, samples);
        Assert.That(residuals.Values.ToArray(), Is.EqualTo(r).Within(1e-13));
        double[,] j = EvidenceData.Jacobian(network, samples);
        double[] prior = [.. Enumerable.Range(0, 37).Select(k => 0.5 + k)], b = [.. Enumerable.Range(0, 37).Select(k => k - 17.5)];
        var precision = PosteriorPrecision.Of(37, rows);
        Assert.That(precision, rows < 37 ? Is.TypeOf<PrecisionByRows>() : Is.TypeOf<PrecisionByWeights>());
        residuals.Linearize(precision);
        Assert.That(precision.TryFactor(prior, 7));
        Expect(precision, j, r, prior, 7, b);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void What_is_not_finite_has_no_factor(double ruin)
    {
        double[,] j = { { 1, 2, 3 }, { 4, ruin, 6 } };
        foreach (PosteriorPrecision precision in (PosteriorPrecision[])[new PrecisionByWeights(3, 2), new PrecisionByRows(3, 2)])
        {
            Read(precision, j, [1, 1]);
            Assert.That(precision.TryFactor([1, 1, 1], 1), Is.False);
            precision.Clear();
            Read(precision, new double[2, 3], [1, 1]);
            Assert.That(precision.TryFactor([1, 1, 1], 1));
        }
    }

    private static void Read(PosteriorPrecision precision, double[,] j, double[] residuals)
    {
        int columns = j.GetLength(1);
        for (int first = 0; first < residuals.Length; first += 7)
        {
            int count = Math.Min(7, residuals.Length - first);
            Slice<double> block = Slice<double>.Zeros(new Shape(count, columns));
            for (int at = 0; at < count * columns; at++)
            {
                block.Span[at] = j[first + at / columns, at % columns];
            }

            precision.Read(first, block.Matrix, residuals.AsSpan(first, count));
        }
    }

    private static void Expect(PosteriorPrecision precision, double[,] j, double[] residuals, double[] prior, double noise, double[] b)
    {
        int n = prior.Length;
        (double[,] inverse, double log) = DenseMatrix.Invert(DenseMatrix.Precision(j, prior, noise));
        double[] x = [.. b], determined = new double[n], gradient = new double[n];
        precision.Solve(x);
        precision.Determined(determined);
        precision.Gradient(noise, gradient);
        double[] solved = DenseMatrix.Times(inverse, b);
        double[] slope = [.. Enumerable.Range(0, n).Select(k => noise * Enumerable.Range(0, residuals.Length).Sum(i => j[i, k] * residuals[i]))];
        double Size(double[] of) => of.Max(Math.Abs);
        int last = Math.Min(n, 4);
        double[] factor = precision.LastCovarianceFactor(last);
        double[,] block = new double[last, last];
        for (int p = 0; p < last * last; p++)
        {
            (int row, int column) = Math.DivRem(p, last);
            double product = Enumerable.Range(0, last).Sum(k => factor[row * last + k] * factor[column * last + k]);
            block[row, column] = product - inverse[n - last + row, n - last + column];
        }

        Assert.That(block.Cast<double>(), Is.All.InRange(-1e-10 / prior[0], 1e-10 / prior[0]), "LastCovarianceFactor");
        Assert.Multiple(() =>
        {
            Assert.That(x, Is.EqualTo(solved).Within(1e-10 * Size(solved)), "Solve");
            Assert.That(precision.LogDeterminant(), Is.EqualTo(log).Within(1e-10 * Math.Max(1, Math.Abs(log))), "LogDeterminant");
            Assert.That(determined, Is.EqualTo(Enumerable.Range(0, n).Select(k => 1 - prior[k] * inverse[k, k])).Within(1e-10), "Determined");
            Assert.That(gradient, Is.EqualTo(slope).Within(1e-10 * Size(slope)), "Gradient");
            Assert.That(determined, Is.All.InRange(-1e-12, 1 + 1e-12));
        });
    }
}
