using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Certificates;

/// <summary>Between what a function φ and its derivative φ′ lie over intervals.</summary>
internal abstract class CurveRanges<F> : Relaxation where F : struct, IElementwiseFunction
{
    // 2⁻¹⁰⁰⁰ covers what values lose among subnormals.
    private const double Least = 9.332636185032189e-302;

    private readonly double _from;
    private readonly double _to;
    private readonly (double At, double Value)[] _turns;
    private readonly (double At, double Least, double Greatest)[] _joints;
    private readonly double _valueSlack;
    private readonly double _slopeSlack;

    protected CurveRanges(F function) : base(function.Curve)
    {
        Function = function;
        (_from, _to) = Curve.Period > 0 ? (double.NegativeInfinity, double.PositiveInfinity) : (Curve.Pieces[0].From, Curve.Pieces[^1].To);
        _turns = [.. Curve.Extrema.Select(turn => (turn, Graph(turn).Value))];
        _joints = [.. Curve.Pieces.Select(piece => piece.From).Concat(Curve.Kinks).Where(double.IsFinite).Distinct().Select(SlopesAbout)];
        (_valueSlack, _slopeSlack) = (Slack(Curve.ValueError), Slack(Curve.DerivativeError));
    }

    /// <summary>φ.</summary>
    protected F Function { get; }

    /// <inheritdoc/>
    public override void Values(ReadOnlySpan<double> z, Span<double> values) => Pointwise.Apply(Function, z, values);

    /// <inheritdoc/>
    public override void Range(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> least, Span<double> greatest)
    {
        Pointwise.Apply(Function, lower, least);
        Pointwise.Apply(Function, upper, greatest);
        ReadOnlySpan<(double At, double Value)> turns = _turns;
        (bool isPeriodic, double loss) = (Curve.Period > 0, _valueSlack == 0 ? 0 : Least);
        for (int i = 0; i < lower.Length; i++)
        {
            (double low, double high) = (lower[i], upper[i]);
            (double first, double last) = (least[i], greatest[i]);
            if (isPeriodic || !(Math.Abs(first) + Math.Abs(last) <= double.MaxValue && low >= _from && high <= _to && low <= high))
            {
                (least[i], greatest[i]) = Range(low, high, first, last);
                continue;
            }

            (first, last) = first <= last ? (first, last) : (last, first);
            foreach ((double at, double value) in turns)
            {
                bool isMet = low <= at && at <= high;
                first = isMet && value < first ? value : first;
                last = isMet && value > last ? value : last;
            }

            least[i] = first - (_valueSlack * Math.Abs(first) + loss);
            greatest[i] = last + (_valueSlack * Math.Abs(last) + loss);
        }
    }

    /// <inheritdoc/>
    public override void Slopes(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, Span<double> least, Span<double> greatest)
    {
        int stride = Stride(lower.Length);
        Span<double> scratch = Scratch(6 * stride);
        Span<double> ends = Next(ref scratch, stride);
        Span<double> atEnds = Next(ref scratch, stride);
        Span<double> slopes = Next(ref scratch, stride);
        lower.CopyTo(ends);
        upper.CopyTo(ends[stride..]);
        Pointwise.Apply(Function, (ReadOnlySpan<double>)ends, atEnds);
        TakeSlopes(ends, atEnds, slopes);
        for (int i = 0; i < lower.Length; i++)
        {
            (least[i], greatest[i]) = Slopes(lower[i], upper[i], slopes[i], slopes[stride + i]);
        }
    }

    /// <summary>The next two strides, the second half of which belongs to upper ends and to lines above.</summary>
    protected static Span<double> Next(ref Span<double> scratch, int stride)
    {
        Span<double> next = scratch[..(2 * stride)];
        scratch = scratch[(2 * stride)..];
        return next;
    }

    /// <summary>φ′(z) from y = φ(z), for whole vectors.</summary>
    protected void TakeSlopes(ReadOnlySpan<double> z, ReadOnlySpan<double> y, Span<double> slopes)
    {
        var loop = new RelaxationLoops.DerivativeLoop<double, F>(Function, z, y, slopes);
        VectorWidth.Run<double, RelaxationLoops.DerivativeLoop<double, F>>(ref loop);
    }

