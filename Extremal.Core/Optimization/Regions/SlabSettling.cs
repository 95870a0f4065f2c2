using System.Numerics;

namespace Extremal.Optimization.Regions;

/// <summary>
/// The arithmetic of aᵀx as a caller would check it, and the last step of a projection: it moves single coordinates by the few units in the
/// last place that bring aᵀx into the linear constraint. It rests on rounded sums never falling when a term rises.
/// </summary>
internal sealed class SlabSettling<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// A first attempt leaves alone the coordinates at a bound, and those that would have to move a thousand times as far as the best.
    /// </summary>
    private const double LeastShare = 1.0 / 1024;

    private readonly Box<T> _box;
    private readonly T[] _a;
    private readonly T _low;
    private readonly T _high;
    private readonly int[] _order;

    public SlabSettling(Box<T> box, T[] a, T low, T high)
    {
        (_box, _a, _low, _high) = (box, a, low, high);
        _order = [.. Enumerable.Range(0, a.Length).Where(i => a[i] != T.Zero).OrderByDescending(i => T.Abs(a[i]))];
    }

    /// <summary>aᵀx.</summary>
    public T Sum(ReadOnlySpan<T> x)
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += _a[i] * x[i];
        }

        return sum;
    }

    /// <summary>How far aᵀ clamp(y) is above the linear constraint, or negative: below it; zero inside.</summary>
    public T Excess(ReadOnlySpan<T> y)
    {
        T sum = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            sum += _a[i] * _box.Nearest(i, y[i]);
        }

        return Excess(sum);
    }

    /// <summary>What rounding alone may put between the sum and the linear constraint: that much is settled, not projected.</summary>
    public T Rounding(ReadOnlySpan<T> y)
    {
        T size = T.Zero;
        for (int i = 0; i < y.Length; i++)
        {
            size += T.Abs(_a[i] * _box.Nearest(i, y[i]));
        }

        return size * T.CreateTruncating(2 * y.Length) * (T.BitIncrement(T.One) - T.One);
    }

    /// <summary>Brings aᵀx of a point of the box, already within rounding of the linear constraint, into it.</summary>
    public void Settle(Span<T> x)
    {
        if (!T.IsFinite(Sum(x)))
        {
            return;
        }

        while (Pass(x, reluctant: true))
        {
        }

        while (Pass(x, reluctant: false))
        {
        }
    }

    /// <summary>One turn over the coordinates, the most effective first; whether it came nearer to the linear constraint without reaching it.</summary>
    private bool Pass(Span<T> x, bool reluctant)
    {
        bool moved = false;
        foreach (int i in _order)
        {
            T excess = Excess(Sum(x));
            if (excess == T.Zero)
            {
                return false;
            }

            bool spared = reluctant
                && (x[i] == _box.Lower[i] || x[i] == _box.Upper[i] || T.Abs(_a[i]) < T.Abs(_a[_order[0]]) * T.CreateTruncating(LeastShare));
            moved |= !spared && Nudge(x, i, excess);
        }

        return moved && Excess(Sum(x)) != T.Zero;
    }

    /// <summary>
    /// Moves one coordinate until aᵀx is in the linear constraint or, where it jumps across, as far as it stays on its side; whether aᵀx changed.
    /// </summary>
    private bool Nudge(Span<T> x, int i, T excess)
    {
        T before = Sum(x[..i]);
        (T near, T nearLeft) = (x[i], excess);
        T far = Beyond(x, i, before, excess);
        T left = ExcessAt(x, i, before, far);
        while (IsSame(left, -excess))
        {
            T middle = near + (far - near) / (T.One + T.One);
            if (middle == near || middle == far)
            {
                (far, left) = (near, nearLeft);
                break;
            }

            T middleLeft = ExcessAt(x, i, before, middle);
            if (IsSame(middleLeft, excess))
            {
                (near, nearLeft) = (middle, middleLeft);
            }
            else
            {
                (far, left) = (middle, middleLeft);
            }
        }

        x[i] = far;
        return left != excess;
    }

    /// <summary>A place where aᵀx is no longer on the side of the excess, by steps that double; the bound if there is none before it.</summary>
    private T Beyond(ReadOnlySpan<T> x, int i, T before, T excess)
    {
        bool up = excess > T.Zero == _a[i] < T.Zero;
        T end = up ? T.Min(_box.Upper[i], T.BitDecrement(T.PositiveInfinity)) : T.Max(_box.Lower[i], T.BitIncrement(T.NegativeInfinity));
        T step = T.Abs(excess / _a[i]);
        T place = x[i];
        do
        {
            T next = up ? T.Max(place + step, T.BitIncrement(place)) : T.Min(place - step, T.BitDecrement(place));
            place = up ? T.Min(next, end) : T.Max(next, end);
            step += step;
        }
        while (place != end && IsSame(ExcessAt(x, i, before, place), excess));

        return place;
    }

    /// <summary>The excess with xᵢ at <paramref name="place"/>, where <paramref name="before"/> is the sum of the terms before it.</summary>
    private T ExcessAt(ReadOnlySpan<T> x, int i, T before, T place)
    {
        T sum = before + _a[i] * place;
        for (int j = i + 1; j < x.Length; j++)
        {
            sum += _a[j] * x[j];
        }

        return Excess(sum);
    }

    private static bool IsSame(T left, T side) => side > T.Zero ? left > T.Zero : left < T.Zero;

    private T Excess(T sum) => sum > _high ? sum - _high : sum < _low ? sum - _low : T.Zero;
}
