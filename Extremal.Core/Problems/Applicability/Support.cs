using Extremal.Data;

namespace Extremal.Problems;

/// <summary>
/// What supports a point: where it lies beside the data, and which rows are near. <see cref="ApplicabilityDomain.At"/> makes it; what takes time is
/// computed when it is first asked for.
/// </summary>
public sealed class Support
{
    private readonly ApplicabilityDomain _coverage;
    private readonly Lazy<(double Distance, IReadOnlyList<Relation> Broken)> _centre;
    private readonly Lazy<IReadOnlyList<NearRow>> _nearest;

    internal Support(ApplicabilityDomain coverage, double[] point)
    {
        _coverage = coverage;
        (_centre, _nearest) = (new(() => coverage.FromCentre(point)), new(() => coverage.NearestTo(point)));
        OutOfRange = [.. point.Select((x, j) => new OutOfRange(j, coverage.Summary.InputColumns[j], x)).Where(one => one.Amount > 0)];
    }

    /// <summary>Inside the data, at their edge, or beyond them.</summary>
    public Verdict Verdict => _coverage.Judge(CentreDistance, NeighbourDistance);

    /// <summary>Mahalanobis' distance from the rows' centre; infinite if the point breaks a relation that all rows keep.</summary>
    public double CentreDistance => _centre.Value.Distance;

    /// <summary>
    /// The share of the rows that lie as near to their centre or nearer, 0 to 1; <see langword="null"/> if it is not known.
    /// </summary>
    public double? CentreShare => _coverage.CentreDistances?.ShareUpTo(CentreDistance);

    /// <summary>The distance from the nearest row, each input in its standard deviations; <see langword="null"/> without rows.</summary>
    public double? NeighbourDistance => Nearest.Count == 0 ? null : Nearest[0].Distance;

    /// <summary>
    /// The share of the rows that have their own nearest neighbour as near or nearer, 0 to 1; <see langword="null"/> if it is not known.
    /// </summary>
    public double? NeighbourShare => NeighbourDistance is { } distance ? _coverage.NeighbourDistances?.ShareUpTo(distance) : null;

    /// <summary>The three nearest rows, the nearest first; fewer if there are fewer, none if the rows are gone.</summary>
    public IReadOnlyList<NearRow> Nearest => _nearest.Value;

    /// <summary>The inputs that are outside of what was observed of them.</summary>
    public IReadOnlyList<OutOfRange> OutOfRange { get; }

    /// <summary>The relations that all rows keep and this point breaks.</summary>
    public IReadOnlyList<Relation> BrokenRelations => _centre.Value.Broken;

    /// <summary>
    /// Where the point lies, as the end of a sentence that begins with <c>The answer lies</c>, for example
    /// <c>at the edge of the data: 3 % of the rows lie as far from their centre; the nearest row is 2.1 times as far as rows are from each
    /// other</c>.
    /// </summary>
    public string Words => SupportWords.Of(this, _coverage);

    /// <inheritdoc/>
    public override string ToString() => Words;
}
