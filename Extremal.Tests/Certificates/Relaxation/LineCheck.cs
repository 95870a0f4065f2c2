using Extremal.Certificates;
using Extremal.Tests.Oracle;

namespace Extremal.Tests.Certificates;

/// <summary>Looks for a point where a line cuts the true curve, and can be made to look at lines that were tampered with.</summary>
internal sealed class LineCheck(Graph graph, int seed)
{
    private const int Batch = 61;
    private const int PointsEach = 12;

    private readonly Relaxation _relaxation = Relaxation.Of(graph.Activation);
    private readonly Random _random = new(seed);
    private readonly double[] _belowSlope = new double[Batch];
    private readonly double[] _belowOffset = new double[Batch];
    private readonly double[] _aboveSlope = new double[Batch];
    private readonly double[] _aboveOffset = new double[Batch];

    /// <summary>What a planted mistake does to the line above an interval.</summary>
    public delegate void Tampering(double lower, double upper, ref double slope, ref double offset);

    /// <summary>The first point that is found wrong, in words; null if none is.</summary>
    public string? FirstBreach(int rounds, Tampering? tampering = null)
    {
        double[] special = Special(_relaxation.Curve);
        for (int round = 0; round < rounds; round++)
        {
            (double[] lower, double[] upper) = Intervals.Random(_random, Batch, graph.From, graph.Reach, special);
            double[] near = round % 2 == 0 ? [] : [.. lower.Select((low, i) => Intervals.Point(_random, low, upper[i], special))];
            _relaxation.Lines(lower, upper, near, new Lines(_belowSlope, _belowOffset, _aboveSlope, _aboveOffset));
            for (int i = 0; i < Batch; i++)
            {
                tampering?.Invoke(lower[i], upper[i], ref _aboveSlope[i], ref _aboveOffset[i]);
                for (int k = 0; k < PointsEach; k++)
                {
                    double z = k == 0 && near.Length > 0 ? near[i] : Intervals.Point(_random, lower[i], upper[i], special);
                    if (Breach(i, z) is { } breach)
                    {
                        return $"seed {seed}, in [{lower[i]:R}, {upper[i]:R}]: {breach}";
                    }
                }
            }
        }

        return null;
    }

    /// <summary>0, borders, turns and kinks.</summary>
    public static double[] Special(Extremal.Kernels.Functions.Curve curve) =>
        [0, .. curve.Pieces.Select(piece => piece.From).Where(double.IsFinite), .. curve.Extrema, .. curve.Kinks];

    private string? Breach(int i, double z)
    {
        DoubleDouble y = graph.Value(z);
        DoubleDouble above = (DoubleDouble)_aboveSlope[i] * z - y + _aboveOffset[i];
        DoubleDouble below = y - (DoubleDouble)_belowSlope[i] * z - _belowOffset[i];
        return above.High >= 0 && below.High >= 0
            ? null
            : $"at {z:R} the lines are off by {above.High:R} above and {below.High:R} below; "
            + $"{_belowSlope[i]:R} z + {_belowOffset[i]:R} ≤ {y.High:R} ≤ {_aboveSlope[i]:R} z + {_aboveOffset[i]:R}";
    }
}
