using Extremal.Autodiff;
using Extremal.Kernels.Functions;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Training;
using Extremal.Training.Evidence;

namespace Extremal.Tests.Training.Evidence;

[TestFixture(typeof(RadialGaussian))]
[TestFixture(typeof(RadialMatern))]
internal sealed class RadialTrainerTests<F> where F : struct, IElementwiseFunction
{
    private static Activation Units => default(F) is RadialMatern ? Activation.RadialMatern : Activation.RadialGaussian;

    private static double[] Say(Network<double> network, Samples<double> samples)
    {
        Slice<double> y = Slice<double>.Zeros(new Shape(samples.Count, network.Outputs));
        new Predictor<double>(network).Predict(samples.Inputs.Matrix, y.Matrix);
        return y.Span.ToArray();
    }

    private static RadialFit Fit(Samples<double> samples)
    {
        int[] rows = [.. Enumerable.Range(0, samples.Count)];
        return RadialTrainer.Fit(samples, rows, RadialTrainer.Likeliest(samples, rows, Units));
    }

    private static RadialFit Fitted(double[] scales, Slice<double> centres, double[] coefficients) => new(
        Units, scales, centres, coefficients)
    {
        LeftOut = [],
        LeftOutVariances = [],
        NoiseVariance = 0,
        Posterior = null,
    };

    /// <summary>Coefficients of either sign and of one size; an input whose centres are all 0, one of a large scale.</summary>
    [Test]
    public void The_network_is_the_sum_of_its_units()
    {
        Samples<double> samples = EvidenceData.Draw(25, 3, EvidenceData.Smooth), asked = EvidenceData.Draw(60, 3, EvidenceData.Smooth, 77);
        for (int i = 0; i < 25; i++)
        {
            samples.Inputs.Matrix[i, 1] = 0;
        }

        double[] scales = [0.7, 0.2, 9], coefficients = [.. Enumerable.Range(0, 25).Select(i => Math.Sin(i + 1))];
        double[] others = [.. coefficients.Select(c => 1 - c)];
        RadialFit one = Fitted(scales, samples.Inputs, coefficients), two = Fitted([0.3, 0.1, 0.5], samples.Inputs.Rows(0, 7), others[..7]);
        Network<double> single = RadialTrainer.Build(one), both = BlockDiagonal.Join([RadialTrainer.Build(one), RadialTrainer.Build(two)]);
        double[] got = Say(single, asked), beside = Say(both, asked);
        double[][] centres = [.. Enumerable.Range(0, 25).Select(i => EvidenceData.Row(samples, i))];
        for (int i = 0; i < asked.Count; i++)
        {
            double[] x = EvidenceData.Row(asked, i);
            Assert.That(got[i], Is.EqualTo(RadialKernels.Said<F>(x, centres, coefficients, scales)).Within(1e-9), $"{i}");
            Assert.That(beside[2 * i], Is.EqualTo(got[i]), $"{i}");
            double second = RadialKernels.Said<F>(x, centres[..7], others[..7], [0.3, 0.1, 0.5]);
            Assert.That(beside[2 * i + 1], Is.EqualTo(second).Within(1e-9), $"{i}");
        }
    }

    [Test]
    public void A_function_without_noise_is_interpolated()
    {
        Samples<double> samples = EvidenceData.Draw(50, 2, EvidenceData.Smooth), fresh = EvidenceData.Draw(300, 2, EvidenceData.Smooth, 99);
        RadialFit fit = Fit(samples);
        Network<double> network = RadialTrainer.Build(fit);
        double[] y = samples.Targets.Span.ToArray();
        Assert.That(Say(network, samples), Is.EqualTo(y).Within(2e-3));
        Assert.That(EvidenceOf(network, fresh), Is.GreaterThan(default(F) is RadialMatern ? 0.995 : 0.999));
        Assert.That(Math.Sqrt(fit.LeftOut.Average(r => r * r)), Is.LessThan(0.1));
    }

    /// <summary>
    /// A row's own target says nothing of how it is missed: neither of what is predicted, nor of the lengths and the noise.
    /// </summary>
    [Test]
    public void What_is_left_out_knows_nothing_of_the_row()
    {
        Samples<double> samples = EvidenceData.Draw(24, 2, EvidenceData.Smooth, 3, 0.2);
        int[] rows = [.. Enumerable.Range(0, 24)];
        double[] point = RadialTrainer.Likeliest(samples, rows, Units).Point;
        double Said() => samples.Targets.Span[5] - RadialTrainer.LeaveOut<F>(samples, rows, row => row % 6 == 5, point).Missed[5];
        double before = Said();
        samples.Targets.Span[5] += 0.5;
        Assert.That(Said(), Is.EqualTo(before).Within(1e-3), "The search for the lengths ends where its tolerance lets it.");
    }

    private static double EvidenceOf(Network<double> network, Samples<double> fresh)
    {
        double[] y = fresh.Targets.Span.ToArray(), said = Say(network, fresh);
        double mean = y.Average();
        return 1 - y.Zip(said, (a, b) => (a - b) * (a - b)).Sum() / y.Sum(value => (value - mean) * (value - mean));
    }

    /// <summary>The likelihood's gradient is nearly zero at what was found, or a bound is met: another length is no better.</summary>
    [Test]
    public void No_other_length_or_noise_near_by_is_likelier()
    {
        Samples<double> samples = EvidenceData.Draw(40, 2, EvidenceData.Smooth, 3, 0.2);
        int[] rows = [.. Enumerable.Range(0, 40)];
        RadialLengths found = RadialTrainer.Likeliest(samples, rows, Units);
        RadialFit fit = RadialTrainer.Fit(samples, rows, found);
        var likelihood = new RadialLikelihood<F>(samples);
        double best = Enumerable.Range(-230, 261).Min(tenth => likelihood.Evaluate(
            [2 * Math.Log(fit.Scales[0]), 2 * Math.Log(fit.Scales[1]), tenth / 10.0]));
        Assert.That(-found.LogLikelihood, Is.LessThanOrEqualTo(best + 1e-4));
        foreach (double off in new[] { -0.2, 0.2 })
        {
            Assert.That(
                Enumerable.Range(-100, 131).Min(tenth => likelihood.Evaluate(
                    [2 * Math.Log(fit.Scales[0]) + off, 2 * Math.Log(fit.Scales[1]), tenth / 10.0])),
                Is.GreaterThan(-found.LogLikelihood - 1e-4));
        }
    }

    /// <summary>Constant targets and inputs, equal rows, one row: finite numbers.</summary>
    [Test]
    public void Odd_data_give_finite_networks([Values(1, 2, 3, 9)] int rows, [Values] bool sameInputs, [Values] bool sameTargets)
    {
        Samples<double> samples = EvidenceData.Draw(rows, 2, x => sameTargets ? 0 : EvidenceData.Smooth(x));
        if (sameInputs)
        {
            samples.Inputs.Span.Clear();
        }

        RadialFit fit = Fit(samples);
        Network<double> network = RadialTrainer.Build(fit);
        Assert.That(network.Weights.All.ToArray(), Is.All.Matches<double>(double.IsFinite));
        Assert.That(Say(network, EvidenceData.Draw(20, 2, EvidenceData.Smooth, 5)), Is.All.Matches<double>(double.IsFinite));
    }
}
