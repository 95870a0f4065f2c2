namespace Extremal.Optimization.Methods;

/// <summary>
/// The search from one start: a walk, and where the walk finds no way down along its face, a test of the point by probes. A probe sets
/// out at the distance ρ, off one of the kinks or bounds that hold the point, and walks down within the slice there that is parallel to
/// it. If it finds lower ground, the walk goes on from there.
/// </summary>
/// <remarks>
/// Near a point where k kinks in general position meet, the function is linear on each of 2ᵏ cones. The cones' rays lie on all kinks but
/// one, two for each. Kinks may be bent where they meet; a probe that walks down its slice ends on the ray whichever way they
/// bend. If the function falls along no ray, it falls nowhere. For more than k kinks some probes set out at random.
/// </remarks>
internal sealed class PieceSearch
{
    private const int Scales = 2;

    private readonly PieceDomain _domain;
    private readonly PieceProbes _probes;
    private readonly int[] _asked;
    private int _scale;
    private int _adopted;
    private bool _isTesting;
    private bool _settles;
    private double _reference;

    public PieceSearch(PieceDomain domain)
    {
        (_domain, Walk) = (domain, new PieceWalk(domain));
        _probes = new PieceProbes(domain, Walk.Point);
        _asked = new int[PieceProbes.Most(domain.Dimension)];
    }

    /// <summary>The most points that it asks for at once.</summary>
    public static int Most(int dimension) => PieceProbes.Most(dimension) + 1;

    /// <summary>Why it is over; <see cref="StopReason.None"/> while it is not.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Lines that were searched, and probes that were followed.</summary>
    public int Steps => Walk.Lines + _adopted;

    public PieceWalk Walk { get; }

    private PiecePoint Point => Walk.Point;

    public void Begin(ReadOnlySpan<double> y)
    {
        y.CopyTo(Point.Y);
        _domain.Start(Point.Active);
        double delta = DeltaAt(y);
        Walk.Begin(delta, 1.0 / 16, double.PositiveInfinity, int.MaxValue);
    }

    /// <summary>Writes the points that it wants evaluated; returns how many.</summary>
    public int Fill(Span<double> rows)
    {
        if (!_isTesting)
        {
            return Walk.Fill(rows);
        }

        int n = _domain.Dimension, count = 0, most = Most(n);
        if (_settles)
        {
            Point.Y.CopyTo(rows);
            count = 1;
        }

        for (int i = 0; i < _probes.Count; i++)
        {
            _asked[i] = _probes[i].IsOver || count + _probes[i].Wanted > most ? 0 : _probes[i].Fill(rows[(count * n)..]);
            count += _asked[i];
        }

        return count;
    }

    /// <summary>Takes the results for the points asked for.</summary>
    public void Take(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients)
    {
        if (_isTesting)
        {
            TakeProbes(points, values, gradients);
        }
        else
        {
            Walk.Take(points, values, gradients);
        }

        if (!_isTesting && Walk.IsOver)
        {
            _scale = 0;
            Test();
        }
    }

    private void TakeProbes(ReadOnlySpan<double> points, ReadOnlySpan<double> values, ReadOnlySpan<double> gradients)
    {
        int n = _domain.Dimension, row = 0, best = -1;
        if (_settles)
        {
            Point.Settled(values[0]);
            _reference = Math.Min(_reference, values[0]);
            (_settles, row) = (false, 1);
        }

        for (int i = 0; i < _probes.Count; i++)
        {
            PieceWalk probe = _probes[i];
            int asked = _asked[i];
            if (asked > 0)
            {
                probe.Take(points.Slice(row * n, asked * n), values.Slice(row, asked), gradients.Slice(row * n, asked * n));
                row += asked;
                bool isLower = probe.Tried && probe.TrialValue < _reference - Point.Noise;
                best = isLower && (best < 0 || probe.TrialValue < _probes[best].TrialValue) ? i : best;
            }
        }

        if (best >= 0)
        {
            _adopted++;
            _isTesting = false;
            Walk.Adopt(_probes[best]);
        }
        else
        {
            Conclude();
        }
    }

    private void Test()
    {
        _isTesting = true;
        _reference = Point.FoundValue;
        _settles = !Point.Y.AsSpan().SequenceEqual(Point.Found);
        double delta = DeltaAt(Point.Y), scale = _scale == 0 ? 1 : 1.0 / 64;
        _probes.SetOut(Math.Max(_domain.Rho, 256 * delta) * scale, delta * scale);
        if (_probes.Count == 0 && !_settles)
        {
            Conclude();
        }
    }

    // All probes have ended without lower ground: the point is a minimum, if what they saw was linear from the point on.
    private void Conclude()
    {
        bool areLinear = true, areStationary = Walk.State == WalkState.Stationary;
        for (int i = 0; i < _probes.Count; i++)
        {
            if (!_probes[i].IsOver)
            {
                return;
            }

            // A random slice may cut the rays far away; then its probe comes to its limit, which says nothing.
            areStationary &= i >= _probes.Aimed || _probes[i].State == WalkState.Stationary;
            areLinear &= i >= _probes.Aimed || IsLinear(_probes[i].Point);
        }

        if (areStationary && !areLinear && ++_scale < Scales)
        {
            Test();
            return;
        }

        Reason = areStationary && areLinear ? StopReason.Converged : StopReason.NoDescent;
    }

    private bool IsLinear(PiecePoint probe) =>
        Math.Abs(Point.Extrapolate(probe.Value, probe.Gradient, probe.Y) - _reference) <= 16 * Point.Noise;

    // Points far from the origin are rougher.
    private double DeltaAt(ReadOnlySpan<double> y)
    {
        double size = 1;
        foreach (double number in y)
        {
            size = Math.Max(size, Math.Abs(number));
        }

        return Math.Max(_domain.Delta, 4096 * _domain.Ulp * size);
    }
}
