using Extremal.Data;

namespace Extremal.Problems;

/// <summary>A measured row near a point.</summary>
public sealed class NearRow
{
    private readonly double[] _inputs;
    private readonly double[] _targets;

    internal NearRow(Dataset rows, int row, double distance)
    {
        (Row, Distance) = (row, distance);
        (_inputs, _targets) = (rows.Inputs.Row(row).ToArray(), rows.Targets.Row(row).ToArray());
    }

    /// <summary>Its number in the data, counted from 0.</summary>
    public int Row { get; }

    /// <summary>How far it is from the point: the root of the sum of squares, each input in its standard deviations.</summary>
    public double Distance { get; }

    /// <summary>Its inputs, in the user's units.</summary>
    public ReadOnlySpan<double> Inputs => _inputs;

    /// <summary>What was measured there, in the user's units.</summary>
    public ReadOnlySpan<double> Targets => _targets;
}
