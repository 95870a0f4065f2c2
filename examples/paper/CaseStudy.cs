using System.Diagnostics;
using Extremal;
using Extremal.Certificates;
using Extremal.Data;
using Extremal.Extrema;
using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Problems;
using Extremal.Results;
using Extremal.Training;

namespace Examples.Paper;

/// <summary>The diet of section 3: measured, learnt, and asked for its best.</summary>
internal sealed class CaseStudy
{
    public const int Rows = 1000;
    public const double Noise = 0.05;
    public static readonly string[] Names = ["carbohydrates", "protein", "cake", "candy"];

    private CaseStudy(ulong seed, Dataset data, Regressor model, TimeSpan trainingTime)
    {
        (Seed, Data, Model, TrainingTime) = (seed, data, model, trainingTime);
        TwoDeviations = model.Domain.WithinDeviations(2);
    }

    public ulong Seed { get; }
    public Dataset Data { get; }
    public Regressor Model { get; }
    public TimeSpan TrainingTime { get; }

    /// <summary>μ ± 2σ. It reaches past the data: two deviations of a uniform distribution on [−1, 1] are 1.155.</summary>
    public Domain TwoDeviations { get; }

    /// <summary>From where to where the data go.</summary>
    public Domain DataRange => Model.Domain;

    /// <summary>(3.1): uniform inputs in [−1, 1]⁴, and their health with Gaussian noise.</summary>
    public static Dataset Measure(ulong seed)
    {
        var (uniform, noise) = (new RandomSource(seed, stream: 0), new RandomSource(seed, stream: 1));
        var (inputs, health) = (new double[Rows][], new double[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            inputs[row] = [.. Enumerable.Range(0, 4).Select(i => 2 * uniform.Uniform((ulong)(4 * row + i)) - 1)];
            health[row] = Equations.Truth(inputs[row]) + Noise * noise.Normal((ulong)row);
        }

        return Dataset.Create(inputs, health, Names, "health");
    }

    /// <summary>
    /// (2.1): the weights are watched, the data are constants. One wide smooth layer bends little where there are no data, which matters:
    /// the box μ ± 2σ reaches past them. The form and the numbers were chosen on other seeds than those reported, and are the same for all.
    /// </summary>
    public static CaseStudy Learn(ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var data = Measure(seed);
        var model = Regressor.Train(data, new TrainingOptions
        {
            Hidden = [64],
            Activation = Activation.Softplus,
            Optimizer = Optimizer.Adam(rate: 0.04),
            Schedule = Schedule.Cosine(),
            Epochs = 200,
            BatchSize = 40,
            L2 = 1e-5,
            Validation = 0,
            Seed = seed,
        });
        return new CaseStudy(seed, data, model, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>(3.2) = (3.3) + (3.4) by (2.4), as printed: in the user's units, from one start, nowhere bounded.</summary>
    public Extremum AsPrinted(bool keepPath = false) => Model.Extremize(
        PaperLosses.NonNegativeMaximization(kappa2: 10, kappaHat: 1) + PaperLosses.Extrapolation(deviations: 2, kappa1: 0.5),
        Model.Domain.Unbounded(),
        new SearchOptions
        {
            InUserUnits = true,
            Starts = 1,
            Distribution = StartDistribution.TruncatedNormal,
            Optimizer = Optimizer.Sgd(rate: 0.02),
            Schedule = Schedule.Constant,
            MaxSteps = 5000,
            KeepPath = keepPath,
            Seed = Seed,
        });

    /// <summary>What is meant: the greatest f, bounds that hold, and many starts, so that none of them decides.</summary>
    /// <param name="domain">Where.</param>
    /// <param name="certify">Whether it is proven too, to a thousandth of the health's standard deviation.</param>
    public Extremum Properly(Domain domain, bool certify) => Model.Maximize(domain, new SearchOptions { Seed = Seed },
        certify: certify ? new CertificateOptions { Gap = 1e-3 } : null);
}
