using System.Numerics;

namespace Extremal.Optimization.Methods;

/// <summary>A step along a direction, with the value and the slope there.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly record struct WolfePoint<T>(T Step, T Value, T Slope) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The same point of φ(α) − tilt·α.</summary>
    public WolfePoint<T> Tilted(T tilt) => new(Step, Value - tilt * Step, Slope - tilt);
}

/// <summary>The choice of the next trial step by interpolation, Moré and Thuente (1994), section 4, cases 1 to 4.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class WolfeTrial<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T TwoThirds = T.CreateTruncating(0.66);
    private static readonly T Two = T.CreateTruncating(2);
    private static readonly T Three = T.CreateTruncating(3);

    /// <summary>The next step, given the interval's best end, its other end, and what was told at the trial step.</summary>
    public static T Next(in WolfePoint<T> best, in WolfePoint<T> other, in WolfePoint<T> trial, ref bool bracketed, T lower, T upper)
    {
        if (trial.Value > best.Value)
        {
            bracketed = true;
            T cubic = Cubic(best, trial), parabola = Parabola(best, trial);
            return T.Abs(cubic - best.Step) < T.Abs(parabola - best.Step) ? cubic : cubic + (parabola - cubic) / Two; // case 1
        }

        if (trial.Slope * best.Slope < T.Zero)
        {
            bracketed = true;
            return Farther(trial.Step, Cubic(best, trial), Secant(best, trial)); // case 2
        }

        if (T.Abs(trial.Slope) <= T.Abs(best.Slope))
        {
            return Flattening(best, other, trial, bracketed, lower, upper); // case 3
        }

        return bracketed ? Cubic(other, trial) : trial.Step > best.Step ? upper : lower; // case 4
    }

    /// <summary>Case 3: the slope has the same sign and flattens; the minimum lies ahead, or the cubic has none.</summary>
    private static T Flattening(
        in WolfePoint<T> best, in WolfePoint<T> other, in WolfePoint<T> trial, bool bracketed, T lower, T upper)
    {
        T secant = Secant(best, trial), cubic = Cubic(best, trial);
        bool ahead = trial.Step > best.Step ? cubic > trial.Step : cubic < trial.Step;
        T limit = trial.Step > best.Step ? upper : lower;
        cubic = ahead && T.IsFinite(cubic) ? cubic : limit;
        if (!bracketed)
        {
            return T.Clamp(Farther(trial.Step, cubic, secant), lower, upper);
        }

        T next = T.Abs(cubic - trial.Step) < T.Abs(secant - trial.Step) ? cubic : secant;
        T most = trial.Step + TwoThirds * (other.Step - trial.Step);
        return trial.Step > best.Step ? T.Min(most, next) : T.Max(most, next);
    }

    private static T Farther(T from, T a, T b) => T.Abs(a - from) > T.Abs(b - from) ? a : b;

    /// <summary>The minimum of the cubic through both values and slopes; a discriminant below zero counts as zero.</summary>
    private static T Cubic(in WolfePoint<T> a, in WolfePoint<T> b)
    {
        T theta = Three * (a.Value - b.Value) / (b.Step - a.Step) + a.Slope + b.Slope;
        T scale = T.Max(T.Abs(theta), T.Max(T.Abs(a.Slope), T.Abs(b.Slope)));
        T inside = theta / scale * (theta / scale) - a.Slope / scale * (b.Slope / scale);
        T gamma = scale * T.Sqrt(T.Max(T.Zero, inside));
        gamma = b.Step > a.Step ? -gamma : gamma;
        T share = (gamma - b.Slope + theta) / (gamma - b.Slope + gamma + a.Slope);
        return b.Step + share * (a.Step - b.Step);
    }

    /// <summary>The minimum of the parabola through both values and the slope at a.</summary>
    private static T Parabola(in WolfePoint<T> a, in WolfePoint<T> b)
    {
        T run = b.Step - a.Step;
        return a.Step + a.Slope / ((a.Value - b.Value) / run + a.Slope) / Two * run;
    }

    /// <summary>Where the line through both slopes is zero.</summary>
    private static T Secant(in WolfePoint<T> a, in WolfePoint<T> b) =>
        b.Step + b.Slope / (b.Slope - a.Slope) * (a.Step - b.Step);
}
