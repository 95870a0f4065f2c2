using System.Numerics;
using Extremal.Memory;

namespace Extremal.Data;

/// <summary>
/// Which rows a mini-batch holds: a function of seed, epoch and batch, so training can go on anywhere. Every epoch has its own random order
/// of all rows; the last batch holds what is left. Nothing is allocated after construction.
/// </summary>
/// <remarks>It keeps the order of the epoch that was asked for last, so one thread at a time may use it.</remarks>
internal sealed class Batches
{
    private readonly int[] _order;
    private int _epoch = -1;

    /// <summary>Batches of all rows from 0 to <paramref name="rows"/> − 1.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="size">Rows of a batch, at least 1; from the number of rows on, an epoch is one batch.</param>
    /// <param name="seed">Which of the random orders.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no row, or more than an array holds; or the size is not positive.</exception>
    public Batches(int rows, int size, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, ArrayLength.Limit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        _order = new int[rows];
        (Size, Seed) = (size, seed);
    }

    /// <summary>Rows of every batch but the last.</summary>
    public int Size { get; }

    /// <summary>Which of the random orders.</summary>
    public ulong Seed { get; }

    /// <summary>Batches of an epoch.</summary>
    public int Count => (_order.Length - 1) / Size + 1;

    /// <summary>How many rows a batch has: <see cref="Size"/>, or what is left, for the last.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such batch.</exception>
    public int LengthOf(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, Count);
        return Math.Min(Size, _order.Length - batch * Size);
    }

    /// <summary>The numbers of a batch's rows, in their random order. They stay until another epoch is asked for.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative, or there is no such batch.</exception>
    public ReadOnlySpan<int> RowsOf(int epoch, int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        int length = LengthOf(batch);
        if (epoch != _epoch)
        {
            Streams.Epoch(Seed, epoch).Permute(_order);
            _epoch = epoch;
        }

        return _order.AsSpan(batch * Size, length);
    }
}
