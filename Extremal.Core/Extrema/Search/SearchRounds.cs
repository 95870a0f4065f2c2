using Extremal.Kernels;
using Extremal.Memory;
using Extremal.Optimization;

namespace Extremal.Extrema;

/// <summary>
/// From which starts the searches go out, round by round: the user's points and the best and most spread of those that were drawn; then,
/// while the best optimum was found from one start only, others of them and points around the best optima.
/// </summary>
internal sealed class SearchRounds
{
    // An optimum that this many starts led to is taken for the best there is: what draws starts best is rarely found last.
    private const int Enough = 2;

    // After this many further rounds in which no point met the limits, none is expected to: the answer says so.
    private const int RoundsWithoutAnswer = 1;

    // A unit of excess beside a unit of loss, where no search follows that could mend it.
    private const double LastPenalty = 1e9;

    // How far from an optimum further starts are drawn, as shares of the domain's widths; one share a start, in turn.
    private static readonly double[] Spreads = [0.3, 0.1, 0.03];

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly LocalSearches _searches;
    private readonly double[] _widths;
    private readonly bool[] _held;

    public SearchRounds(SearchProblem problem, SearchOptions options, LocalSearches searches, bool[] held)
    {
        (_problem, _options, _searches, _held) = (problem, options, searches, held);
        _widths = new double[problem.Dimension];
        for (int j = 0; j < _widths.Length; j++)
        {
            double width = problem.Box.Upper[j] - problem.Box.Lower[j];
            _widths[j] = double.IsFinite(width) ? width : 2; // two standard deviations
        }
    }

    /// <summary>How many starts led to the best loss and converged there.</summary>
    public int Hits
    {
        get
        {
            LocalSearchResult? best = _searches.Best;
            return best is null ? 0 : _searches.Trails.Count(
                trail => trail.Outcome.Reason == StopReason.Converged && trail.Merit.IsAsGoodAs(best.Merit));
        }
    }

    /// <summary>The first round, then more of them while they are needed, allowed and in time.</summary>
    /// <param name="given">The user's points, all of which are followed.</param>
    /// <param name="drawn">Points that were drawn, and rows of the data.</param>
    public void Run(Slice<double> given, Slice<double> drawn)
    {
        if (drawn.Shape.Rows <= _options.Searches)
        {
            _searches.Follow(Join(given, drawn), _held);
            return;
        }

        double[] merits = Merits(drawn);
        StartPool pool = Pool(drawn.Rows(0, merits.Length), merits);
        _searches.Follow(Join(given, pool.Take(_options.Searches)), _held);
        Continue(pool);
    }

    /// <summary>Further rounds from what is left in a pool.</summary>
    public void Continue(StartPool pool)
    {
        for (int round = 1; _options.Optimizer is null && round < _options.MaxRounds; round++)
        {
            bool isHopeless = round > RoundsWithoutAnswer && _searches.Best!.Violation > 0;
            if (Hits >= Enough || isHopeless || _searches.IsOver)
            {
                return;
            }

            int around = _searches.Best!.Outcome.Reason == StopReason.Converged ? _options.Searches / 2 : 0;
            _searches.Follow(Join(Around(around, (ulong)round), pool.Take(_options.Searches - around)), _held);
        }
    }

    /// <summary>A pool that measures distances by the domain.</summary>
    public StartPool Pool(Slice<double> points, double[] merits) => new(points, merits, _widths);

    /// <summary>
    /// Losses, and ten times the excess of every smooth constraint that is broken: of all points, or of the first this many that there was
    /// time for. If there was not, nothing will be mended any more: then what meets the constraints comes first.
    /// </summary>
    public double[] Merits(Slice<double> points)
    {
        int functions = _searches.Objective.Functions, looked = 0;
        double[] values = new double[points.Shape.Rows * functions];
        try
        {
            for (int count; looked < points.Shape.Rows; looked += count)
            {
                count = Math.Min(NetworkObjective.MostRows, points.Shape.Rows - looked);
                _searches.Objective.Evaluate(
                    points.Matrix.RowRange(looked, count), values.AsSpan(looked * functions, count * functions), default);
            }
        }
        catch (InterruptedException over) when (over.Deadline == _searches.Deadline)
        {
        }

        _searches.Screened += looked;
        double[] merits = new double[looked];
        for (int i = 0; i < looked; i++)
        {
            double penalty = Penalty(values.AsSpan(i * functions + 1, functions - 1));
            merits[i] = values[i * functions] + (looked < points.Shape.Rows ? LastPenalty : 10) * penalty;
            _searches.Valid += double.IsFinite(merits[i]) ? 1 : 0;
        }

        return merits;
    }

    private double Penalty(ReadOnlySpan<double> constraints)
    {
        double penalty = 0;
        for (int k = 0; k < constraints.Length; k++)
        {
            Problems.Constraints.Constraint limits = _problem.Constraints[k];
            penalty += Math.Max(0, Math.Max(limits.Low / limits.Scale - constraints[k], constraints[k] - limits.High / limits.Scale));
        }

        return penalty;
    }

    /// <summary>Points normally distributed around the best ones, half of them around the very best.</summary>
    public Slice<double> Around(int count, ulong round)
    {
        LocalSearchResult[] best = [.. _searches.Trails.OrderBy(trail => trail.Merit).DistinctBy(trail => trail.Loss).Take(Math.Max(1, count / 2))];
        Slice<double> points = Slice<double>.Zeros(new Shape(count, _problem.Dimension));
        RandomSource random = new RandomSource(_options.Seed).Split(round);
        for (int i = 0; i < count; i++)
        {
            double[] center = best[i < count / 2 ? 0 : i % best.Length].Point;
            for (int j = 0; j < center.Length; j++)
            {
                bool moves = _widths[j] > 0 && !(_held.Length > 0 && _held[j]);
                double step = Spreads[i % Spreads.Length] * _widths[j] * random.Normal((ulong)(i * center.Length + j));
                points.Matrix[i, j] = moves ? _problem.Box.Nearest(j, center[j] + step) : center[j];
            }

            if (_held.Length == 0) // else the projection would move what is held; the linear constraints are met afterwards without that
            {
                _problem.Region.Project(points.Matrix.Row(i));
            }
        }

        return points;
    }

    private static Slice<double> Join(Slice<double> first, Slice<double> second)
    {
        Slice<double> all = Slice<double>.Zeros(new Shape(first.Shape.Rows + second.Shape.Rows, first.Shape.Columns));
        first.Span.CopyTo(all.Span);
        second.Span.CopyTo(all.Span[first.Shape.Count..]);
        return all;
    }
}
