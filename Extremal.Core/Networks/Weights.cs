using System.Numerics;
using Extremal.Formats;
using Extremal.Memory;

namespace Extremal.Networks;

/// <summary>
/// The weights and biases of a network, or gradients or moments of the same layout: one flat vector, in which every matrix has a name.
/// As they are one vector, an optimiser's step is one loop.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Weights<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Block<T> _block;
    private readonly (string Name, Slice<T> Slice)[] _parts;

    /// <summary>Zeroed weights with the given names and shapes, one after another in that order.</summary>
    /// <exception cref="ArgumentException">Two names are equal, or there are more numbers than an array holds.</exception>
    public Weights(IReadOnlyList<KeyValuePair<string, Shape>> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Select(part => part.Key).Distinct().Count() != parts.Count)
        {
            throw new ArgumentException("Weights got two parts of one name.", nameof(parts));
        }

        _block = new Block<T>(ArrayLength.Of($"Weights got {parts.Count} parts", parts.Sum(part => (long)part.Value.Count)));
        _parts = new (string, Slice<T>)[parts.Count];
        int offset = 0;
        for (int i = 0; i < parts.Count; i++)
        {
            _parts[i] = (parts[i].Key, new Slice<T>(_block, offset, parts[i].Value));
            offset += parts[i].Value.Count;
        }
    }

    private Weights(Weights<T> like)
    {
        _block = new Block<T>(like.Count);
        _parts = Array.ConvertAll(like._parts, part => (part.Name, part.Slice with { Block = _block }));
    }

    /// <summary>All numbers, in the order of the parts, to be read or written; taking them counts as a change of <see cref="Version"/>.</summary>
    public Span<T> All
    {
        get
        {
            Version++;
            return _block.Span;
        }
    }

    /// <summary>
    /// Another number whenever the weights may have changed, so that what was computed from them can be kept until then. Who writes to a
    /// part's slice, which is not noticed, calls <see cref="Touch"/>.
    /// </summary>
    public long Version { get; private set; }

    /// <summary>Number of numbers.</summary>
    public int Count => _block.Length;

    /// <summary>Names of the parts, in order.</summary>
    public IEnumerable<string> Names => _parts.Select(part => part.Name);

    /// <summary>The part of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Slice<T> this[string name]
    {
        get
        {
            foreach ((string candidate, Slice<T> slice) in _parts)
            {
                if (candidate == name)
                {
                    return slice;
                }
            }

            throw new KeyNotFoundException(Printable.Invariant($"There are no weights named '{name}'; there are {string.Join(", ", Names)}."));
        }
    }

    /// <summary>Says that a part was written to: see <see cref="Version"/>.</summary>
    public void Touch() => Version++;

    /// <summary>Zeros of the same layout: for gradients, for moments.</summary>
    public Weights<T> ZerosLike() => new(this);

    /// <summary>Names and shapes, for example <c>layers.0.weight 4 × 64, layers.0.bias 1 × 64</c>.</summary>
    public override string ToString() => string.Join(", ", _parts.Select(part => $"{part.Name} {part.Slice.Shape}"));

    /// <summary>Whether the other has the same layout: as many numbers, in parts of the same shapes.</summary>
    internal bool IsLike(Weights<T> other)
    {
        bool same = _parts.Length == other._parts.Length;
        for (int i = 0; same && i < _parts.Length; i++)
        {
            same = _parts[i].Slice.Shape == other._parts[i].Slice.Shape;
        }

        return same;
    }

    /// <summary>The part with that number, in the order of the constructor.</summary>
    internal Slice<T> Part(int index) => _parts[index].Slice;
}
