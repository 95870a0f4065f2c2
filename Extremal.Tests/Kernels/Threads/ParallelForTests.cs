using System.Numerics;
using Extremal.Kernels;
using Extremal.Kernels.Functions;

namespace Extremal.Tests.Kernels;

/// <summary>A long loop has the same bits on any number of threads, and writes nothing beside its elements.</summary>
[TestFixture(typeof(float))]
[TestFixture(typeof(double))]
[NonParallelizable]
internal sealed class ParallelForTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly int[] Lengths = [0, 1, 15, 16, 17, 31, 33, 64, 100, 1000, 4096, 10007];

    [Test]
    public void AFormulaIsTheSameOnAnyNumberOfThreads([Values(2, 3, 7)] int threads) => Compare(threads, numbers =>
    {
        Pointwise.Apply<T, Tanh>(default, numbers[0], numbers[1]);
        Pointwise.ApplySlope<T, Tanh>(default, numbers[0], numbers[1], numbers[2], numbers[3]);
        Pointwise.ApplySlope<T, SiLU>(default, numbers[0], numbers[1], numbers[2], numbers[3]); // reads its input
    });

    [Test]
    public void AStepOfARuleIsTheSameOnAnyNumberOfThreads([Values(2, 3, 7)] int threads) => Compare(threads, numbers =>
    {
        UpdateLoop<T, UpdateAdam<T>> adam = new(new(0.9, 0.999, 1e-8, 0.037, 1.7, 0.99), numbers[0], numbers[1], numbers[2], numbers[3]);
        ParallelFor<T, UpdateLoop<T, UpdateAdam<T>>>.Run(ref adam);
        UpdateLoop<T, UpdateMomentum<T>> momentum = new(new(0.037, 0.9), numbers[0], numbers[1], numbers[2], default);
        ParallelFor<T, UpdateLoop<T, UpdateMomentum<T>>>.Run(ref momentum);
        UpdateLoop<T, UpdateDescent<T>> descent = new(new(0.037), numbers[0], numbers[1], default, default);
        ParallelFor<T, UpdateLoop<T, UpdateDescent<T>>>.Run(ref descent);
    });

    private static void Compare(int threads, Action<T[][]> run)
    {
        using Team team = new(threads - 1);
        foreach (int length in Lengths)
        {
            T[][] alone = Fill(length), shared = Fill(length);
            run(alone);
            using (Parallelism.Forced(team))
            {
                run(shared);
            }

            Assert.That(shared, Is.EqualTo(alone), $"length {length}");
        }
    }

    private static T[][] Fill(int length)
    {
        Random random = new(length);
        return [.. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, length).Select(_ => T.CreateTruncating(random.NextDouble())).ToArray())];
    }
}
