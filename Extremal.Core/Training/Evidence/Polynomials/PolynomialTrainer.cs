using Extremal.Data;
using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Networks;
using Extremal.Problems;

namespace Extremal.Training.Evidence;

/// <summary>
/// Trains a quadratic for one target by its evidence, as a network of one layer of the terms: each term has a prior of its own, so that a term that
/// does not matter is switched off, and where all squares are, the quadratic is a linear model (M. E. Tipping, "Sparse Bayesian learning and the
/// relevance vector machine", 2001).
/// </summary>
internal static class PolynomialTrainer
{
    // The most: the problem is linear, and the steps re-estimate priors and noise.
    private const int MostSteps = 40;

    /// <summary>The linear model and the quadratic of all rows, with what they miss of each fold when they are trained without it.</summary>
    /// <param name="samples">Of one target.</param>
    /// <param name="folds">For each row the number of its fold, from 0.</param>
    /// <param name="steps">The most steps.</param>
    /// <param name="threads">The most threads.</param>
    /// <param name="cancellation">Ends the training within some milliseconds.</param>
    /// <returns>Both, or none if there was no time for all, or if one has no posterior in these numbers.</returns>
    public static SingleFit[] Train(Samples<double> samples, int[] folds, int steps, int threads, CancellationToken cancellation)
    {
        var terms = new PolynomialTerms(samples.Inputs.Shape.Columns);
        Solution? linear = Solve(samples, folds, steps, threads, cancellation);
        Solution? quadratic = Solve(terms.Expand(samples), folds, steps, threads, cancellation);
        if (linear is null || quadratic is null)
        {
            return [];
        }

        double[] units = new double[terms.Count];
        double constant = terms.ToUnits(quadratic.Network.Layers[0].Weight.Span, units);
        return
        [
            new LinearFit(linear.Network)
            {
                LeftOut = linear.LeftOut,
                LeftOutVariances = linear.LeftOutVariances,
                NoiseVariance = linear.NoiseVariance,
                Posterior = linear.Posterior,
            },
            new PolynomialFit(terms, units, constant + quadratic.Network.Layers[0].Bias.Span[0])
            {
                LeftOut = quadratic.LeftOut,
                LeftOutVariances = quadratic.LeftOutVariances,
                NoiseVariance = quadratic.NoiseVariance,
                Posterior = terms.ToUnits(quadratic.Posterior),
            },
        ];
    }

    private sealed record Solution(
        Network<double> Network, double[] LeftOut, double[] LeftOutVariances, double NoiseVariance, LayerPosterior Posterior);

    private static Solution? Solve(Samples<double> samples, int[] folds, int steps, int threads, CancellationToken cancellation)
    {
        int count = folds.Max() + 1;
        int[] all = [.. Enumerable.Range(0, samples.Count)];
        var trained = new (Network<double> Network, EvidenceTrainer Trainer)[count + 1];
        var left = new LeftOutRow[count][];
        ParallelJobs.Run(trained.Length, threads, job =>
        {
            int[] held = [.. all.Where(row => folds[row] == job)];
            trained[job] = TrainOne(held.Length == 0 ? samples : samples.Take([.. all.Except(held)]), steps, cancellation);
            if (job < count)
            {
                left[job] = LeftOutRow.Of(samples.Take(held), held, trained[job].Network, trained[job].Trainer.Posterior);
            }
        });
        if (trained.Any(one => one.Trainer.Posterior is null))
        {
            return null;
        }

        LeftOutRow[] rows = [.. left.SelectMany(fold => fold).OrderBy(row => row.Row)];
        (Network<double> network, EvidenceTrainer trainer) = trained[^1];
        return new Solution(
            network, [.. rows.Select(row => row.Miss)], [.. rows.Select(row => row.Variance)], trainer.NoiseVariance, trainer.Posterior!);
    }

    private static (Network<double> Network, EvidenceTrainer Trainer) TrainOne(Samples<double> samples, int steps, CancellationToken cancellation)
    {
        var network = new Network<double>(samples.Inputs.Shape.Columns, new Layer(1, Activation.Identity));
        var trainer = new EvidenceTrainer(network, samples, prior: 1, DenseForm.FirstNoise);
        trainer.Run(Math.Min(steps, MostSteps), null, cancellation);
        return (network, trainer);
    }
}
