using Extremal.Data;

namespace Extremal.Problems;

/// <summary>
/// What the data cover: how far a point lies from the rows' centre and from the nearest row, each beside the rows' own distances.
/// It never changes, and threads may share it; what takes time is computed when it is first asked for.
/// </summary>
/// <remarks>
/// <para>
/// The distance from the centre is Mahalanobis' (1936), √(zᵀR⁻¹z) with z the inputs in standard deviations from their means and R their
/// correlations: it takes into account which inputs vary together. Where rows keep an exact relation, R is singular; a point that breaks the relation is
/// infinitely far, and for one that keeps it the relation does not count. The distance from the nearest row is the ordinary one of z.
/// </para>
/// <para>
/// The verdict: <see cref="Verdict.Inside"/> if both distances are within the rows' own 95th percentile; <see cref="Verdict.AtEdge"/> if
/// both are within 1.05 times the greatest; <see cref="Verdict.Beyond"/> otherwise. A row's own distance from its nearest neighbour leaves out
/// rows with equal inputs and rows of its group. Means, deviations, correlations and percentiles are weighted by the rows' weights, and rows of
/// weight 0 are not there. Without rows, what a model's file has kept decides about the distance from the centre
/// alone; without that, a point is inside up to the root of the mean square of the rows' distances and beyond where no row can be.
/// </para>
/// </remarks>
public sealed partial class ApplicabilityDomain
{
    /// <summary>The share of the rows that are nearer, up to which a point is inside.</summary>
    public const double InsideShare = 0.95;

    /// <summary>How many times as far as the farthest row a point at the edge may be.</summary>
    public const double EdgeFactor = 1.05;

    private const int NearestRows = 3;
    private const int MostGaps = 1000;
    private const double MostPairs = 1e9;

    // A search leaves its answer on a bound up to rounding.
    private const double Tolerance = 1e-6;

    private readonly Dataset? _rows;
    private readonly Lazy<Cloud> _cloud;
    private readonly Lazy<Percentiles?> _centre;
    private readonly Lazy<Percentiles?> _gaps;
    private readonly Lazy<Neighbours>? _neighbours;

    private ApplicabilityDomain(DataSummary summary, Dataset? rows)
    {
        (Summary, Rows, _rows) = (summary, rows, rows?.Counted);
        _cloud = new(() => new Cloud(summary));
        _neighbours = rows is null ? null : new(() => new Neighbours(rows, _cloud.Value.Varying));
        _centre = new(() => summary.CentreDistances
            ?? (_rows is null ? null : Percentiles.Of(_cloud.Value.Distances(_rows.Inputs), _rows.Weights)));
        _gaps = new(() => summary.NeighbourDistances ?? (_neighbours is null ? null : OfGaps(_neighbours.Value, _rows!)));
    }

