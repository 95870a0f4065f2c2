namespace Extremal.Certificates;

/// <summary>Bytes that may still be taken.</summary>
internal sealed class MemoryBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes this many, if there are this many left.</summary>
    public bool TryTake(long count)
    {
        bool fits = count <= _left;
        _left -= fits ? count : 0;
        return fits;
    }
}
