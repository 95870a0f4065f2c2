using Extremal.Kernels;

namespace Extremal.Tests.SameBits;

/// <summary>A piece of work with a hash of its own, so that a difference says where it arose.</summary>
/// <param name="Name">How it is recorded.</param>
/// <param name="Run">Does the work, and puts every number of the result into the hash.</param>
internal sealed record Part(string Name, Action<NumberHash> Run)
{
    /// <summary>Everything, the trainings first.</summary>
    public static IEnumerable<Part> All =>
    [
        .. TrainingRun<float>.Parts, .. TrainingRun<double>.Parts, WideStep<float>.Part, WideStep<double>.Part,
        .. OnTheTape<float>.Parts, .. OnTheTape<double>.Parts, .. AtTheFrontDoor.Parts,
    ];

    /// <summary>Does the work, all of it cut into a part for each of this many threads, and names its hash.</summary>
    public RecordedHash Hash(int threads)
    {
        var hash = new NumberHash();
        using Team team = new(threads - 1);
        using Parallelism.Scope forced = Parallelism.Forced(team);
        Run(hash);
        return new RecordedHash(Name, hash.ToString());
    }
}
