using System.Text.Json.Serialization;
using Extremal.Data;
using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>
/// What supports a point: where it lies beside the data, and which rows are near. <see cref="ApplicabilityDomain.At"/> makes it. It is plain data.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record Support
{
    /// <summary>Inside the data, at their edge, or beyond them.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Mahalanobis' distance from the rows' centre; infinite if the point breaks a relation that all rows keep.</summary>
    public required double CentreDistance { get; init; }

    /// <summary>
    /// The share of the rows that lie as near to their centre or nearer, 0 to 1; <see langword="null"/> if it is not known.
    /// </summary>
    public double? CentreShare { get; init; }

    /// <summary>The distance of the farthest row from the centre; <see langword="null"/> if it is not known.</summary>
    public double? FarthestRowDistance { get; init; }

    /// <summary>The distance from the nearest row, each input in its standard deviations; <see langword="null"/> without rows.</summary>
    public double? NeighbourDistance => Nearest.Count == 0 ? null : Nearest[0].Distance;

    /// <summary>
    /// The share of the rows that have their own nearest neighbour as near or nearer, 0 to 1; <see langword="null"/> if it is not known.
    /// </summary>
    public double? NeighbourShare { get; init; }

    /// <summary>The median of the rows' distances from their own nearest neighbours; <see langword="null"/> if it is not known.</summary>
    public double? MedianNeighbourDistance { get; init; }

    /// <summary>The three nearest rows, the nearest first; fewer if there are fewer, none if the rows are gone.</summary>
    public IReadOnlyList<NearRow> Nearest { get; init => field = ValueList<NearRow>.Of(value); } = ValueList<NearRow>.Of([]);

    /// <summary>The inputs that are outside of what was observed of them.</summary>
    public IReadOnlyList<OutOfRange> OutOfRange { get; init => field = ValueList<OutOfRange>.Of(value); } = ValueList<OutOfRange>.Of([]);

    /// <summary>The relations that all rows keep and this point breaks.</summary>
    public IReadOnlyList<Relation> BrokenRelations { get; init => field = ValueList<Relation>.Of(value); } = ValueList<Relation>.Of([]);

    /// <summary>
    /// Where the point lies, as the end of a sentence that begins with <c>The answer lies</c>, for example
    /// <c>at the edge of the data: 3 % of the rows lie as far from their centre; the nearest row is 2.1 times as far as rows are from each
    /// other</c>.
    /// </summary>
    public string Words => SupportWords.Of(this);

    /// <inheritdoc/>
    public override string ToString() => Words;
}
