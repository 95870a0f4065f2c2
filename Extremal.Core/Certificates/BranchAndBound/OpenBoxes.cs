namespace Extremal.Certificates;

/// <summary>
/// The boxes that may hold a better point, the one with the greatest bound first; of equal bounds, the one that came first. Of closed boxes
/// only the greatest bound is kept, and their memory is used again. If there is no more, the boxes with the least bounds are given up: none
/// of their points has a greater value than <see cref="GivenUp"/> says.
/// </summary>
internal sealed class OpenBoxes
{
    private readonly BoxTree _tree;
    private readonly BoxQueue _queue;
    private double _closed = double.NegativeInfinity;

    /// <param name="boxes">The domain's.</param>
    /// <param name="bytes">How much memory the open boxes may take.</param>
    public OpenBoxes(DomainBoxes boxes, long bytes)
    {
        var memory = new MemoryBudget(bytes);
        (_tree, _queue) = (new BoxTree(boxes, memory), new BoxQueue(boxes.Region.Inputs, memory));
    }

    /// <summary>How many are open.</summary>
    public int Count => _queue.Count;

    /// <summary>The greatest bound of any box, open, closed or given up; −∞ if there was none.</summary>
    public double Bound => Math.Max(Math.Max(_closed, GivenUp.Bound), _queue.Greatest);

    /// <summary>How many were given up for want of memory, and the greatest of their bounds; −∞ if none was.</summary>
    public (long Boxes, double Bound) GivenUp { get; private set; } = (0, double.NegativeInfinity);

    /// <summary>Whether it is the boxes given up, and not the closed ones, that keep the bound from coming down any more.</summary>
    public bool IsShortOfMemory => GivenUp.Boxes > 0 && GivenUp.Bound >= _closed;

    /// <summary>Opens a box, a part of one that was taken.</summary>
    /// <param name="part">What <see cref="Part"/> gave for it.</param>
    /// <param name="ends">Inputs that have been moved to the low or to the high end of their ranges since.</param>
    /// <param name="bound">No point of it has a greater value.</param>
    /// <param name="input">The input along which it is to be cut; −1 if it is to be bounded again as it is.</param>
    public void Add(BoxBatch.Part part, ReadOnlySpan<(int Input, BoxStep End)> ends, double bound, int input)
    {
        int node = Grow(part.From, part.Step, part.Input, bound);
        for (int i = 0; i < ends.Length && node != BoxTree.None; i++)
        {
            node = Grow(node, ends[i].End, ends[i].Input, bound);
        }

        while (node != BoxTree.None && !_queue.TryAdd(bound, node, input))
        {
            node = MakesRoom(bound) ? node : GiveUp(node, bound);
        }
    }

    /// <summary>Takes the box with the greatest bound. It stays in memory until it is closed or released.</summary>
    /// <param name="lower">Gets its lower side.</param>
    /// <param name="upper">Gets its upper side.</param>
    public (int Box, double Bound, int Input) Take(Span<double> lower, Span<double> upper)
    {
        (double bound, int box, int input) = _queue.TakeFirst();
        _tree.Find(box, lower, upper);
        return (box, bound, input);
    }

    /// <summary>A part of a box that was taken, to be opened by <see cref="Add"/> or closed.</summary>
    public BoxBatch.Part Part(int box, BoxStep step, int input, double bound)
    {
        if (box != BoxTree.None)
        {
            _tree.Hold(box);
        }

        return new(box, step, input, bound);
    }

    /// <summary>Closes a box that was taken, or a part of one: no point of it has a greater value than the bound, and that is enough.</summary>
    public void Close(int box, double bound)
    {
        _closed = Math.Max(_closed, bound);
        _tree.Release(box);
    }

    /// <summary>A box that was taken has been cut: its parts stand for it.</summary>
    public void Release(int box) => _tree.Release(box);

    // Adds a box to the tree, giving others up if memory is short; None if it is the one that has to be given up.
    private int Grow(int from, BoxStep step, int input, double bound)
    {
        int node = _tree.Add(from, step, Math.Max(input, 0));
        while (node == BoxTree.None)
        {
            if (!MakesRoom(bound))
            {
                return GiveUp(from, bound);
            }

            node = _tree.Add(from, step, Math.Max(input, 0));
        }

        return node;
    }

    // Gives up the box with the least bound, if that is less than this one; else the box of this bound is the one to be given up.
    private bool MakesRoom(double bound)
    {
        if (!(_queue.Least < bound))
        {
            return false;
        }

        (double least, int box, _) = _queue.TakeLast();
        GiveUp(box, least);
        return true;
    }

    private int GiveUp(int box, double bound)
    {
        _tree.Release(box);
        GivenUp = (GivenUp.Boxes + 1, Math.Max(GivenUp.Bound, bound));
        return BoxTree.None;
    }
}
