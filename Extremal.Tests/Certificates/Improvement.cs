using Extremal.Certificates;
using Extremal.Problems;
using Extremal.Results;

namespace Extremal.Tests.Certificates;

/// <summary>A proof whose caller has something to say on the way.</summary>
internal static class Improvement
{
    /// <summary>Runs a proof, and offers it what somebody makes of each point that it meets; null for nothing.</summary>
    public static Certificate Run(this BranchAndBound proof, double[] found, Func<double[], double[]?> improve)
    {
        proof.Begin(found);
        while (proof.Advance() is { } met)
        {
            if (improve(met) is { } better)
            {
                proof.Offer(better);
            }
        }

        return proof.Conclude();
    }
}
