using System.Numerics;

namespace Extremal.Certificates;

/// <summary>
/// Boxes by their bounds, the greatest first and of equal ones the one that came first, open at both ends: a min-max heap (Atkinson, Sack,
/// Santoro and Strothotte, Communications of the ACM 29, 1986). On every other level, beginning with the first, a place comes before all
/// below it; on the others after all below it. Twenty bytes a box.
/// </summary>
internal sealed class BoxQueue(int inputs, MemoryBudget memory)
{
    private const int SlabBits = 12;
    private const int SlabBoxes = 1 << SlabBits;

    private readonly int _inputBits = BitOperations.Log2((uint)inputs) + 1;
    private readonly List<double[]> _bounds = [];
    private readonly List<ulong[]> _keys = [];
    private readonly List<int[]> _boxes = [];
    private ulong _order;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The greatest bound; −∞ if there is none.</summary>
    public double Greatest => Count > 0 ? At(0).Bound : double.NegativeInfinity;

    /// <summary>The least bound; +∞ if there is none.</summary>
    public double Least => Count > 0 ? At(Last).Bound : double.PositiveInfinity;

    private int Last => Count < 2 ? 0 : Count == 2 || Comes(At(2), At(1)) ? 1 : 2;

    /// <summary>Adds a box after all that have its bound.</summary>
    /// <param name="bound">Its bound, not NaN.</param>
    /// <param name="box">Its number.</param>
    /// <param name="input">The input along which it is to be cut, or −1.</param>
    /// <returns>False if there is no memory for it.</returns>
    public bool TryAdd(double bound, int box, int input)
    {
        if (Count >> SlabBits == _bounds.Count && !HasGrown())
        {
            return false;
        }

        // No two boxes have the same order, so the input in the bits below it never decides which comes first.
        Rise(Count++, new Entry(bound, _order++ << _inputBits | (uint)(input + 1), box));
        return true;
    }

    /// <summary>Takes the first.</summary>
    public (double Bound, int Box, int Input) TakeFirst() => Take(0);

    /// <summary>Takes the last.</summary>
    public (double Bound, int Box, int Input) TakeLast() => Take(Last);

    private (double Bound, int Box, int Input) Take(int place)
    {
        Entry taken = At(place), moved = At(--Count);
        if (place < Count)
        {
            Sink(place, moved);
        }

        return (taken.Bound, taken.Box, (int)(taken.Key & ((1UL << _inputBits) - 1)) - 1);
    }

    private bool HasGrown()
    {
        if (!memory.TryTake(SlabBoxes * 20))
        {
            return false;
        }

        _bounds.Add(new double[SlabBoxes]);
        _keys.Add(new ulong[SlabBoxes]);
        _boxes.Add(new int[SlabBoxes]);
        return true;
    }

    // Moves an entry up. Its parent tells to which kind of level it belongs; from there it goes by grandparents, which are of one kind.
    private void Rise(int place, Entry entry)
    {
        bool isFirst = IsFirst(place);
        if (place > 0)
        {
            int parent = (place - 1) / 2;
            Entry above = At(parent);
            if (Comes(entry, above) != isFirst)
            {
                Put(place, above);
                (place, isFirst) = (parent, !isFirst);
            }
        }

        while (place > 2)
        {
            int up = ((place - 1) / 2 - 1) / 2;
            Entry above = At(up);
            if (Comes(entry, above) != isFirst)
            {
                break;
            }

            Put(place, above);
            place = up;
        }

        Put(place, entry);
    }

    // Moves an entry down, by the first of its children and grandchildren, or by the last, as the kind of its level wants.
    private void Sink(int place, Entry entry)
    {
        bool isFirst = IsFirst(place);
        while (2 * place + 1 < Count)
        {
            int best = Foremost(place, isFirst);
            Entry below = At(best);
            if (Comes(entry, below) == isFirst)
            {
                break;
            }

            Put(place, below);
            bool isChild = best <= 2 * place + 2;
            place = best;
            if (isChild)
            {
                break;
            }

            int parent = (place - 1) / 2;
            Entry between = At(parent);
            if (Comes(between, entry) == isFirst)
            {
                Put(parent, entry);
                entry = between;
            }
        }

        Put(place, entry);
    }

    private int Foremost(int place, bool isFirst)
    {
        int best = 2 * place + 1;
        Entry foremost = At(best);
        Try(2 * place + 2);
        for (int grandchild = 4 * place + 3; grandchild <= 4 * place + 6; grandchild++)
        {
            Try(grandchild);
        }

        return best;

        void Try(int other)
        {
            if (other < Count && Comes(At(other), foremost) == isFirst)
            {
                (best, foremost) = (other, At(other));
            }
        }
    }

    private static bool IsFirst(int place) => (BitOperations.Log2((uint)place + 1) & 1) == 0;

    private static bool Comes(Entry one, Entry other) => one.Bound > other.Bound || (one.Bound == other.Bound && one.Key < other.Key);

    private Entry At(int place)
    {
        (int slab, int at) = (place >> SlabBits, place & (SlabBoxes - 1));
        return new(_bounds[slab][at], _keys[slab][at], _boxes[slab][at]);
    }

    private void Put(int place, Entry entry)
    {
        (int slab, int at) = (place >> SlabBits, place & (SlabBoxes - 1));
        (_bounds[slab][at], _keys[slab][at], _boxes[slab][at]) = (entry.Bound, entry.Key, entry.Box);
    }

    /// <param name="Bound">The bound.</param>
    /// <param name="Key">In which order they came, and below it the input, from 1 on.</param>
    /// <param name="Box">The number.</param>
    private readonly record struct Entry(double Bound, ulong Key, int Box);
}
