namespace Extremal.Certificates;

/// <summary>
/// Boxes as the ways that led to them: each is a step from another one, and its sides are found by going the way again from the domain's box,
/// to the bit. That takes eight bytes a box, however many inputs there are, and what boxes have in common is kept once.
/// </summary>
/// <remarks>
/// A box is there as long as somebody holds it: who added it, or a box that came of it. There are at most three holders: whoever cuts a box,
/// and its two parts.
/// </remarks>
internal sealed class BoxTree(DomainBoxes boxes, MemoryBudget memory)
{
    /// <summary>The box of which the domain's box came: there is none.</summary>
    public const int None = -1;

    private const int SlabBits = 13;
    private const int SlabBoxes = 1 << SlabBits;
    private const int HolderBits = 2;
    private const int StepBits = 3;

    private readonly List<Node[]> _slabs = [];
    private readonly List<int> _way = [];
    private int _free = None; // the first of those that can be used again; each names the next as the one that it came of
    private int _used;

    /// <summary>Adds a box, held by the caller; the one it comes of is held by it from now on, and no longer by the caller.</summary>
    /// <param name="from">The box it comes of; <see cref="None"/> for the domain's.</param>
    /// <param name="step">How.</param>
    /// <param name="input">Along which input, or whichever if that does not matter.</param>
    /// <returns>Its number; <see cref="None"/> if there is no memory for it. Then nothing has changed.</returns>
    public int Add(int from, BoxStep step, int input)
    {
        int box = _free;
        if (box != None)
        {
            _free = At(box).From;
        }
        else if (_used >> SlabBits < _slabs.Count || HasGrown())
        {
            box = _used++;
        }
        else
        {
            return None;
        }

        At(box) = new Node { From = from, Word = (uint)input << (StepBits + HolderBits) | (uint)step << HolderBits | 1 };
        return box;
    }

    /// <summary>Counts one more holder of the box.</summary>
    public void Hold(int box) => At(box).Word++;

    /// <summary>Counts one holder less. A box without holders is removed, and releases the box that it came of.</summary>
    public void Release(int box)
    {
        while (box != None)
        {
            ref Node node = ref At(box);
            if ((--node.Word & ((1 << HolderBits) - 1)) != 0)
            {
                return;
            }

            int from = node.From;
            (node.From, _free) = (_free, box);
            box = from;
        }
    }

    /// <summary>The sides of a box.</summary>
    public void Find(int box, Span<double> lower, Span<double> upper)
    {
        _way.Clear();
        for (; box != None; box = At(box).From)
        {
            _way.Add(box);
        }

        boxes.Region.Lower.CopyTo(lower);
        boxes.Region.Upper.CopyTo(upper);
        for (int i = _way.Count - 1; i >= 0; i--)
        {
            uint word = At(_way[i]).Word;
            var step = (BoxStep)(word >> HolderBits & ((1 << StepBits) - 1));
            boxes.Go(step, (int)(word >> (StepBits + HolderBits)), lower, upper);
        }
    }

    private bool HasGrown()
    {
        if (!memory.TryTake(SlabBoxes * 8))
        {
            return false;
        }

        _slabs.Add(new Node[SlabBoxes]);
        return true;
    }

    private ref Node At(int box) => ref _slabs[box >> SlabBits][box & (SlabBoxes - 1)];

    // The word has the input, the step and the number of holders, from the highest bit to the lowest.
    private struct Node
    {
        public int From;
        public uint Word;
    }
}
