namespace Extremal.Certificates;

/// <summary>Upper bounds of a function over boxes. For one thread at a time; a box's results do not depend on those beside it.</summary>
internal interface IBoxBounds
{
    /// <summary>How many boxes it takes at once: with fewer it is slower.</summary>
    int AtOnce { get; }

    /// <summary>Bounds some boxes of a batch.</summary>
    /// <param name="batch">Has the boxes, and gets what is found of them.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="Kernels.InterruptedException">The deadline of the thread is over; what the batch has of these boxes is then void.</exception>
    void Bound(BoxBatch batch, int first, int count);
}
