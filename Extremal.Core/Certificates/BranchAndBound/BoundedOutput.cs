using Extremal.Data;
using Extremal.Kernels;
using Extremal.Problems;

namespace Extremal.Certificates;

/// <summary>
/// What a proof is about: an output of a network, of an ensemble's mean or of its worst member, in standard deviations and with the goal's
/// sign, so that greater is better. Such a value is called a level.
/// </summary>
internal sealed class BoundedOutput
{
    // Of the exponentials and of the inverse hyperbolic sine, which are off by at most 2 ulp, and of the sums about them.
    private const double RoundingsOfTransform = 16;

    private readonly Surrogate _surrogate;
    private readonly LinearRegion _region;
    private readonly int _output;
    private readonly RiskAttitude _risk;
    private readonly BoundedNetwork[] _networks;
    private readonly double[]? _shares; // of each network in the mean; null where all count alike
    private Reach[]? _reaches; // found under the deadline of the first bounds

    /// <param name="surrogate">The trained network or ensemble, with its scaling.</param>
    /// <param name="goal">The greatest or the least value of an output.</param>
    /// <param name="region">Where.</param>
    /// <exception cref="ArgumentException">The goal is another; a weight is not finite.</exception>
    /// <exception cref="NotSupportedException">An activation is a function of the user's own that declares no curve.</exception>
    /// <exception cref="InvalidOperationException">The process flushes subnormal numbers to zero, which no bound here allows for.</exception>
    public BoundedOutput(Surrogate surrogate, Goal goal, LinearRegion region)
    {
        RequireExtreme(goal, surrogate);
        RequireSubnormals();
        (_surrogate, _region, _output, Sign, _risk) = (surrogate, region, goal.Output, goal.Extreme.Sign, goal.Extreme.Risk);
        int[] counting = [.. Enumerable.Range(0, surrogate.Members.Count).Where(member => surrogate.Share(member, _output) > 0)];
        _networks = [.. counting.Select(member => BoundedNetwork.Of(surrogate.Members[member]))];
        _shares = surrogate.HasEqualShares ? null : [.. counting.Select(member => surrogate.Share(member, _output))];
    }

    /// <summary>1 if the greatest output is best, −1 if the least is.</summary>
    public int Sign { get; }

    /// <summary>One standard deviation, in the output's unit.</summary>
    public double Deviation => Transform is null
        ? _surrogate.OutputScaling.Scales[_output]
        : _surrogate.Summary.TargetColumns[_output].StandardDeviation;

    /// <summary>The level of a value in the output's unit.</summary>
    public double Level(double value) => Sign * _surrogate.OutputScaling.Apply(_output, value);

    /// <summary>The value of a level, in the output's unit. Rounding keeps order: what is at most the level is at most the value.</summary>
    public double Value(double level)
    {
        if (!double.IsFinite(level))
        {
            return Sign * level;
        }

        double value = _surrogate.OutputScaling.Invert(_output, Sign * level);
        return Transform is { } transform
            ? value + Sign * RoundingsOfTransform * (1.0 / (1L << 53)) * (Math.Abs(value) + 2 * Math.Abs(transform.Origin) + transform.Width)
            : value;
    }

    /// <summary>A distance of levels in the output's unit, at least; the steepest that the transform of the output is in the region.</summary>
    public double Units(double distance) => distance * SteepestSlope();

    /// <summary>What the model predicts at a point, both in the user's units.</summary>
    public double ValueAt(ReadOnlySpan<double> point)
    {
        var level = new Evaluation(_surrogate, point, variables => variables.ScaledOutput(_output, Sign, _risk));
        return _surrogate.OutputScaling.Invert(_output, level.Values[0, 0]);
    }

    /// <summary>What one thread bounds levels over boxes with.</summary>
    public OutputBounds Bounds()
    {
        _reaches ??= [.. _networks.Select(network => new Reach(network, _region, _output, _risk.IsWorstCase ? 1 : _networks.Length))];
        LinearBounds[] members = _risk.IsWorstCase
            ? [.. _reaches.Select(network => new LinearBounds([network], _region, _output, Sign))]
            : [new LinearBounds(_reaches, _region, _output, Sign, _shares)];
        return new(members, _surrogate.Inputs);
    }