    /// <summary>What rows cover.</summary>
    public static ApplicabilityDomain Of(Dataset rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows.Summary, rows);
    }

    /// <summary>What is still known when the rows are gone.</summary>
    public static ApplicabilityDomain Of(DataSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new(summary, null);
    }

    /// <summary>The inputs with their ranges and covariance.</summary>
    public DataSummary Summary { get; }

    /// <summary>Whether the rows are there: without them nothing is known of neighbours.</summary>
    public bool HasRows => _rows is not null;

    /// <summary>The rows, those of weight 0 among them; <see langword="null"/> if they are gone.</summary>
    public Dataset? Rows { get; }

    /// <summary>The rows that count.</summary>
    internal Dataset? Counted => _rows;

    /// <summary>The rows' own distances from their centre; <see langword="null"/> if they are gone and were not kept.</summary>
    public Percentiles? CentreDistances => _centre.Value;

    /// <summary>
    /// The rows' own distances from their nearest neighbours, at most 1000 rows asked; <see langword="null"/> if that is not known, or no
    /// row has a neighbour that differs from it.
    /// </summary>
    public Percentiles? NeighbourDistances => _gaps.Value;

    /// <summary>
    /// The exact relations that the rows keep, up to 10⁻⁵ of the inputs' deviations; one-hot columns that add up to one are among them.
    /// </summary>
    public IReadOnlyList<Relation> Relations => _cloud.Value.Relations;

    /// <summary>What deviations from the means are multiplied with, inputs × rank, so that their length is the distance; and the rank.</summary>
    internal (double[] Axes, int Rank) Axes => (_cloud.Value.Axes(), _cloud.Value.Rank);

    /// <summary>What supports a point.</summary>
    /// <param name="point">One finite number for every input, in the user's units; of each category exactly one label.</param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer numbers; one is not finite, or beyond <see cref="Column.GreatestMagnitude"/>; or a category has not exactly one
    /// label, 1 in its column and 0 in the others.
    /// </exception>
    public Support At(ReadOnlySpan<double> point)
    {
        PointCheck.Require("ApplicabilityDomain.At", Summary, point);
        double[] own = point.ToArray();
        (double distance, IReadOnlyList<Relation> broken) = FromCentre(own);
        IReadOnlyList<NearRow> nearest = NearestTo(own);
        double? neighbour = nearest.Count == 0 ? null : nearest[0].Distance;
        return new Support
        {
            Verdict = Judge(distance, neighbour),
            CentreDistance = distance,
            CentreShare = CentreDistances?.ShareUpTo(distance),
            FarthestRowDistance = CentreDistances?.Maximum,
            NeighbourShare = neighbour is { } near ? NeighbourDistances?.ShareUpTo(near) : null,
            MedianNeighbourDistance = NeighbourDistances?.Quantile(0.5),
            Nearest = nearest,
            OutOfRange = [.. own.Select((x, j) => new OutOfRange(j, Summary.InputColumns[j], x)).Where(one => one.Amount > 0)],
            BrokenRelations = broken,
        };
    }

    /// <summary>How far a point is from the rows' centre, and the relations that it breaks if that is infinitely far.</summary>
    internal (double Distance, IReadOnlyList<Relation> Broken) FromCentre(double[] point)
    {
        Cloud cloud = _cloud.Value;
        return cloud.IsLeftBy(point) ? (double.PositiveInfinity, [.. cloud.BrokenBy(point)]) : (cloud.Distance(point), []);
    }

    /// <summary>The rows nearest to a point; none if they are gone.</summary>
    internal IReadOnlyList<NearRow> NearestTo(double[] point) => _neighbours is null ? [] : _neighbours.Value.Nearest(point, NearestRows);

    /// <summary>By the rule that the remarks on this class state.</summary>
    internal Verdict Judge(double centre, double? nearest)
    {
        (double inside, double edge) = CentreDistances is { } own
            ? (own.Quantile(InsideShare), EdgeFactor * own.Maximum)
            : (Math.Sqrt(_cloud.Value.Rank), Math.Sqrt(Summary.LightestRows - 1));
        double insideGap = double.PositiveInfinity, edgeGap = double.PositiveInfinity;
        if (HasRows && NeighbourDistances is { } gaps)
        {
            (insideGap, edgeGap) = (gaps.Quantile(InsideShare), EdgeFactor * gaps.Maximum);
        }

        double gap = nearest ?? 0;
        return IsWithin(centre, inside) && IsWithin(gap, insideGap) ? Verdict.Inside
            : IsWithin(centre, edge) && IsWithin(gap, edgeGap) ? Verdict.AtEdge
            : Verdict.Beyond;
    }

    private static bool IsWithin(double distance, double limit) => distance <= limit * (1 + Tolerance) + Tolerance * Tolerance;

    private static Percentiles? OfGaps(Neighbours neighbours, Dataset rows)
    {
        double pairs = Math.Floor(MostPairs / rows.RowCount / rows.InputColumns.Count);
        (double[] gaps, double[] weights) = neighbours.Gaps((int)Math.Clamp(pairs, 100, MostGaps));
        return gaps.Length == 0 ? null : Percentiles.Of(gaps, weights);
    }
}
