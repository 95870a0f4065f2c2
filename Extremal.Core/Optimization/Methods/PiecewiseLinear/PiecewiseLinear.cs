using System.Numerics;
using Extremal.Memory;
using Extremal.Optimization.Regions;

namespace Extremal.Optimization.Methods;

/// <summary>
/// Local search for functions that are linear by pieces, such as networks of rectifiers: from each start it walks down over the faces
/// between the pieces and ends exactly, up to rounding, in a local minimum, mostly a vertex. It needs no more than values and gradients.
/// A start has converged when probes all around its point have found no lower ground.
/// </summary>
/// <remarks>
/// Each step searches along the gradient's projection onto the face for the minimum of the line, which is a kink (there the kink joins
/// the face) or a bound; where no direction along the face falls, probes look for one that leaves it. A function that is linear only
/// nearly ends as <see cref="StopReason.NoDescent"/> where probes find no lower ground, or <see cref="StopReason.StepLimit"/>. The
/// arithmetic is double for either T. <see cref="Outcome{T}.GradientNorm"/> is that of the gradient's part along the last face: zero at a
/// vertex.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class PiecewiseLinear<T> : Method<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _tolerance;
    private readonly int _steps;
    private readonly LinearRows<T>? _rows;
    private PieceDomain? _domain;
    private PieceSearch[] _searches = [];
    private int[] _asked = [];
    private double[] _points = [];
    private double[] _values = [];
    private double[] _gradients = [];
    private Slice<T> _point;

    /// <summary>A method for any number of starts.</summary>
    /// <param name="tolerance">The slope along a face, in the function's units per width of the box (of one narrower than 2⁻¹⁴ of its bounds,
    /// float: ½, per that share of them), up to which the face is level; zero or more. Slopes within rounding of the gradient, 5e-10 of it for double, are level in any case.</param>
    /// <param name="steps">The most lines searched and probes followed, zero or more.</param>
    /// <param name="rows">Linear constraints beside the region; the starts meet them, up to rounding. Null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative or not finite, or the number of steps is
    /// negative.</exception>
    public PiecewiseLinear(double tolerance = 1e-9, int steps = 200, LinearRows<T>? rows = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        (_tolerance, _steps, _rows) = (Require.NotNegative(tolerance, nameof(tolerance)), steps, rows);
    }

    /// <inheritdoc/>
    public override int Capacity => Starts * PieceSearch.Most(Dimension);

    /// <inheritdoc/>
    protected override string? Refusal(Region<T> region, bool holds) =>
        region is not (Box<T> or Everywhere<T>)
            ? $"PiecewiseLinear got a {region.GetType().Name}; it wanted a Box or Everywhere, and other constraints as rows."
        : _rows is not null && _rows.Dimension != region.Dimension
            ? $"PiecewiseLinear got rows of {_rows.Dimension} coordinates and a region of {region.Dimension}."
        : null;

    /// <inheritdoc/>
    protected override void Prepare(ReadOnlyMatrix<T> points)
    {
        int n = points.Columns;
        _domain = PieceDomain.Of(Region, _rows, _tolerance);
        for (int j = 0; j < n; j++)
        {
            if (IsHeld(j))
            {
                _domain.Fix(j);
            }
        }

        _searches = new PieceSearch[points.Rows];
        (_asked, _values, _point) = (new int[points.Rows], new double[Capacity], Slice<T>.Zeros(new Shape(1, n)));
        int all = ArrayLength.Of($"PiecewiseLinear asks for {Capacity} points of {n} coordinates at once", (Int128)Capacity * n);
        (_points, _gradients) = (new double[all], new double[all]);
        double[] y = new double[n];
        for (int i = 0; i < points.Rows; i++)
        {
            for (int j = 0; j < n; j++)
            {
                y[j] = double.CreateTruncating(points[i, j]) / _domain.Widths[j];
            }

            _searches[i] = new PieceSearch(_domain);
            _searches[i].Begin(y);
        }
    }

    /// <inheritdoc/>
    protected override int Fill(Matrix<T> pending, Span<int> owners)
    {
        int n = Dimension, count = 0;
        for (int start = 0; start < Starts; start++)
        {
            _asked[start] = IsRunning(start) ? _searches[start].Fill(_points.AsSpan(count * n)) : 0;
            for (int k = 0; k < _asked[start]; k++)
            {
                ToRegion(_points.AsSpan(count * n, n), pending.Row(count));
                owners[count++] = start;
            }
        }

        return count;
    }

    /// <inheritdoc/>
    protected override void Take(ReadOnlyMatrix<T> points, ReadOnlySpan<int> owners, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        int n = Dimension;
        for (int row = 0; row < owners.Length;)
        {
            int start = owners[row], count = _asked[start];
            if (EndIfNonFinite(start, values.Slice(row, count)) || !Read(start, row, values, gradients))
            {
                row += count;
                continue;
            }

            _searches[start].Take(
                _points.AsSpan(row * n, count * n), _values.AsSpan(row, count), _gradients.AsSpan(row * n, count * n));
            Judge(start);
            row += count;
        }
    }

    /// <inheritdoc/>
    protected override T Violation(ReadOnlySpan<T> point, ReadOnlySpan<T> values)
    {
        T violation = T.Zero;
        for (int row = 0; _rows is not null && row < _rows.Count; row++)
        {
            T sum = _rows.Sum(row, point);
            violation += T.Max(T.Zero, T.Max(_rows.Low(row) - sum, sum - _rows.High(row)));
        }

        return violation;
    }

    // Gradients with respect to y; nothing depends on coordinates that cannot move. False if one is not finite, which ends the start.
    private bool Read(int start, int first, ReadOnlySpan<T> values, ReadOnlyMatrix<T> gradients)
    {
        int n = Dimension;
        for (int row = first; row < first + _asked[start]; row++)
        {
            _values[row] = double.CreateTruncating(values[row]);
            for (int j = 0; j < n; j++)
            {
                if (!T.IsFinite(gradients[row, j]))
                {
                    End(start, StopReason.NonFinite);
                    return false;
                }

                _gradients[row * n + j] = _domain!.IsFixed(j) ? 0 : double.CreateTruncating(gradients[row, j]) * _domain.Widths[j];
            }
        }

        return true;
    }

    private void Judge(int start)
    {
        PieceSearch search = _searches[start];
        Span<T> point = _point.Span;
        ToRegion(search.Walk.Point.Found, point);
        Offer(start, point, T.CreateTruncating(search.Walk.Point.FoundValue), T.CreateTruncating(search.Walk.FaceNorm));
        while (Outcomes[start].Steps < search.Steps)
        {
            CountStep(start);
        }

        if (search.Reason != StopReason.None)
        {
            End(start, search.Reason);
        }
        else if (search.Steps >= _steps)
        {
            End(start, StopReason.StepLimit);
        }
    }

    private void ToRegion(ReadOnlySpan<double> y, Span<T> point)
    {
        for (int j = 0; j < point.Length; j++)
        {
            point[j] = T.CreateTruncating(y[j] * _domain!.Widths[j]);
        }
    }
}
