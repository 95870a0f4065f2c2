namespace Extremal.Certificates;

/// <summary>Upper bounds of a function over boxes. For one thread at a time; a box's results do not depend on those beside it.</summary>
internal interface IBoxBounds
{
    /// <summary>Bounds some boxes of a batch.</summary>
    /// <param name="batch">Has the boxes, and gets what is found of them.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    void Bound(BoxBatch batch, int first, int count);
}
