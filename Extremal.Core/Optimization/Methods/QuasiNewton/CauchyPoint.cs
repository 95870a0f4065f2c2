using System.Numerics;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// The generalised Cauchy point: the first local minimum of the quadratic model along the projected steepest-descent path
/// P(x − t g), t ≥ 0 (Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16, 1995, section 4, algorithm CP). It says which bounds hold in
/// the step.
/// </summary>
/// <remarks>
/// The path is straight from break to break, where one more coordinate meets its bound. Along a piece the model is a parabola with slope
/// f′ and curvature f″, both carried on from piece to piece, (4.9) and (4.10), here for any B.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CauchyPoint<T>(int dimension) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Epsilon = T.BitIncrement(T.One) - T.One;

    private readonly T[] _breaks = new T[dimension];
    private readonly T[] _d = new T[dimension];
    private readonly T[] _z = new T[dimension];
    private readonly int[] _heap = new int[dimension];
    private int _heaped;

    /// <summary>The displacement z from x to the Cauchy point; the model has walked it.</summary>
    public ReadOnlySpan<T> Displacement => _z;

    /// <summary>Finds the point; a coordinate that meets a bound is exactly the bound's number.</summary>
    public void Find(
        QuadraticModel<T> model, ReadOnlySpan<T> x, ReadOnlySpan<T> g, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper, Span<T> cauchy)
    {
        T slope = Path(x, g, lower, upper, cauchy);
        T curvature = model.Aim(_d), least = Epsilon * curvature;
        T walked = T.Zero, best = curvature > T.Zero ? -slope / curvature : T.Zero;
        while (_heaped > 0 && best >= _breaks[_heap[0]] - walked)
        {
            int i = Next();
            T piece = _breaks[i] - walked, d = _d[i];
            model.Walk(piece);
            walked = _breaks[i];
            cauchy[i] = d > T.Zero ? upper[i] : lower[i];
            _z[i] = cauchy[i] - x[i];
            (T bz, T bd, T diagonal) = model.Row(i, _z[i], d);
            slope += piece * curvature - d * (g[i] + bz);
            curvature = T.Max(curvature - d * (bd + bd - d * diagonal), least);
            model.Drop(i, d);
            _d[i] = T.Zero;
            best = slope < T.Zero && curvature > T.Zero ? -slope / curvature : T.Zero;
        }

        model.Walk(best);
        walked += best;
        for (int i = 0; i < cauchy.Length; i++)
        {
            if (_d[i] != T.Zero)
            {
                cauchy[i] = T.Max(lower[i], T.Min(upper[i], x[i] + walked * _d[i]));
                _z[i] = cauchy[i] - x[i];
            }
        }
    }

    /// <summary>Breaks (4.1) and first direction (4.2) of the path; returns the slope −dᵀd.</summary>
    private T Path(ReadOnlySpan<T> x, ReadOnlySpan<T> g, ReadOnlySpan<T> lower, ReadOnlySpan<T> upper, Span<T> cauchy)
    {
        T slope = T.Zero;
        _heaped = 0;
        for (int i = 0; i < x.Length; i++)
        {
            T room = g[i] < T.Zero ? upper[i] - x[i] : x[i] - lower[i];
            _breaks[i] = g[i] == T.Zero ? T.PositiveInfinity : room / T.Abs(g[i]);
            _d[i] = _breaks[i] > T.Zero ? -g[i] : T.Zero;
            _z[i] = T.Zero;
            cauchy[i] = x[i];
            slope -= _d[i] * _d[i];
            if (_d[i] != T.Zero && T.IsFinite(_breaks[i]))
            {
                _heap[_heaped++] = i;
            }
        }

        for (int k = _heaped / 2 - 1; k >= 0; k--)
        {
            Sink(k);
        }

        return slope;
    }

    /// <summary>Takes the next break off the heap.</summary>
    private int Next()
    {
        int next = _heap[0];
        _heap[0] = _heap[--_heaped];
        Sink(0);
        return next;
    }

    private void Sink(int k)
    {
        for (int child = 2 * k + 1; child < _heaped; child = 2 * k + 1)
        {
            if (child + 1 < _heaped && IsEarlier(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!IsEarlier(_heap[child], _heap[k]))
            {
                return;
            }

            (_heap[k], _heap[child]) = (_heap[child], _heap[k]);
            k = child;
        }
    }

    // Of equal breaks the lower index, so that the order, and with it the rounding, is always the same.
    private bool IsEarlier(int i, int j) => _breaks[i] < _breaks[j] || (_breaks[i] == _breaks[j] && i < j);
}
