using System.Numerics;
using Extremal.Memory;

namespace Extremal.Optimization;

// What was found so far.
public abstract partial class Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Slice<T> _best = Slice<T>.Zeros(default);
    private Outcome<T>[] _outcomes = [];
    private T[] _violations = [];

    /// <summary>How each start went, or goes: until it has ended its reason is <see cref="StopReason.None"/>.</summary>
    public ReadOnlySpan<Outcome<T>> Outcomes => _outcomes;

    /// <summary>
    /// The best point of each start so far, one row a start, all in the region. Before a finite evaluation it is the projected start.
    /// </summary>
    public ReadOnlyMatrix<T> BestPoints => _best.Matrix;

    /// <summary>
    /// How far the best point of each start is from meeting the method's own constraints: zero if it meets them to their tolerances, as it
    /// always does where a method has none; ∞ before a finite evaluation.
    /// </summary>
    public ReadOnlySpan<T> Violations => _violations;

    /// <summary>
    /// The start with the least value so far among those that meet the constraints, else the one that violates them least; the first of
    /// equals; −1 if no evaluation was finite.
    /// </summary>
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

    /// <summary>Keeps a point of the region with a finite value, if it is the best of its start so far; of equals the later one.</summary>
    protected void Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm) => Offer(start, point, value, gradientNorm, T.Zero);

    /// <summary>The same for a method with constraints: of two points the one that violates them less, before the value counts.</summary>
    /// <returns>Whether the point was kept.</returns>
    protected bool Offer(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation)
    {
        bool better = violation < _violations[start] || (violation == _violations[start] && !(value > _outcomes[start].Value));
        if (better)
        {
            Keep(start, point, value, gradientNorm, violation);
        }

        return better;
    }

    // A point of a batch that the method was not told of: only if it is better than what the start has.
    private void OfferLate(int start, ReadOnlySpan<T> point, T value, T violation)
    {
        T before = _outcomes[start].Value;
        if (T.IsNaN(before) || violation < _violations[start] || (violation == _violations[start] && value < before))
        {
            Keep(start, point, value, T.NaN, violation);
        }
    }

    /// <summary>Makes a point the best of its start, whatever was before.</summary>
    protected void Keep(int start, ReadOnlySpan<T> point, T value, T gradientNorm, T violation)
    {
        _outcomes[start] = _outcomes[start] with { Value = value, GradientNorm = gradientNorm };
        _violations[start] = violation;
        point.CopyTo(_best.Matrix.Row(start));
    }

    private void Forget(ReadOnlyMatrix<T> points)
    {
        _best = Slice<T>.Zeros(points.Shape);
        _best.Matrix.Assign(points);
        _outcomes = new Outcome<T>[points.Rows];
        _violations = new T[points.Rows];
        Array.Fill(_outcomes, new(StopReason.None, T.NaN, T.NaN, 0, 0));
        Array.Fill(_violations, T.PositiveInfinity);
    }

    private bool IsBelow(int start, int other) => _violations[start] < _violations[other]
        || (_violations[start] == _violations[other] && _outcomes[start].Value < _outcomes[other].Value);
}
