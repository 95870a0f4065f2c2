using Extremal.Kernels;
using Extremal.Kernels.Functions;
using Extremal.Kernels.Lanes;

namespace Extremal.Certificates;

/// <summary>The relaxation of one function: its ranges, and lines below and above it.</summary>
internal sealed class Relaxation<F> : CurveRanges<F> where F : struct, IElementwiseFunction
{
    // Farther out, the error of a slope times the distance outweighs what a line could gain on a constant.
    private const double Far = 1e12;
    private const double FarOfExactSlopes = 1e100;

    // An interval this narrow, relative to its distance from 0 or to φ while φ hardly changes, has a chord made of rounding errors.
    private const double Narrow = 1.52587890625e-5;
    private const double NarrowInValue = 9.313225746154785e-10;
    private const double Flat = 9.5367431640625e-7;

    private readonly Padding _padding;
    private readonly double _period;

    // Where lines are found; beyond, and over a whole period, constants are all.
    private readonly double _leastEnd;
    private readonly double _greatestEnd;
    private readonly Contacts _contacts;
    private readonly SingleLine<F> _alone;

    public Relaxation(F function) : base(function)
    {
        (_padding, _period) = (new(Curve), Curve.Period);
        double reach = Math.Min(Curve.ReachInDouble, Curve.DerivativeError == 0 ? FarOfExactSlopes : Far);
        _leastEnd = _period > 0 ? -reach : Math.Max(Curve.Pieces[0].From, -reach);
        _greatestEnd = _period > 0 ? reach : Math.Min(Curve.Pieces[^1].To, reach);
        _contacts = new(Unrolled(Curve), Graph);
        _alone = new(this, _padding);
    }

    /// <inheritdoc/>
    public override void Lines(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> near, in Lines lines)
    {
        int count = lower.Length;
        int stride = Stride(count);
        Span<double> scratch = Scratch(14 * stride);
        Span<double> ends = Next(ref scratch, stride);
        Span<double> atEnds = Next(ref scratch, stride);
        Span<double> kinds = Next(ref scratch, stride);
        Span<double> touched = Next(ref scratch, stride);
        Span<double> atTouched = Next(ref scratch, stride);
        Span<double> slopes = Next(ref scratch, stride);
        Span<double> offsets = Next(ref scratch, stride);
        lower.CopyTo(ends);
        upper.CopyTo(ends[stride..]);
        Pointwise.Apply(Function, (ReadOnlySpan<double>)ends, atEnds);
        Choose(ends, atEnds, near, count, kinds, touched);
        Pointwise.Apply(Function, (ReadOnlySpan<double>)touched, atTouched);
        TakeSlopes(touched, atTouched, slopes);
        var lowerEnds = new RelaxationLoops.Points<double>(ends[..stride], atEnds[..stride]);
        var upperEnds = new RelaxationLoops.Points<double>(ends[stride..], atEnds[stride..]);
        for (int side = 0; side < 2; side++)
        {
            int start = side * stride;
            var points = new RelaxationLoops.Points<double>(touched.Slice(start, stride), atTouched.Slice(start, stride));
            var loop = new RelaxationLoops.LineLoop<double>(
                _padding, 2 * side - 1, lowerEnds, upperEnds, points,
                kinds.Slice(start, stride), slopes.Slice(start, stride), offsets.Slice(start, stride));
            VectorWidth.Run<double, RelaxationLoops.LineLoop<double>>(ref loop);
            AddLinesAlone(
                2 * side - 1, lower, upper, near, kinds.Slice(start, count), slopes.Slice(start, count), offsets.Slice(start, count));
        }

        slopes[..count].CopyTo(lines.BelowSlope);
        offsets[..count].CopyTo(lines.BelowOffset);
        slopes.Slice(stride, count).CopyTo(lines.AboveSlope);
        offsets.Slice(stride, count).CopyTo(lines.AboveOffset);
    }

    // Where no rule fits, or where a slope was infinite.
    private void AddLinesAlone(
        int sign, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, ReadOnlySpan<double> near, ReadOnlySpan<double> kinds,
        Span<double> slopes, Span<double> offsets)
    {
        for (int i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == Contact.Unruled || !double.IsFinite(offsets[i]))
            {
                (double low, double high) = (lower[i], upper[i]);
                bool hasLine = low >= _leastEnd && high <= _greatestEnd && high > low && (_period == 0 || high - low < _period);
                (slopes[i], offsets[i]) = _alone.Lay(sign, low, high, Near(near, low, high, i), hasLine);
            }
        }
    }

    // Kinds and points of the lines below, then of those above.
    private void Choose(
        ReadOnlySpan<double> ends, ReadOnlySpan<double> atEnds, ReadOnlySpan<double> near, int count, Span<double> kinds,
        Span<double> touched)
    {
        int stride = kinds.Length / 2;
        for (int i = 0; i < count; i++)
        {
            double low = ends[i];
            double high = ends[stride + i];
            double width = high - low;
            double value = Math.Abs(atEnds[i]) + Math.Abs(atEnds[stride + i]);
            double rise = atEnds[stride + i] - atEnds[i];
            double point = Near(near, low, high, i);
            double shift = _period > 0 ? _period * Math.Floor(low / _period) : 0;
            bool hasLine = low >= _leastEnd && high <= _greatestEnd && width >= 0 && value <= double.MaxValue;
            if (!hasLine || (_period > 0 && width > 0.99 * _period))
            {
                kinds[i] = kinds[stride + i] = Contact.Unruled;
                touched[i] = touched[stride + i] = 0;
            }
            else if (IsNarrow(low, high, width, value, rise))
            {
                kinds[i] = kinds[stride + i] = _contacts.Narrow(low - shift, high - shift);
                touched[i] = touched[stride + i] = point;
            }
            else
            {
                _contacts.Choose(
                    low - shift, high - shift, point - shift, rise,
                    out (double Kind, double Point) below, out (double Kind, double Point) above);
                (kinds[i], kinds[stride + i]) = (below.Kind, above.Kind);
                touched[i] = shift == 0 ? below.Point : Math.Clamp(below.Point + shift, low, high);
                touched[stride + i] = shift == 0 ? above.Point : Math.Clamp(above.Point + shift, low, high);
            }
        }
    }

    private static bool IsNarrow(double low, double high, double width, double value, double rise) =>
        width <= Narrow * Math.Max(Math.Abs(low), Math.Abs(high)) || (width <= NarrowInValue * value && Math.Abs(rise) <= Flat * value);

    // The middle, if nothing else is wished for; always in the interval, if that is one.
    private static double Near(ReadOnlySpan<double> near, double lower, double upper, int i)
    {
        double point = near.IsEmpty ? 0.5 * lower + 0.5 * upper : near[i];
        return point >= lower ? point <= upper ? point : upper : lower;
    }

    // The pieces of two periods, as an interval that begins in the first may end in the second; or all pieces.
    private static CurvePiece[] Unrolled(Curve curve) => curve.Period > 0
        ? [.. curve.Pieces, .. curve.Pieces.Select(piece => piece with { From = piece.From + curve.Period, To = piece.To + curve.Period })]
        : [.. curve.Pieces];
}
