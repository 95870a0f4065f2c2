using System.Numerics;

namespace Extremal.Optimization.Methods;

/// <summary>The way of one start from point to point.</summary>
public sealed partial class Lbfgsb<T>
{
    /// <summary>This many steps without visible progress, one after the other, are the end.</summary>
    private const int MostIdle = 5;

    private static readonly T Rounding = T.CreateTruncating(10) * (T.BitIncrement(T.One) - T.One);

    // At a kink a closer search would only find more steps that are not smooth either.
    private static readonly T Shortest = T.CreateTruncating(0.1);

    // n numbers for each start: the point, the gradient there, the direction, and the gradient at the search's best step.
    private T[] _points = [];
    private T[] _gradients = [];
    private T[] _directions = [];
    private T[] _gradientsAtBest = [];
    private Descent<T>[] _descents = [];

    // n numbers, of whichever start has its turn.
    private T[] _told = [];
    private T[] _target = [];
    private T[] _moved = [];
    private T[] _lower = [];
    private T[] _upper = [];

    private QuasiNewton.QuadraticModel<T> _model = null!;
    private QuasiNewton.CauchyPoint<T> _cauchy = null!;
    private QuasiNewton.SubspaceStep<T> _subspace = null!;

    private Span<T> Point(int start) => _points.AsSpan(start * Dimension, Dimension);

    private Span<T> Gradient(int start) => _gradients.AsSpan(start * Dimension, Dimension);

    private Span<T> Direction(int start) => _directions.AsSpan(start * Dimension, Dimension);

    private Span<T> GradientAtBest(int start) => _gradientsAtBest.AsSpan(start * Dimension, Dimension);

    /// <summary>Takes the value and the gradient (in <c>_told</c>) at the search's step.</summary>
    private void Advance(int start, T value)
    {
        ref Descent<T> descent = ref _descents[start];
        T told = descent.Search.Step;
        WolfeStatus status = descent.Search.Tell(value, Sum(_told, Direction(start)));
        if (descent.Search.BestStep == told)
        {
            _told.CopyTo(GradientAtBest(start));
        }

        if (status == WolfeStatus.Found)
        {
            bool isTold = descent.Search.Step == told;
            Move(start, isTold ? _told : GradientAtBest(start));
            Arrive(start, isTold ? value : descent.Search.BestValue);
        }
        else if (status == WolfeStatus.Failed)
        {
            Retry(start);
        }
    }

    /// <summary>Goes to the step that was found, and learns from it.</summary>
    private void Move(int start, ReadOnlySpan<T> gradient)
    {
        Span<T> x = Point(start), g = Gradient(start), s = _moved, y = _target;
        Locate(start, _descents[start].Search.Step, s);
        (T sy, T yy) = (T.Zero, T.Zero);
        for (int i = 0; i < x.Length; i++)
        {
            T next = s[i];
            (s[i], y[i]) = (next - x[i], gradient[i] - g[i]);
            (x[i], g[i]) = (next, gradient[i]);
            sy += s[i] * y[i];
            yy += y[i] * y[i];
        }

        // Without curvature along the step, as where the search ended at a bound, there is nothing to learn.
        if (sy > T.Zero && sy > Rounding * yy * T.Abs(_descents[start].Search.Step) && T.IsFinite(yy / sy))
        {
            _model.Learn(start, s, y);
        }

        CountStep(start);
    }

    /// <summary>Judges the point that was reached, and aims anew.</summary>
    private void Arrive(int start, T value)
    {
        ref Descent<T> descent = ref _descents[start];
        T norm = Norm(Point(start), Gradient(start));
        T before = Outcomes[start].Steps == 0 ? T.PositiveInfinity : descent.Value;
        bool visible = value < before - Rounding * T.Abs(before) || norm + norm <= descent.Norm;
        (descent.Value, descent.Idle) = (value, visible ? 0 : descent.Idle + 1);
        descent.Norm = visible ? norm : descent.Norm;
        Keep(start, Point(start), value, norm, T.Zero);
        if (norm <= _tolerance)
        {
            End(start, StopReason.Converged);
        }
        else if (Outcomes[start].Steps >= _steps)
        {
            End(start, StopReason.StepLimit);
        }
        else if (descent.Idle >= MostIdle)
        {
            GiveUp(start);
        }
        else if (!TryAim(start))
        {
            Retry(start);
        }
    }

