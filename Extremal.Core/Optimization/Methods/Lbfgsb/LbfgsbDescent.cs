using System.Numerics;
using Extremal.LinearAlgebra;
using Extremal.Optimization.Methods.QuasiNewton;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>The descent of <see cref="Lbfgsb{T}"/> from one start: the point that it stands at, and the line search from there.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class LbfgsbDescent<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>This many steps without visible progress, one after the other, are the end.</summary>
    private const int MostIdle = 5;

    private static readonly T Rounding = T.CreateTruncating(10) * (T.BitIncrement(T.One) - T.One);

    // At a kink a closer search would only find more steps that are not smooth either.
    private static readonly T Shortest = T.CreateTruncating(0.1);

    private readonly int _start;
    private readonly Box<T> _box;
    private readonly QuadraticModel<T> _model;
    private readonly SubspaceStep<T> _aim;
    private readonly T[] _point, _gradient, _direction, _gradientAtBest;
    private WolfeSearch<T> _search;
    private WolfeStatus _status = WolfeStatus.Found;
    private int _idle;
    private T _normAtProgress;

    /// <summary>A descent that asks for its first point, which is in the box. In the model it has the number of its start.</summary>
    public LbfgsbDescent(int start, ReadOnlySpan<T> point, Box<T> box, QuadraticModel<T> model, SubspaceStep<T> aim)
    {
        (_start, _point, _box, _model, _aim) = (start, point.ToArray(), box, model, aim);
        (_gradient, _direction, _gradientAtBest) = (new T[point.Length], new T[point.Length], new T[point.Length]);
    }

    /// <summary>The point that it stands at.</summary>
    public ReadOnlySpan<T> Point => _point;

    /// <summary>The value there.</summary>
    public T Value { get; private set; } = T.PositiveInfinity;

    /// <summary>The norm of the projected gradient there.</summary>
    public T Norm { get; private set; }

    /// <summary>Steps made; −1 before the first point has been evaluated.</summary>
    public int Steps { get; private set; } = -1;

    /// <summary>Writes the point to be evaluated, x + αd; a coordinate that meets its bound at this step is exactly there.</summary>
    public void Locate(Span<T> located)
    {
        ReadOnlySpan<T> lower = _box.Lower, upper = _box.Upper;
        for (int i = 0; i < located.Length; i++)
        {
            (T x, T d) = (_point[i], _direction[i]);
            located[i] = d == T.Zero ? x
                : _search.Step >= Ratio(x, d, lower[i], upper[i]) ? d > T.Zero ? upper[i] : lower[i]
                : T.Max(lower[i], T.Min(upper[i], x + _search.Step * d));
        }
    }

    /// <summary>Takes value and gradient, zero where a coordinate cannot move, at the point asked for; whether it stands at another
    /// one now.</summary>
    public bool Take(T value, ReadOnlySpan<T> gradient)
    {
        if (Steps < 0)
        {
            gradient.CopyTo(_gradient);
            Arrive(value);
            return true;
        }

        T told = _search.Step;
        _status = _search.Tell(value, Vectors.Dot(gradient, _direction));
        if (_search.BestStep == told)
        {
            gradient.CopyTo(_gradientAtBest);
        }

        if (_status == WolfeStatus.Found)
        {
            bool isTold = _search.Step == told;
            Move(isTold ? gradient : _gradientAtBest);
            Arrive(isTold ? value : _search.BestValue);
        }

        return _status == WolfeStatus.Found;
    }

    /// <summary>After <see cref="Take"/>: chooses the next point to be evaluated; false if no step lowers the value
    /// measurably.</summary>
    public bool TryGoOn() => _status switch
    {
        WolfeStatus.Searching => true,
        WolfeStatus.Found when _idle >= MostIdle => false,
        WolfeStatus.Found => TryAim() || TryAimAfresh(),
        _ => TryAimAfresh(),
    };

    /// <summary>Goes to the step that was found, and learns from it.</summary>
    private void Move(ReadOnlySpan<T> gradient)
    {
        // Both are free until the next search begins.
        Span<T> s = _direction, y = _gradientAtBest;
        Locate(s);
        (T sy, T yy) = (T.Zero, T.Zero);
        for (int i = 0; i < s.Length; i++)
        {
            (T next, T slope) = (s[i], gradient[i]);
            (s[i], y[i]) = (next - _point[i], slope - _gradient[i]);
            (_point[i], _gradient[i]) = (next, slope);
            sy += s[i] * y[i];
            yy += y[i] * y[i];
        }

        // Without curvature along the step, as where the search ended at a bound, there is nothing to learn.
        if (sy > T.Zero && sy > Rounding * yy * T.Abs(_search.Step) && T.IsFinite(yy / sy))
        {
            _model.Learn(_start, s, y);
        }
    }

    /// <summary>Judges the point that was reached.</summary>
    private void Arrive(T value)
    {
        Steps++;
        Norm = _box.ProjectedGradientNorm(_point, _gradient);
        bool visible = value < Value - Rounding * T.Abs(Value) || Norm + Norm <= _normAtProgress;
        (Value, _idle) = (value, visible ? 0 : _idle + 1);
        _normAtProgress = visible ? Norm : _normAtProgress;
    }

    /// <summary>Forgets the model and tries once more, if there is a model to forget.</summary>
    private bool TryAimAfresh()
    {
        if (_model.IsFresh(_start))
        {
            return false;
        }

        _model.Forget(_start);
        return TryAim();
    }

    /// <summary>Finds a direction by the model, and begins the search along it; false if the model gives none that goes down.</summary>
    private bool TryAim()
    {
        bool first = _model.IsFresh(_start) && Steps == 0;
        if (!_model.Select(_start) || !_aim.TryFind(_point, _gradient, _direction))
        {
            return false;
        }

        ReadOnlySpan<T> lower = _box.Lower, upper = _box.Upper;
        (T slope, T square, bool boxed) = (T.Zero, T.Zero, true);
        for (int i = 0; i < _direction.Length; i++)
        {
            T d = _direction[i] -= _point[i];
            slope += _gradient[i] * d;
            square += d * d;
            boxed &= T.IsFinite(lower[i]) && T.IsFinite(upper[i]);
        }

        if (!(slope < T.Zero && T.IsFinite(slope) && T.IsFinite(square)))
        {
            return false;
        }

        T most = first && boxed ? T.One : Room();
        T step = first && !boxed ? T.Min(most, T.One / T.Sqrt(square)) : T.One;
        _search.Begin(Value, slope, step, most, Rounding * T.Abs(Value), Shortest);
        return true;
    }

    /// <summary>The greatest step from x along d in the box; at least one, for x + d is in it.</summary>
    private T Room()
    {
        ReadOnlySpan<T> lower = _box.Lower, upper = _box.Upper;
        T room = T.CreateTruncating(1e10);
        for (int i = 0; i < _direction.Length; i++)
        {
            T ratio = Ratio(_point[i], _direction[i], lower[i], upper[i]);
            room = ratio < room ? ratio : room;
        }

        return T.Max(room, T.One);
    }

    /// <summary>The step at which a coordinate meets its bound.</summary>
    private static T Ratio(T x, T d, T lower, T upper) =>
        d > T.Zero ? (upper - x) / d : d < T.Zero ? (lower - x) / d : T.PositiveInfinity;
}
