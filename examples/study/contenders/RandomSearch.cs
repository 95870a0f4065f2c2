using System.Diagnostics;
using Extremal;
using Extremal.Kernels;

namespace Examples.Study;

/// <summary>The network at uniformly random points, and the best of them: what any search has to beat.</summary>
internal static class RandomSearch
{
    private const int Batch = 256;
    private const ulong Stream = 0x52_61_6E_64;

    public static Answer Of(Problem problem, Regressor model, long evaluations, ulong seed)
    {
        var began = Stopwatch.GetTimestamp();
        var random = new RandomSource(seed, Stream);
        var (inputs, k) = (problem.Inputs, 0UL);
        var (points, values) = (new double[Batch * inputs], new double[Batch]);
        var (best, claim) = (new double[inputs], double.PositiveInfinity);
        for (long done = 0; done < evaluations; done += Batch)
        {
            var count = (int)Math.Min(Batch, evaluations - done);
            for (var i = 0; i < count * inputs; i++)
            {
                var (low, high) = problem.Box[i % inputs];
                points[i] = Math.Min(low + (high - low) * random.Uniform(k++), high);
            }

            model.Predict(points.AsSpan(0, count * inputs), values.AsSpan(0, count));
            for (var row = 0; row < count; row++)
            {
                if (problem.Sign * values[row] >= claim) { continue; }
                claim = problem.Sign * values[row];
                points.AsSpan(row * inputs, inputs).CopyTo(best);
            }
        }

        return new Answer(best, problem.Sign * claim, evaluations, Stopwatch.GetElapsedTime(began));
    }
}