    /// <summary>
    /// How far a computed level may be from the exact one, anywhere in the region. A mean adds the members in order and divides, or adds their
    /// products with their shares, each of which may be subnormal; the worst member is one of them.
    /// </summary>
    public double RoundingError()
    {
        double[] errors = [.. _networks.Select(network => Rounding.Of(network, _output, network.IsSingle, _region.Lower, _region.Upper))];
        if ((errors.Length == 1 && _shares is null) || _risk.IsWorstCase)
        {
            return errors.Max() + (Transform is null ? 0 : RoundingOfTransform());
        }

        (double error, double size) = (0, 0);
        for (int k = 0; k < errors.Length; k++)
        {
            double share = _shares is null ? 1.0 / errors.Length : _shares[k];
            error += share * errors[k];
            size += share * IntervalBounds.Outputs(_networks[k], _region.Lower, _region.Upper)[_output].Magnitude;
        }

        error += Transform is null ? 0 : RoundingOfTransform();
        double all = (error + 2 * (errors.Length + 2) * (1.0 / (1L << 53)) * size + errors.Length * double.Epsilon) * (1 + 1e-9);
        return double.IsNaN(all) ? double.PositiveInfinity : all; // where values overflow
    }

    /// <summary>
    /// No derivative of the output is steeper anywhere in the region: its unit by a standard deviation of an input. +∞ if that is not known in
    /// time.
    /// </summary>
    public double Steepest(Deadline deadline)
    {
        var batch = new BoxBatch(1, _surrogate.Inputs) { Count = 1 };
        _region.Lower.CopyTo(batch.Lower, 0);
        _region.Upper.CopyTo(batch.Upper, 0);
        new ParallelBounds(this, threads: 1).Bound(batch, deadline);
        double steepest = batch.LeastSlopes.Concat(batch.GreatestSlopes)
            .Max(slope => double.IsNaN(slope) || !batch.IsBounded[0] ? double.PositiveInfinity : Math.Abs(slope));
        return steepest / (_shares is null && !_risk.IsWorstCase ? _networks.Length : 1) * SteepestSlope() * (1 + 1e-9);
    }

    private AsinhTransform? Transform => _surrogate.OutputScaling.Transform(_output);

    // No member's output is greater, in standard deviations.
    private double Greatest() =>
        _networks.Max(network => IntervalBounds.Outputs(network, _region.Lower, _region.Upper)[_output].Magnitude);

    private double SteepestSlope()
    {
        if (Transform is null)
        {
            return _surrogate.OutputScaling.Scales[_output];
        }

        double most = Greatest();
        double steepest = Math.Max(_surrogate.OutputScaling.Slope(_output, most), _surrogate.OutputScaling.Slope(_output, -most)) * (1 + 1e-9);
        return double.IsNaN(steepest) ? double.PositiveInfinity : steepest;
    }

    // From a level to the value, and from a value to the level: that of the argument's difference, of sinh and of asinh, by the slope.
    private double RoundingOfTransform()
    {
        (double scale, double shift) = (_surrogate.OutputScaling.Scales[_output], _surrogate.OutputScaling.Shifts[_output]);
        AsinhTransform transform = Transform!.Value;
        double size = (Math.Abs(shift) + 2 + Math.Abs(transform.Origin) / transform.Width) / scale + Greatest();
        return RoundingsOfTransform * (1.0 / (1L << 53)) * size;
    }

    private static void RequireExtreme(Goal goal, Surrogate surrogate)
    {
        (int sign, RiskAttitude risk) = goal.Extreme;
        if (sign == 0 || !(risk == RiskAttitude.Neutral || risk.IsWorstCase))
        {
            throw new ArgumentException(
                $"A certificate wants the greatest or the least value of an output, of the mean or of the worst member; it got '{goal}'. "
                + "Whether a value is in reach, the proven range of the output tells.", nameof(goal));
        }

        if (risk.IsWorstCase && surrogate.Members.Count < 2)
        {
            throw new ArgumentException(
                $"The goal '{goal}' wants an ensemble; the model is the single network {surrogate.Network}.", nameof(goal));
        }

        if ((uint)goal.Output >= (uint)surrogate.Outputs)
        {
            throw new ArgumentException(
                $"A certificate got the goal '{goal}'; the network {surrogate.Network} wants an output from 0 to {surrogate.Outputs - 1}.",
                nameof(goal));
        }
    }

    private static void RequireSubnormals()
    {
        if (Subnormals.AreFlushed)
        {
            throw new InvalidOperationException(
                "This process flushes subnormal numbers to zero, and a certificate's rounding does not allow for that; turn it off.");
        }
    }
}
