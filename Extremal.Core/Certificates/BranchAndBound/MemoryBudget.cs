namespace Extremal.Certificates;

/// <summary>How many bytes of memory may still be allocated. Nothing is ever returned to it.</summary>
internal sealed class MemoryBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Reserves memory.</summary>
    /// <param name="count">Number of bytes.</param>
    /// <returns>False if fewer bytes are left; then none is reserved.</returns>
    public bool TryTake(long count)
    {
        bool fits = count <= _left;
        _left -= fits ? count : 0;
        return fits;
    }
}