    /// <summary>φ and φ′ at one number.</summary>
    public (double Value, double Slope) Graph(double z)
    {
        Lanes1<double> x = new(z), y = Function.Value<Lanes1<double>, double>(x);
        return (y.Value, Function.Derivative<Lanes1<double>, double>(x, y).Value);
    }

    /// <summary>The range of φ over one interval. φ is monotone between its turns, so that its extremes lie at ends and turns.</summary>
    public (double Least, double Greatest) Range(double lower, double upper, double atLower, double atUpper)
    {
        double least = Math.Min(atLower, atUpper);
        double greatest = Math.Max(atLower, atUpper);
        if (!(lower >= _from && upper <= _to && lower <= upper && least <= greatest))
        {
            return Curve.Period > 0 && lower <= upper ? RangeOfPeriod() : (double.NegativeInfinity, double.PositiveInfinity);
        }

        foreach ((double at, double value) in _turns)
        {
            if (IsMet(at, lower, upper))
            {
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }
        }

        // A computed infinity may stand for a number that is just too large.
        least = Math.Min(least, double.MaxValue);
        greatest = Math.Max(greatest, -double.MaxValue);
        return Widened(least, greatest);
    }

    private (double Least, double Greatest) RangeOfPeriod() => Widened(_turns.Min(turn => turn.Value), _turns.Max(turn => turn.Value));

    private (double Least, double Greatest) Widened(double least, double greatest) => _valueSlack == 0
        ? (least, greatest)
        : (least - (_valueSlack * Math.Abs(least) + Least), greatest + (_valueSlack * Math.Abs(greatest) + Least));

    // φ′ is monotone in every piece but for kinks, so that its extremes lie at ends, borders and kinks.
    private (double Least, double Greatest) Slopes(double lower, double upper, double atLower, double atUpper)
    {
        double least = Math.Min(atLower, atUpper);
        double greatest = Math.Max(atLower, atUpper);
        bool isKnown = lower >= _from && upper <= _to && lower <= upper && least <= greatest;
        if (!isKnown && !(Curve.Period > 0 && lower <= upper))
        {
            return (double.NegativeInfinity, double.PositiveInfinity);
        }

        foreach ((double at, double left, double right) in _joints)
        {
            if (!isKnown || IsMet(at, lower, upper))
            {
                least = double.IsNaN(least) ? left : Math.Min(least, left);
                greatest = double.IsNaN(greatest) ? right : Math.Max(greatest, right);
            }
        }

        least = Math.Min(least, double.MaxValue);
        greatest = Math.Max(greatest, -double.MaxValue);
        return _slopeSlack == 0
            ? (least, greatest)
            : (least - _slopeSlack * Math.Max(1, Math.Abs(least)), greatest + _slopeSlack * Math.Max(1, Math.Abs(greatest)));
    }

    // The error of a number, relative to it, with two roundings for the sum with it and for the number being computed; 0 of an exact one.
    private static double Slack(double roundings) => roundings == 0 ? 0 : (roundings + 2) * DoubleRounding;

    // Whether a turn or joint, or one of its repetitions, lies in an interval. Those are known to some units in the last place.
    private bool IsMet(double at, double lower, double upper)
    {
        if (Curve.Period == 0)
        {
            return lower <= at && at <= upper;
        }

        double blur = 8 * DoubleRounding * Math.Max(Math.Abs(lower), Math.Abs(upper));
        double next = at + Curve.Period * Math.Ceiling((lower - blur - at) / Curve.Period);
        return next <= upper + blur || !(Math.Abs(lower) <= Curve.ReachInDouble && Math.Abs(upper) <= Curve.ReachInDouble);
    }

    private (double At, double Least, double Greatest) SlopesAbout(double at)
    {
        double left = Graph(at == _from ? at : Math.BitDecrement(at)).Slope;
        double right = Graph(at == _to ? at : Math.BitIncrement(at)).Slope;
        return (at, Math.Min(left, right), Math.Max(left, right));
    }
}
