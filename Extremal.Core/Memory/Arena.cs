using System.Numerics;

namespace Extremal.Memory;

/// <summary>
/// Bump allocation: matrices are laid one after another into blocks, and all are given back at once.
/// The same requests after a <see cref="Reset"/> find the same places, so only the first round allocates.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Arena<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LineBytes = 64;
    private const int FirstBlock = 1024;

    private readonly List<Block<T>> _blocks = [];
    private int _current;
    private int _used;

    /// <summary>A dense matrix at a multiple of 64 bytes. Its numbers are whatever was there before.</summary>
    public Slice<T> Allocate(Shape shape)
    {
        int perLine = LineBytes / Element<T>.Size;
        int length = checked((shape.Count + perLine - 1) / perLine * perLine);
        while (_current < _blocks.Count && _blocks[_current].Length - _used < length)
        {
            _current++;
            _used = 0;
        }

        if (_current == _blocks.Count)
        {
            int doubled = _blocks.Count == 0 ? FirstBlock : 2 * Math.Min(_blocks[^1].Length, Array.MaxLength / 4);
            _blocks.Add(new Block<T>(Math.Max(length, doubled)));
        }

        Slice<T> slice = new(_blocks[_current], _used, shape);
        _used += length;
        return slice;
    }

    /// <summary>Takes back everything that was given out.</summary>
    public void Reset() => (_current, _used) = (0, 0);
}
