namespace Examples.Study;

/// <summary>
/// What a problem's truth is like over its whole box, from very many points that no run sees: the units in which runs compare.
/// </summary>
internal sealed class Landscape
{
    private const int Count = 8192;
    private const ulong Seed = 0x4C_61_6E_64;

    private Landscape(Problem problem)
    {
        Problem = problem;
        Points = Sample.Design(problem, Count, Seed);
        Truths = [.. Points.Select(problem.Truth)];
        Mean = Truths.Average();
        Deviation = Math.Sqrt(Truths.Average(truth => (truth - Mean) * (truth - Mean)));
    }

    public Problem Problem { get; }
    public double[][] Points { get; }
    public double[] Truths { get; }
    public double Mean { get; }

    /// <summary>σ: regret and optimism are told in it.</summary>
    public double Deviation { get; }

    public static Landscape Of(Problem problem) => new(problem);
}
