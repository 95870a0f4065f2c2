using Extremal.Data;
using Extremal.Kernels;

namespace Extremal.Certificates;

/// <summary>When a proof is good enough, and how much it may cost.</summary>
public sealed record CertificateOptions
{
    private const long LeastMemory = 1 << 20;

    /// <summary>The gap at which a proof is closed, in standard deviations of the output: a thousandth.</summary>
    public double Gap { get; init; } = 0.001;

    /// <summary>The time after which the proof ends, boxes under way are left; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The most boxes that are bounded.</summary>
    public long MaxBoxes { get; init; } = 10_000_000;

    /// <summary>
    /// The most bytes that the open boxes take: a gibibyte, enough for some thirty million. If that is not enough, those that promise least are
    /// given up, and the bound stays as high as theirs. The threads' workspaces come on top.
    /// </summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>The most threads; −1 for as many as there are processors. A proof has the same bits at any number, unless time ends it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    /// <summary>Throws for numbers that make no sense.</summary>
    /// <exception cref="ArgumentException">The message names the option, its value and what is wanted.</exception>
    internal void Validate()
    {
        Require(Gap >= 0 && double.IsFinite(Gap), nameof(Gap), Gap, "a finite gap that is not negative");
        Require(TimeLimit is not { } limit || limit >= TimeSpan.Zero, nameof(TimeLimit), TimeLimit ?? default, "a time that is not negative, or null");
        Require(MaxBoxes >= 1, nameof(MaxBoxes), MaxBoxes, "at least one");
        Require(MemoryLimit >= LeastMemory, nameof(MemoryLimit), MemoryLimit, FormattableString.Invariant($"at least {LeastMemory} bytes"));
        Parallelism.Require(MaxDegreeOfParallelism, "CertificateOptions.MaxDegreeOfParallelism", nameof(MaxDegreeOfParallelism));
    }

    private static void Require(bool holds, string option, object value, string wanted) =>
        Mistake.RequireOption<CertificateOptions>(holds, option, value, wanted);
}
