using Extremal.Memory;

namespace Extremal.Problems;

/// <summary>A measured row near a point.</summary>
/// <param name="Row">Its number in the data, counted from 0.</param>
/// <param name="Distance">How far it is from the point: the root of the sum of squares, each input in its standard deviations.</param>
/// <param name="Inputs">Its inputs, in the user's units.</param>
/// <param name="Targets">What was measured there, in the user's units.</param>
public sealed record NearRow(int Row, double Distance, IReadOnlyList<double> Inputs, IReadOnlyList<double> Targets)
{
    /// <inheritdoc cref="NearRow" path="/param[@name='Inputs']"/>
    public IReadOnlyList<double> Inputs { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Inputs);

    /// <inheritdoc cref="NearRow" path="/param[@name='Targets']"/>
    public IReadOnlyList<double> Targets { get; init => field = ValueList<double>.Of(value); } = ValueList<double>.Of(Targets);

    /// <summary>For example <c>row 12 at a distance of 0.75: [1, 2.5] gave [40]</c>.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"row {Row} at a distance of {Distance:G4}: {ListText.Of(Inputs)} gave {ListText.Of(Targets)}");
}
