namespace Extremal.Certificates;

/// <summary>The open boxes, the one with the greatest bound first; of equal bounds, the one that came first. Memory of closed boxes is used again.</summary>
internal sealed class Frontier(int inputs)
{
    private readonly PriorityQueue<int, (double Bound, long Order)> _queue = new();
    private readonly Stack<int> _free = new();
    private readonly List<double[]> _slabs = [];
    private readonly int _stride = 2 * inputs + 2;
    private long _order;
    private int _used;

    private const int SlabBoxes = 1024;

    /// <summary>How many are open.</summary>
    public int Count => _queue.Count;

    /// <summary>The greatest bound of an open box; −∞ if there is none.</summary>
    public double Greatest => _queue.TryPeek(out _, out (double Bound, long Order) key) ? -key.Bound : double.NegativeInfinity;

    /// <summary>Opens a box.</summary>
    /// <param name="lower">Its lower side.</param>
    /// <param name="upper">Its upper side.</param>
    /// <param name="bound">No point of it has a greater value.</param>
    /// <param name="input">The input along which it is to be cut; −1 if it is to be bounded again as it is.</param>
    public void Add(ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, double bound, int input)
    {
        int place = _free.TryPop(out int free) ? free : _used++;
        if (place / SlabBoxes == _slabs.Count)
        {
            _slabs.Add(new double[SlabBoxes * _stride]);
        }

        Span<double> box = At(place);
        lower.CopyTo(box);
        upper.CopyTo(box[inputs..]);
        (box[2 * inputs], box[2 * inputs + 1]) = (bound, input);
        _queue.Enqueue(place, (-bound, _order++));
    }

    /// <summary>Takes the box with the greatest bound.</summary>
    public (double Bound, int Input) Take(Span<double> lower, Span<double> upper)
    {
        int place = _queue.Dequeue();
        Span<double> box = At(place);
        box[..inputs].CopyTo(lower);
        box.Slice(inputs, inputs).CopyTo(upper);
        _free.Push(place);
        return (box[2 * inputs], (int)box[2 * inputs + 1]);
    }

    private Span<double> At(int place) => _slabs[place / SlabBoxes].AsSpan(place % SlabBoxes * _stride, _stride);
}
