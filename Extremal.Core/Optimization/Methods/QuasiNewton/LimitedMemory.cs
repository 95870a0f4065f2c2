using System.Numerics;
using Extremal.Kernels;

namespace Extremal.Optimization.Methods.QuasiNewton;

/// <summary>
/// The last m pairs s = xₖ₊₁ − xₖ, y = gₖ₊₁ − gₖ of one start, oldest first, with their inner products SᵀS, SᵀY and YᵀY and the scale
/// θ = yᵀy / sᵀy of the last (Byrd, Lu, Nocedal and Zhu, 1995, section 3).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class LimitedMemory<T>(int capacity, int dimension) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Written before they are read; of a large network's training they are hundreds of megabytes.
    private readonly T[] _steps = GC.AllocateUninitializedArray<T>(capacity * dimension);
    private readonly T[] _changes = GC.AllocateUninitializedArray<T>(capacity * dimension);
    private readonly T[] _ss = new T[capacity * capacity];
    private readonly T[] _sy = new T[capacity * capacity];
    private readonly T[] _yy = new T[capacity * capacity];
    private int _oldest;

    /// <summary>How many pairs there are.</summary>
    public int Count { get; private set; }

    /// <summary>θ; one before the first pair.</summary>
    public T Theta { get; private set; } = T.One;

    /// <summary>sᵢ.</summary>
    public ReadOnlySpan<T> Step(int i) => _steps.AsSpan(Slot(i) * dimension, dimension);

    /// <summary>yᵢ.</summary>
    public ReadOnlySpan<T> Change(int i) => _changes.AsSpan(Slot(i) * dimension, dimension);

    /// <summary>sᵢᵀsⱼ.</summary>
    public T StepStep(int i, int j) => _ss[i * capacity + j];

    /// <summary>sᵢᵀyⱼ.</summary>
    public T StepChange(int i, int j) => _sy[i * capacity + j];

    /// <summary>yᵢᵀyⱼ.</summary>
    public T ChangeChange(int i, int j) => _yy[i * capacity + j];

    /// <summary>Forgets the pairs; the scale stays.</summary>
    public void Forget() => Count = 0;

    /// <summary>Adds a pair; when there is no room, the oldest goes.</summary>
    public void Add(ReadOnlySpan<T> s, ReadOnlySpan<T> y)
    {
        if (Count == capacity)
        {
            _oldest = Slot(1);
            Count--;
            Shift(_ss);
            Shift(_sy);
            Shift(_yy);
        }

        int last = Count++;
        s.CopyTo(_steps.AsSpan(Slot(last) * dimension, dimension));
        y.CopyTo(_changes.AsSpan(Slot(last) * dimension, dimension));
        for (int i = 0; i <= last; i++)
        {
            _ss[last * capacity + i] = _ss[i * capacity + last] = Reductions.Dot(Step(i), s);
            _yy[last * capacity + i] = _yy[i * capacity + last] = Reductions.Dot(Change(i), y);
            _sy[i * capacity + last] = Reductions.Dot(Step(i), y);
            _sy[last * capacity + i] = Reductions.Dot(s, Change(i));
        }

        Theta = ChangeChange(last, last) / StepChange(last, last);
    }

    // Rows are found by way of the oldest one's place; the small matrices are moved.
    private int Slot(int i) => (_oldest + i) % capacity;

    private void Shift(T[] products)
    {
        for (int i = 1; i < capacity; i++)
        {
            products.AsSpan(i * capacity + 1, capacity - 1).CopyTo(products.AsSpan((i - 1) * capacity));
        }
    }
}
