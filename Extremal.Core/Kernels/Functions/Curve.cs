using System.Diagnostics.CodeAnalysis;

namespace Extremal.Kernels.Functions;

/// <summary>
/// What the graph of a function φ of one number looks like, and how far the computed numbers may be from the true ones: all that a proof
/// about a network needs to know of its activation. Whoever writes a function declares it; a wrong declaration makes wrong proofs.
/// </summary>
/// <remarks>
/// In the bounds u is 2⁻²⁴ for float and 2⁻⁵³ for double; an error of one unit in the last place is at most 2 u of the number. Borders and
/// turns that are irrational are rounded to the nearest double. Next to a border φ″ is zero, so that between the true border and the
/// declared one the bend is wrong by the third power of their distance at most, and next to a turn φ is level, so that it is wrong by the
/// second power: 10⁻⁴⁸ and 10⁻³², far below the errors of the values themselves.
/// </remarks>
public sealed class Curve
{
    private readonly CurvePiece[] _pieces;

    /// <summary>A curve of pieces from left to right; it is defined from where the first begins to where the last ends.</summary>
    /// <exception cref="ArgumentException">There is no piece, one has no length, or neighbours do not share a border.</exception>
    public Curve(params CurvePiece[] pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        _pieces = [.. pieces];
        if (pieces.Length == 0)
        {
            throw new ArgumentException("Curve wants at least one piece.", nameof(pieces));
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            if (!(pieces[i].From < pieces[i].To) || (i > 0 && pieces[i - 1].To != pieces[i].From))
            {
                throw new ArgumentException(
                    $"Piece {i} of a Curve is {pieces[i]}: it has no length, or does not begin where the one before ends.", nameof(pieces));
            }
        }
    }

    [SetsRequiredMembers]
    private Curve()
    {
        _pieces = [];
        ValueError = double.PositiveInfinity;
        DerivativeError = double.PositiveInfinity;
    }

    /// <summary>Nothing is known: no proof is possible. What a function declares that does not say otherwise.</summary>
    public static Curve Unknown { get; } = new Curve();

    /// <summary>Whether anything is declared.</summary>
    public bool IsKnown => _pieces.Length > 0;

    /// <summary>
    /// The pieces from left to right, each as long as the bend is the same; if there is a <see cref="Period"/>, those of one.
    /// </summary>
    public IReadOnlyList<CurvePiece> Pieces => _pieces;

    /// <summary>Where φ stops rising and begins to fall, or the other way round; it is monotone between. Sorted.</summary>
    public IReadOnlyList<double> Extrema { get; init; } = [];

    /// <summary>Where φ′ jumps. Sorted.</summary>
    public IReadOnlyList<double> Kinks { get; init; } = [];

    /// <summary>φ(x + period) = φ(x); 0 if it does not recur. Pieces, turns and kinks are then those of one period.</summary>
    public double Period { get; init; }

    /// <summary>
    /// In float and double, the computed value is within this times u·|φ(x)| of the true one (and of as many of the least subnormal).
    /// </summary>
    public required double ValueError { get; init; }

    /// <summary>In double, the computed slope is within this times u·max(1, |φ′(x)|) of the true one.</summary>
    public required double DerivativeError { get; init; }

    /// <summary>The greatest |x| for which the bounds hold in float.</summary>
    public double ReachInSingle { get; init; } = double.PositiveInfinity;

    /// <summary>The greatest |x| for which the bounds hold in double.</summary>
    public double ReachInDouble { get; init; } = double.PositiveInfinity;
}
