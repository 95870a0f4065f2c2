using Extremal.Kernels;
using Extremal.Results;

namespace Extremal.Certificates;

/// <summary>Where a proof stood after each batch of boxes, value, bound and gap in the output's unit, and why it ended.</summary>
internal sealed class GapHistory(BoundedOutput output, CertificateOptions options)
{
    // What a drawing of the closing gap needs: a change of the value, or so many times the boxes.
    private const double Growth = 1.1;

    private readonly List<CertificateProgress> _progress = [];

    /// <summary>A value in the output's unit that no point may pass, in place of a gap; null for none.</summary>
    public double? Limit { get; set; }

    /// <summary>From the first batch to the last; between them those that tell something new.</summary>
    public IReadOnlyList<CertificateProgress> Progress => _progress;

    /// <summary>Why the proof has ended; null while it goes on.</summary>
    public CertificateEnd? End { get; private set; }

    /// <summary>Judges the gap after a batch.</summary>
    /// <param name="incumbent">The best point.</param>
    /// <param name="bound">No point has a greater level, rounding included.</param>
    /// <param name="rounding">What is in it for rounding; +∞ if that is not known, so that nothing can be proven.</param>
    /// <param name="open">The open boxes.</param>
    /// <param name="bounded">Boxes bounded so far.</param>
    /// <param name="deadline">The proof's.</param>
    /// <param name="progress">The caller's; null for none.</param>
    public void Judge(
        Incumbent incumbent, double bound, double rounding, OpenBoxes open, long bounded, Deadline deadline,
        IProgress<CertificateProgress>? progress)
    {
        double value = output.Value(bound);
        double gap = incumbent.Point is null ? double.PositiveInfinity : output.Sign * (value - incumbent.Value) / output.Deviation;
        var now = new CertificateProgress(incumbent.Value, value, gap, bounded, open.Count, deadline.Elapsed);
        End = IsClosed(now) ? CertificateEnd.GapClosed
            : now.Open == 0 ? double.IsNegativeInfinity(bound) ? CertificateEnd.Infeasible
                : open.IsShortOfMemory ? CertificateEnd.MemoryLimit : CertificateEnd.Exhausted
            : deadline.Cancellation.IsCancellationRequested ? CertificateEnd.Cancelled
            : now.Boxes >= options.MaxBoxes ? CertificateEnd.BoxLimit
            : deadline.IsOver ? CertificateEnd.TimeLimit
            : double.IsPositiveInfinity(rounding) ? CertificateEnd.Exhausted
            : null;
        progress?.Report(now);
        if (End is not null || _progress.Count == 0 || now.Boxes >= Growth * _progress[^1].Boxes || now.Value != _progress[^1].Value)
        {
            _progress.Add(now);
        }
    }

    private bool IsClosed(CertificateProgress now) => Limit is { } limit
        ? output.Sign * (limit - now.Bound) >= 0 || output.Sign * (now.Value - limit) > 0
        : now.Gap <= options.Gap;
}
