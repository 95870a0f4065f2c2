namespace Extremal.Certificates;

/// <summary>
/// Upper bounds of the least of several functions, as a cautious goal asks of an ensemble: the least of their bounds. Its derivatives are
/// some member's, so they lie in the hull of all enclosures.
/// </summary>
internal sealed class LeastBounds(IReadOnlyList<IBoxBounds> members, int inputs, int capacity) : IBoxBounds
{
    private readonly BoxBatch _own = new(capacity, inputs);

    /// <inheritdoc/>
    public int AtOnce => members[0].AtOnce;

    /// <inheritdoc/>
    public void Bound(BoxBatch batch, int first, int count)
    {
        members[0].Bound(batch, first, count);
        Array.Copy(batch.Lower, first * inputs, _own.Lower, first * inputs, count * inputs);
        Array.Copy(batch.Upper, first * inputs, _own.Upper, first * inputs, count * inputs);
        for (int k = 1; k < members.Count; k++)
        {
            members[k].Bound(_own, first, count);
            for (int box = first; box < first + count; box++)
            {
                Join(batch, box);
            }
        }
    }

    private void Join(BoxBatch batch, int box)
    {
        if (_own.Bounds[box] < batch.Bounds[box])
        {
            batch.Bounds[box] = _own.Bounds[box];
            batch.Of(_own.Points, box).CopyTo(batch.Of(batch.Points, box));
        }

        batch.Values[box] = Math.Min(batch.Values[box], _own.Values[box]);
        for (int i = box * inputs; i < (box + 1) * inputs; i++)
        {
            batch.LeastSlopes[i] = Math.Min(batch.LeastSlopes[i], _own.LeastSlopes[i]);
            batch.GreatestSlopes[i] = Math.Max(batch.GreatestSlopes[i], _own.GreatestSlopes[i]);
        }
    }
}
