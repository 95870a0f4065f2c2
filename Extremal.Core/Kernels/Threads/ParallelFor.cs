using System.Numerics;
using Extremal.Kernels.Lanes;

namespace Extremal.Kernels;

/// <summary>A loop over elements that do not meet: any stretch of it is a loop of the same kind.</summary>
internal interface IStretch<L> where L : struct, allows ref struct
{
    /// <summary>How many elements there are.</summary>
    int Length { get; }

    /// <summary>The same for some of the elements.</summary>
    L Stretch(int start, int length);
}

/// <summary>A long loop shared out among threads, each with a stretch of its own.</summary>
internal readonly ref struct ParallelFor<T, L> : ITeamWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where L : struct, ILoop<T>, IStretch<L>, allows ref struct
{
    // Elements that repay the call of another thread; they are worth more than their time, which the memory takes.
    private const int LeastWork = 1 << 17;

    // Where stretches meet, no cache line and no vector is cut, if the first element is aligned.
    private const int Unit = 16;

    private readonly L _loop;
    private readonly int _length;

    private ParallelFor(scoped ref readonly L loop, int length)
    {
        _loop = loop;
        _length = length;
    }

    /// <summary>Runs a loop, with other threads if it is long.</summary>
    public static void Run(scoped ref L loop)
    {
        int parts = Parallelism.Parts(loop.Length, LeastWork);
        if (parts == 1 || loop.Length == 0)
        {
            RunStretches(ref loop);
            return;
        }

        int units = (loop.Length + Unit - 1) / Unit;
        int length = (units + parts - 1) / parts * Unit;
        Parallelism.Run(new ParallelFor<T, L>(in loop, length), (loop.Length + length - 1) / length);
    }

    /// <inheritdoc/>
    public void Run(int part)
    {
        int start = part * _length;
        L stretch = _loop.Stretch(start, Math.Min(_length, _loop.Length - start));
        RunStretches(ref stretch);
    }

    // A long loop in parts, with a look at the deadline between them.
    private static void RunStretches(scoped ref L loop)
    {
        if (loop.Length <= Deadline.Stretch)
        {
            VectorWidth.Run<T, L>(VectorWidth.For<T>(loop.Length), ref loop);
            return;
        }

        for (long start = 0; start < loop.Length; start += Deadline.Stretch)
        {
            L stretch = loop.Stretch((int)start, (int)Math.Min(Deadline.Stretch, loop.Length - start));
            VectorWidth.Run<T, L>(VectorWidth.For<T>(stretch.Length), ref stretch);
            Deadline.Look();
        }
    }
}
