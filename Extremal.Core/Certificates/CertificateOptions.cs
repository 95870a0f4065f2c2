using Extremal.Kernels;

namespace Extremal.Certificates;

/// <summary>When a proof is good enough, and how much it may cost.</summary>
public sealed record CertificateOptions
{
    /// <summary>The gap at which a proof is closed, in standard deviations of the output: a thousandth.</summary>
    public double Gap { get; init; } = 0.001;

    /// <summary>No further boxes are begun after this time; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most boxes that are bounded. Ten million of ten inputs take up to two gigabytes if none of them can be closed.</summary>
    public long Boxes { get; init; } = 10_000_000;

    /// <summary>The most threads; −1 for as many as there are processors. A proof has the same bits at any number, unless time ends it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Throws for numbers that make no sense.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is wanted.</exception>
    internal void Validate()
    {
        Require(Gap >= 0 && double.IsFinite(Gap), nameof(Gap), Gap, "a finite gap that is not negative");
        Require(TimeLimit is not { } limit || limit >= TimeSpan.Zero, nameof(TimeLimit), TimeLimit ?? default, "a time that is not negative, or null");
        Require(Boxes >= 1, nameof(Boxes), Boxes, "at least one");
        Parallelism.Require(MaxDegreeOfParallelism, "CertificateOptions.MaxDegreeOfParallelism", nameof(MaxDegreeOfParallelism));
    }

    private static void Require(bool holds, string option, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"CertificateOptions.{option} is {value}; it wants {wanted}."), option);
        }
    }
}