    /// <summary>Forgets the model and tries once more; without a model to forget it gives up.</summary>
    private void Retry(int start)
    {
        if (_model.IsFresh(start))
        {
            GiveUp(start);
            return;
        }

        _model.Forget(start);
        if (!TryAim(start))
        {
            GiveUp(start);
        }
    }

    /// <summary>No step lowers the value measurably: stationary as far as the values can tell, or stuck.</summary>
    private void GiveUp(int start)
    {
        bool small = Outcomes[start].GradientNorm <= _tolerance * T.Max(T.One, T.Abs(_descents[start].Value));
        End(start, small ? StopReason.Converged : StopReason.NoDescent);
    }

    /// <summary>Finds a direction by the model, and begins the search along it; false if the model gives none that goes down.</summary>
    private bool TryAim(int start)
    {
        Span<T> x = Point(start), g = Gradient(start), d = Direction(start);
        bool first = _model.IsFresh(start) && Outcomes[start].Steps == 0;
        if (!_model.Select(start))
        {
            return false;
        }

        _cauchy.Find(_model, x, g, _lower, _upper, _target);
        if (!_subspace.TryMove(_model, g, _cauchy.Displacement, _lower, _upper, _target))
        {
            return false;
        }

        (T slope, T square, bool boxed) = (T.Zero, T.Zero, true);
        for (int i = 0; i < d.Length; i++)
        {
            d[i] = _target[i] - x[i];
            slope += g[i] * d[i];
            square += d[i] * d[i];
            boxed &= T.IsFinite(_lower[i]) && T.IsFinite(_upper[i]);
        }

        if (!(slope < T.Zero && T.IsFinite(slope) && T.IsFinite(square)))
        {
            return false;
        }

        ref Descent<T> descent = ref _descents[start];
        descent.Most = first && boxed ? T.One : Room(x, d);
        T step = first && !boxed ? T.Min(descent.Most, T.One / T.Sqrt(square)) : T.One;
        descent.Search.Begin(descent.Value, slope, step, descent.Most, Rounding * T.Abs(descent.Value), Shortest);
        return true;
    }

    /// <summary>The greatest step from x along d in the box; at least one, for x + d is in it.</summary>
    private T Room(ReadOnlySpan<T> x, ReadOnlySpan<T> d)
    {
        T room = T.CreateTruncating(1e10);
        for (int i = 0; i < x.Length; i++)
        {
            T ratio = Ratio(i, x[i], d[i]);
            room = ratio < room ? ratio : room;
        }

        return T.Max(room, T.One);
    }

    private T Ratio(int i, T x, T d) =>
        d > T.Zero ? (_upper[i] - x) / d : d < T.Zero ? (_lower[i] - x) / d : T.PositiveInfinity;

    /// <summary>x + αd; a coordinate that meets its bound at this step is exactly there.</summary>
    private void Locate(int start, T step, Span<T> located)
    {
        ReadOnlySpan<T> x = Point(start), d = Direction(start);
        for (int i = 0; i < located.Length; i++)
        {
            located[i] = d[i] == T.Zero ? x[i]
                : step >= Ratio(i, x[i], d[i]) ? d[i] > T.Zero ? _upper[i] : _lower[i]
                : T.Max(_lower[i], T.Min(_upper[i], x[i] + step * d[i]));
        }
    }

    /// <summary>The projected gradient's norm, <see cref="Region{T}.ProjectedGradientNorm"/>.</summary>
    private T Norm(ReadOnlySpan<T> x, ReadOnlySpan<T> g)
    {
        T norm = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T room = g[i] > T.Zero ? x[i] - _lower[i] : _upper[i] - x[i];
            norm = T.Max(norm, T.Min(T.Abs(g[i]), room));
        }

        return norm;
    }

    /// <summary>A coordinate that cannot move has no gradient.</summary>
    private void Free(Span<T> gradient)
    {
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] = IsHeld(i) || _lower[i] == _upper[i] ? T.Zero : gradient[i];
        }
    }

    private static T Sum(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
    {
        T sum = T.Zero;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
