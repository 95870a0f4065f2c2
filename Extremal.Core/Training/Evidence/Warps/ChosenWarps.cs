using Extremal.Memory;

namespace Extremal.Training.Evidence;

/// <summary>The coordinates in which a target is learned.</summary>
/// <param name="Inputs">Of the inputs.</param>
/// <param name="Target">Of the target.</param>
/// <param name="Lengths">The likeliest lengths of both kinds of radial units in these coordinates, as far as the rows that were asked tell.</param>
internal sealed record ChosenWarps(InputWarps Inputs, Warp Target, RadialLengths[] Lengths)
{
    /// <summary>Everything as it is, where there was no time to choose.</summary>
    public static ChosenWarps None(int inputs) => new(InputWarps.None(inputs), Warp.None, []);

    /// <summary>The samples in these coordinates.</summary>
    public Samples<double> Apply(Samples<double> samples) => Apply(Target, Inputs.Apply(samples));

    /// <summary>Samples with their target in another coordinate; the same ones if it stays as it is.</summary>
    public static Samples<double> Apply(Warp target, Samples<double> samples)
    {
        if (target == Warp.None)
        {
            return samples;
        }

        Slice<double> warped = Slice<double>.Zeros(samples.Targets.Shape);
        target.Apply(samples.Targets.Span, warped.Span);
        return new Samples<double>(samples.Inputs, warped, samples.Weights) { Units = samples.Units };
    }
}
