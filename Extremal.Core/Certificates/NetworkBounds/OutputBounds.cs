namespace Extremal.Certificates;

/// <summary>
/// Upper bounds of what a goal wants over boxes: of one function, a network or an ensemble's mean; or of the least of several, as a cautious
/// goal asks of an ensemble: the least of their bounds. Its derivatives are some member's, so they lie in the hull of all enclosures.
/// For one thread at a time; a box's results do not depend on those beside it.
/// </summary>
internal sealed class OutputBounds(LinearBounds[] members, int inputs)
{
    private BoxBatch _own = new(0, inputs); // what is found of the second and later members

    /// <summary>How many boxes it takes at once: with fewer it is slower.</summary>
    public int AtOnce => members[0].AtOnce;

    /// <summary>Bounds some boxes of a batch.</summary>
    /// <param name="batch">Has the boxes, and gets what is found of them.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="Kernels.InterruptedException">The thread's deadline is over; what the batch has of these boxes is then void.</exception>
    public void Bound(BoxBatch batch, int first, int count)
    {
        members[0].Bound(batch, first, count);
        for (int k = 1; k < members.Length; k++)
        {
            _own = _own.Capacity < batch.Capacity ? new(batch.Capacity, inputs) : _own;
            Array.Copy(batch.Lower, first * inputs, _own.Lower, first * inputs, count * inputs);
            Array.Copy(batch.Upper, first * inputs, _own.Upper, first * inputs, count * inputs);
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
