using System.Numerics;

namespace Extremal.Optimization.Methods;

/// <summary>How a <see cref="WolfeSearch{T}"/> stands.</summary>
internal enum WolfeStatus
{
    /// <summary>It wants value and slope at <see cref="WolfeSearch{T}.Step"/>.</summary>
    Searching,

    /// <summary><see cref="WolfeSearch{T}.Step"/> is the answer.</summary>
    Found,

    /// <summary>No step that was tried lowers the value enough.</summary>
    Failed,
}

/// <summary>
/// The line search of Moré and Thuente, "Line search algorithms with guaranteed sufficient decrease" (ACM TOMS 20, 1994), in reverse
/// communication: it proposes a step α along a direction d, and is told φ(α) = f(x + αd) and φ′(α) = ∇f(x + αd)ᵀd. It ends at a step with
/// φ(α) ≤ φ(0) + μ α φ′(0) (1.1) and |φ′(α)| ≤ η |φ′(0)| (1.2), the strong Wolfe conditions.
/// </summary>
/// <remarks>
/// It also ends at the greatest step while the function still falls there, and, where a kink lies in the interval or rounding hides it,
/// at the best step so far as soon as the interval is short beside the step. Close to a minimum the difference of two values is rounding
/// alone; then slopes decide (Hager and Zhang, SIAM J. Optim. 16, 2005, the approximate Wolfe conditions (4.1)): |φ′(α)| ≤ η |φ′(0)|
/// suffices, if |φ(α) − φ(0)| ≤ noise. A mutable value without arrays: a thousand searches lie side by side.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal struct WolfeSearch<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most steps that one search tries.</summary>
    public const int MostSteps = 20;

    private static readonly T Mu = T.CreateTruncating(1e-3);
    private static readonly T Eta = T.CreateTruncating(0.9);
    private static readonly T TwoThirds = T.CreateTruncating(0.66);

    private WolfePoint<T> _best;
    private WolfePoint<T> _other;
    private T _value, _slope, _most, _noise, _shortest;
    private T _lower, _upper, _width, _widthBefore;
    private int _told;
    private bool _bracketed, _first;

    /// <summary>The step to be evaluated next, or the one that was found.</summary>
    public T Step { get; private set; }

    /// <summary>The best step of the interval of uncertainty; zero until a step has lowered the (auxiliary) function.</summary>
    public readonly T BestStep => _best.Step;

    /// <summary>The value at <see cref="BestStep"/>.</summary>
    public readonly T BestValue => _best.Value;

    /// <summary>Begins a search.</summary>
    /// <param name="value">φ(0).</param>
    /// <param name="slope">φ′(0), below zero.</param>
    /// <param name="step">The first step to try, above zero.</param>
    /// <param name="most">The greatest step, at least the first.</param>
    /// <param name="noise">How far two values may differ by rounding alone.</param>
    /// <param name="shortest">An interval that is shorter than this share of its far end is searched no further.</param>
    public void Begin(T value, T slope, T step, T most, T noise, T shortest)
    {
        (_value, _slope, _most, _noise, _shortest) = (value, slope, most, noise, shortest);
        _best = _other = new(T.Zero, value, slope);
        (_bracketed, _first, _told) = (false, true, 0);
        _width = most;
        _widthBefore = _width + _width;
        Step = T.Min(step, most);
        (_lower, _upper) = (T.Zero, T.Min(most, Step + T.CreateTruncating(4) * Step));
    }

    /// <summary>Takes φ and φ′ at <see cref="Step"/>, both finite.</summary>
    public WolfeStatus Tell(T value, T slope)
    {
        _told++;
        T enough = _value + Step * Mu * _slope; // (1.1)
        bool low = value <= enough;
        if ((low || T.Abs(value - _value) <= _noise) && T.Abs(slope) <= -Eta * _slope)
        {
            return WolfeStatus.Found;
        }

        if (Step == _most && low && slope <= Mu * _slope)
        {
            return WolfeStatus.Found;
        }

        // The second stage begins at a step with ψ ≤ 0 and φ′ ≥ 0; until then the interval is narrowed by ψ, section 3.
        _first &= !(low && slope >= T.Zero);
        Narrow(new(Step, value, slope), auxiliary: _first && value <= _best.Value && !low);
        return _told >= MostSteps || !Propose() ? Settle() : WolfeStatus.Searching;
    }

    /// <summary>The updating algorithm of section 2 with the trial step of section 4, on φ or on ψ(α) = φ(α) − φ(0) − μ α φ′(0).</summary>
    private void Narrow(WolfePoint<T> trial, bool auxiliary)
    {
        T tilt = auxiliary ? Mu * _slope : T.Zero;
        WolfePoint<T> best = _best.Tilted(tilt), other = _other.Tilted(tilt), told = trial.Tilted(tilt);
        Step = WolfeTrial<T>.Next(best, other, told, ref _bracketed, _lower, _upper);
        if (told.Value > best.Value)
        {
            _other = trial;
        }
        else
        {
            _other = told.Slope * best.Slope < T.Zero ? _best : _other;
            _best = trial;
        }
    }

    /// <summary>Safeguards the next step; false if the interval has become too short to hold one.</summary>
    private bool Propose()
    {
        T length = T.Abs(_other.Step - _best.Step);
        if (_bracketed)
        {
            // The interval is to shrink by a third at least in two steps.
            Step = length >= TwoThirds * _widthBefore ? _best.Step + (_other.Step - _best.Step) / T.CreateTruncating(2) : Step;
            (_widthBefore, _width) = (_width, length);
            (_lower, _upper) = (T.Min(_best.Step, _other.Step), T.Max(_best.Step, _other.Step));
            return _upper - _lower > _shortest * _upper && Step > _lower && Step < _upper;
        }

        T last = Step;
        _lower = last + T.CreateTruncating(1.1) * (last - _best.Step);
        _upper = last + T.CreateTruncating(4) * (last - _best.Step);
        Step = T.Clamp(Step, T.Zero, _most);
        return Step > T.Zero;
    }

    /// <summary>The best step, if it is lower; where x + αd rounds to x, the same value is no success.</summary>
    private WolfeStatus Settle()
    {
        Step = _best.Step;
        return _best.Value < _value && _best.Value <= _value + Step * Mu * _slope ? WolfeStatus.Found : WolfeStatus.Failed;
    }
}
