namespace Extremal.Tests.SameBits;

/// <summary>A piece of work with a hash of its own, so that a difference says where it arose.</summary>
/// <param name="Name">How it is recorded.</param>
/// <param name="Run">Does the work, with at most so many threads, and puts every number of the result into the hash.</param>
internal sealed record Part(string Name, Action<NumberHash, int> Run)
{
    /// <summary>Everything, the trainings first.</summary>
    public static IEnumerable<Part> All =>
    [
        .. TrainingRun<float>.Parts, .. TrainingRun<double>.Parts, WideStep<float>.Part, WideStep<double>.Part,
        .. OnTheTape<float>.Parts, .. OnTheTape<double>.Parts, .. AtTheFrontDoor.Parts,
    ];

    /// <summary>Does the work and names its hash.</summary>
    public RecordedHash Hash(int threads)
    {
        var hash = new NumberHash();
        Run(hash, threads);
        return new RecordedHash(Name, hash.ToString());
    }
}
