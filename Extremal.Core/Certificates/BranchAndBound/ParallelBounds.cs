using Extremal.Kernels;

namespace Extremal.Certificates;

/// <summary>Bounds the boxes of a batch with several threads. Each box's bound is its own, so the number of threads changes none.</summary>
internal sealed class ParallelBounds(BoundedOutput output, int threads)
{
    // Fewer boxes do not repay another thread.
    private const int Least = 4;

    private readonly OutputBounds?[] _bounds = new OutputBounds?[threads]; // one a thread, made when it is first needed

    /// <summary>Bounds the boxes of a batch, and marks those that it has bounded: all, unless the deadline is over before.</summary>
    public void Bound(BoxBatch batch, Deadline deadline)
    {
        Array.Clear(batch.IsBounded);
        using Deadline.Scope watched = deadline.Watch();
        try
        {
            int parts = Math.Clamp(batch.Count / Least, 1, _bounds.Length);
            for (int i = 0; i < parts; i++)
            {
                _bounds[i] ??= output.Bounds();
            }

            Parallelism.Run(new Work(_bounds, batch, parts), parts);
        }
        catch (InterruptedException over) when (over.Deadline == deadline)
        {
        }
    }

    private readonly struct Work(OutputBounds?[] bounds, BoxBatch batch, int parts) : ITeamWork
    {
        public void Run(int part)
        {
            OutputBounds own = bounds[part]!;
            int first = batch.Count * part / parts, end = batch.Count * (part + 1) / parts;
            for (int start = first, count; start < end; start += count)
            {
                count = Math.Min(own.AtOnce, end - start);
                own.Bound(batch, start, count);
                batch.IsBounded.AsSpan(start, count).Fill(true);
                Deadline.Look();
            }
        }
    }
}
