using Extremal.Kernels;
using Extremal.Networks;
using Extremal.Optimization;
using Extremal.Optimization.Methods;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Training.Evidence;

/// <summary>
/// Trains one small network: steps of Levenberg and Marquardt's method on minus the log posterior, with the priors and the noise re-estimated
/// from the evidence after every second one. The weights of the greatest evidence are kept.
/// </summary>
internal sealed class EvidenceTrainer
{
    // The first steps find the coarse form with the first priors; their evidence says nothing yet.
    private const int FirstSteps = 12;

    private const int StepsPerEstimate = 2;
    private const double FirstDamping = 1e-2;

    private readonly Network<double> _network;
    private readonly WeightPriors _priors;
    private readonly EvidenceModel _model;
    private readonly int _firstSteps;
    private readonly LevenbergMarquardtDescent _descent;
    private readonly LossCurves _curves = new();
    private readonly double[] _best;
    private double _bestEvidence = double.NegativeInfinity;
    private int _bestStep;

    /// <param name="network">Of one output; it begins with the weights that it has.</param>
    /// <param name="samples">Standardised.</param>
    /// <param name="prior">α at first.</param>
    /// <param name="noise">β at first.</param>
    public EvidenceTrainer(Network<double> network, Samples<double> samples, double prior, double noise)
        : this(network, samples, new WeightPriors(network, prior), noise, FirstDamping, FirstSteps)
    {
    }

    private EvidenceTrainer(
        Network<double> network, Samples<double> samples, WeightPriors priors, double noise, double damping, int firstSteps)
    {
        (_network, _priors, _firstSteps) = (network, priors, firstSteps);
        _model = new EvidenceModel(new NetworkResiduals(network, samples), priors, noise);
        _descent = new LevenbergMarquardtDescent(_model, damping);
        _best = network.Weights.All.ToArray();
    }

    /// <summary>The same network, from where it has come to, on other samples.</summary>
    public EvidenceTrainer On(Samples<double> samples) => new(_network, samples, _priors, _model.Noise, _descent.Damping, StepsPerEstimate);

    /// <summary>1/β.</summary>
    public double NoiseVariance => 1 / _model.Noise;

    /// <summary>
    /// The posterior of the last layer at the best weights; null if it has none in these numbers, or if there was no time for it.
    /// </summary>
    public LayerPosterior? Posterior { get; private set; }

    /// <summary>Trains until the steps are made or the caller cancels; the network then has the best weights.</summary>
    /// <param name="steps">The most steps.</param>
    /// <param name="progress">Reports after each step.</param>
    /// <param name="cancellation">Ends the training within some milliseconds.</param>
    public TrainingOutcome Run(int steps, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var deadline = new Deadline(null, cancellation);
        TrainingEnd end = TrainingEnd.Cancelled;
        try
        {
            using Deadline.Scope watched = deadline.Watch();
            end = Descend(steps, progress);
            Posterior = _model.LastLayerPosterior(_best);
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
            // The best so far stays.
        }

        _best.CopyTo(_network.Weights.All);
        int made = _curves.Training.Count;
        return new TrainingOutcome(end, made, _curves.ToHistory() with { BestEpoch = Math.Min(_bestStep, made) - 1 });
    }

    private TrainingEnd Descend(int steps, IProgress<TrainingProgress>? progress)
    {
        Deadline.Look();
        _descent.Begin(_best);
        for (int step = 1; step <= steps; step++)
        {
            Deadline.Look();
            StopReason stop = _descent.Step();
            if (stop == StopReason.NonFinite)
            {
                return TrainingEnd.NonFinite;
            }

            bool isEstimate = step % StepsPerEstimate == 0 || step == steps || stop != StopReason.None;
            if (isEstimate && !TryReestimate(step))
            {
                return TrainingEnd.Converged;
            }

            if (!isEstimate && step <= _firstSteps)
            {
                Keep();
            }

            _curves.Add(_model.MeanSquare, null);
            Report(progress, steps);
        }

        return TrainingEnd.Completed;
    }

    // What the evidence is at a point is known once the priors are estimated there.
    private bool TryReestimate(int step)
    {
        if (!_model.TryReestimate())
        {
            return false;
        }

        if (_model.LogEvidence > _bestEvidence || step <= _firstSteps)
        {
            _bestEvidence = _model.LogEvidence;
            Keep();
        }

        _descent.Refresh();
        return true;
    }

    private void Keep()
    {
        _bestStep = _curves.Training.Count + 1;
        _descent.Point.CopyTo(_best);
    }

    private void Report(IProgress<TrainingProgress>? progress, int steps)
    {
        if (progress is not null)
        {
            using Deadline.Scope theirs = Deadline.Suspend();
            progress.Report(new TrainingProgress(_curves.Training.Count, steps, _curves.Training[^1], null, Math.Max(_bestStep, 1) - 1));
        }
    }
}
