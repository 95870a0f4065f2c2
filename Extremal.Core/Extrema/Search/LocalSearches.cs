using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;
using Extremal.Problems;

namespace Extremal.Extrema;

/// <summary>
/// Follows starts to where they lead, a batch at a time, and keeps what became of every one. All batches share one workspace, one clock and
/// one count for the caller's progress.
/// </summary>
internal sealed class LocalSearches(
    SearchProblem problem, IProgress<MinimizerProgress<double>>? progress, Deadline deadline)
{
    private readonly List<LocalSearchResult> _trails = [];
    private readonly NetworkObjective _objective = problem.Objective();
    private long _rounds;

    /// <summary>What became of every start so far, in the order in which they were followed.</summary>
    public IReadOnlyList<LocalSearchResult> Trails => _trails;

    /// <summary>The objective of all batches.</summary>
    public NetworkObjective Objective => _objective;

    /// <summary>The best so far; null before the first batch. If no loss was finite, it is the first.</summary>
    public LocalSearchResult? Best { get; private set; }

    /// <summary>Points evaluated along the ways so far, also on those that were forgotten.</summary>
    public long Evaluations { get; set; }

    /// <summary>Points looked at to choose starts.</summary>
    public long Screened { get; set; }

    /// <summary>Those of them whose loss was finite.</summary>
    public long Valid { get; set; }

    /// <summary>Whether no further batch may begin.</summary>
    public bool IsOver => deadline.IsOver;

    /// <summary>When the search has to end.</summary>
    public Deadline Deadline => deadline;

    /// <summary>Follows these starts.</summary>
    /// <param name="starts">One row a start.</param>
    /// <param name="held">The coordinates that keep the number with which each start begins; empty for none.</param>
    public void Follow(Slice<double> starts, bool[] held)
    {
        starts = problem.Feasible(starts, held);
        if (starts.Shape.Rows == 0)
        {
            return;
        }

        (Method<double> method, Region<double> region) = problem.Method();
        var limits = new Limits(long.MaxValue, deadline.Left);
        Minimizer.Run(problem.Followed(_objective), method, starts.Matrix, region, limits, Continued(), deadline.Cancellation, held);
        for (int i = 0; i < starts.Shape.Rows; i++)
        {
            var trail = new LocalSearchResult(
                starts.Matrix.Row(i).ToArray(), method.BestPoints.Row(i).ToArray(), method.Violations[i], held, method.Outcomes[i]);
            Add(trail);
        }
    }

    /// <summary>Keeps what became of a start that was followed elsewhere.</summary>
    public void Add(LocalSearchResult trail)
    {
        _trails.Add(trail);
        Best = trail.IsBetterThan(Best) ? trail : Best;
        Evaluations += trail.Outcome.Evaluations;
    }

    /// <summary>Forgets what became of the starts so far, as if they had answered another question; clock and counts go on.</summary>
    public void Forget()
    {
        _trails.Clear();
        Best = null;
    }

    // Each batch counts from the beginning; the caller hears the sums.
    private Continuation? Continued() => progress is null ? null : new Continuation(this, progress, _rounds, Evaluations);

    private sealed class Continuation(LocalSearches searches, IProgress<MinimizerProgress<double>> progress, long rounds, long evaluations)
        : IProgress<MinimizerProgress<double>>
    {
        public void Report(MinimizerProgress<double> value)
        {
            searches._rounds = rounds + value.Rounds;
            double best = searches.Best?.Loss is { } before && !(value.Value < before) ? before : value.Value;
            progress.Report(new(rounds + value.Rounds, evaluations + value.Evaluations, value.Running, best));
        }
    }
}
