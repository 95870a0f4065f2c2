using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

/// <summary>The best point of each start so far, how far it is from meeting the constraints, and how the start goes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Incumbents<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Slice<T> _points;
    private readonly Outcome<T>[] _outcomes;
    private readonly T[] _violations;

    /// <summary>Starts of which nothing is known but these points, one row each; copied.</summary>
    public Incumbents(ReadOnlyMatrix<T> points)
    {
        _points = Slice<T>.Zeros(points.Shape);
        _points.Matrix.Assign(points);
        (_outcomes, _violations, Running) = (new Outcome<T>[points.Rows], new T[points.Rows], points.Rows);
        Array.Fill(_outcomes, new(StopReason.None, T.NaN, T.NaN, 0, 0));
        Array.Fill(_violations, T.PositiveInfinity);
    }

    public ReadOnlyMatrix<T> Points => _points.Matrix;

    public ReadOnlySpan<Outcome<T>> Outcomes => _outcomes;

    public ReadOnlySpan<T> Violations => _violations;

    /// <summary>Number of starts that have not ended.</summary>
    public int Running { get; private set; }

    /// <summary>See <see cref="Method{T}.BestStart"/>.</summary>
    public int BestStart
    {
        get
        {
            int best = -1;
            for (int i = 0; i < _outcomes.Length; i++)
            {
                if (!T.IsNaN(_outcomes[i].Value) && (best < 0 || IsBelow(i, best)))
                {
                    best = i;
                }
            }

            return best;
        }
    }

    /// <summary>Moves the points, which are these so far, onto a region, all but the coordinates that are held.</summary>
    public void Project(Region<T> region, ReadOnlySpan<bool> held, ReadOnlyMatrix<T> points)
    {
        for (int i = 0; i < points.Rows; i++)
        {
            region.Project(_points.Matrix.Row(i), held, points.Row(i));
        }
    }

    public void Count(int start, int steps, int evaluations)
    {
        Outcome<T> outcome = _outcomes[start];
        _outcomes[start] = outcome with { Steps = outcome.Steps + steps, Evaluations = outcome.Evaluations + evaluations };
    }

    public void End(int start, StopReason reason)
    {
        _outcomes[start] = _outcomes[start] with { Reason = reason };
        Running--;
    }

    /// <summary>Keeps a point if it is the best of its start so far; of equals the later one. Returns whether it was kept.</summary>
    public bool Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation)
    {
        bool better = violation < _violations[start] || (violation == _violations[start] && !(value > _outcomes[start].Value));
        if (better)
        {
            Keep(start, point, value, gradientNorm, violation);
        }

        return better;
    }

    /// <summary>The same for a point of a batch that the method was not told of: only if it is better than what the start has.</summary>
    public void OfferLate(int start, ReadOnlySpan<T> point, T value, T violation)
    {
        T before = _outcomes[start].Value;
        if (T.IsNaN(before) || violation < _violations[start] || (violation == _violations[start] && value < before))
        {
            Keep(start, point, value, T.NaN, violation);
        }
    }

    /// <summary>Makes a point the best of its start, whatever was before.</summary>
    public void Keep(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation)
    {
        _outcomes[start] = _outcomes[start] with { Value = value, GradientNorm = gradientNorm };
        _violations[start] = violation;
        point.CopyTo(_points.Matrix.Row(start));
    }

    private bool IsBelow(int start, int other) => _violations[start] < _violations[other]
        || (_violations[start] == _violations[other] && _outcomes[start].Value < _outcomes[other].Value);
}
