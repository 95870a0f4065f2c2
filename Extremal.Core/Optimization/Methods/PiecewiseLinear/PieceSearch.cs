using Extremal.Kernels;

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
internal sealed partial class PieceSearch
{
    private const int Random = 2;
    private const int Scales = 2;
    private const int Sweeps = 50;

    private readonly PieceDomain _domain;
    private readonly PieceWalk _walk;
    private readonly PieceWalk[] _probes;
    private readonly int[] _asked;
    private readonly double[] _ray;
    private readonly double[] _normal;
    private readonly RandomSource _random = new(0x5EED);
    private ulong _drawn;
    private int _count;
    private int _aimed;
    private int _blocked;
    private int _scale;
    private int _adopted;
    private bool _isTesting;
    private bool _settles;
    private double _rho;
    private double _reference;

    public PieceSearch(PieceDomain domain)
    {
        (_domain, _walk) = (domain, new PieceWalk(domain));
        (_ray, _normal) = (new double[domain.Dimension], new double[domain.Dimension]);
        _probes = new PieceWalk[2 * domain.Dimension + Random];
        _asked = new int[_probes.Length];
        for (int i = 0; i < _probes.Length; i++)
        {
            _probes[i] = new PieceWalk(domain);
        }
    }

    /// <summary>The most points that it asks for at once.</summary>
    public static int Most(int dimension) => 2 * dimension + Random + 1;

    /// <summary>Why it is over; <see cref="StopReason.None"/> while it is not.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Lines that were searched, and probes that were followed.</summary>
    public int Steps => _walk.Lines + _adopted;

    /// <summary>The point that was evaluated last where the walk stood.</summary>
    public ReadOnlySpan<double> Found => _walk.Found;

    public double FoundValue => _walk.FoundValue;

    public PieceWalk Walk => _walk;

    public void Begin(ReadOnlySpan<double> y)
    {
        y.CopyTo(_walk.Y);
        _domain.Start(_walk.Active);
        double delta = DeltaAt(y);
        _walk.Begin(delta, 1.0 / 16, double.PositiveInfinity, int.MaxValue);
    }

    /// <summary>Writes the points that it wants evaluated; returns how many.</summary>
    public int Fill(Span<double> rows)
    {
        if (!_isTesting)
        {
            return _walk.Fill(rows);
        }

        int n = _domain.Dimension, count = 0, most = Most(n);
        if (_settles)
        {
            _walk.Y.CopyTo(rows);
            count = 1;
        }

        for (int i = 0; i < _count; i++)
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
            _walk.Take(points, values, gradients);
        }

        if (!_isTesting && _walk.IsOver)
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
            _walk.Settled(values[0]);
            _reference = Math.Min(_reference, values[0]);
            (_settles, row) = (false, 1);
        }

        for (int i = 0; i < _count; i++)
        {
            PieceWalk probe = _probes[i];
            int asked = _asked[i];
            if (asked > 0)
            {
                probe.Take(points.Slice(row * n, asked * n), values.Slice(row, asked), gradients.Slice(row * n, asked * n));
                row += asked;
                bool isLower = probe.Tried && probe.TrialValue < _reference - _walk.Noise;
                best = isLower && (best < 0 || probe.TrialValue < _probes[best].TrialValue) ? i : best;
            }
        }

        if (best >= 0)
        {
            _adopted++;
            _isTesting = false;
            _walk.Adopt(_probes[best]);
        }
        else
        {
            Conclude();
        }
    }

    // All probes have ended without lower ground: the point is a minimum, if what they saw was linear from the point on.
    private void Conclude()
    {
        bool areLinear = true, areStationary = _walk.State == WalkState.Stationary;
        for (int i = 0; i < _count; i++)
        {
            if (!_probes[i].IsOver)
            {
                return;
            }

            // A random slice may cut the rays far away; then its probe comes to its limit, which says nothing.
            areStationary &= i >= _aimed || _probes[i].State == WalkState.Stationary;
            areLinear &= i >= _aimed || IsLinear(_probes[i]);
        }

        if (areStationary && !areLinear && ++_scale < Scales)
        {
            Test();
            return;
        }

        Reason = areStationary && areLinear ? StopReason.Converged : StopReason.NoDescent;
    }

    private bool IsLinear(PieceWalk probe)
    {
        double value = probe.Value;
        for (int j = 0; j < _domain.Dimension; j++)
        {
            value += probe.Gradient[j] * (_walk.Y[j] - probe.Y[j]);
        }

        return Math.Abs(value - _reference) <= 16 * _walk.Noise;
    }

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
