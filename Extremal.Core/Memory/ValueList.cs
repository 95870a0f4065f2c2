using System.Collections;

namespace Extremal.Memory;

/// <summary>A list that never changes and is equal to another of equal items, so that a record that holds it is equal by value.</summary>
/// <typeparam name="V">Numbers, or arrays of numbers, which are compared one by one.</typeparam>
internal sealed class ValueList<V> : IReadOnlyList<V>
{
    private readonly V[] _items;

    /// <summary>A copy of the list; its items are not copied.</summary>
    public ValueList(IEnumerable<V> items) => _items = [.. items];

    /// <summary>The list as a record keeps it; null stays null, for a check to name.</summary>
    public static IReadOnlyList<V> Of(IEnumerable<V> items) => items is null ? null! : items as ValueList<V> ?? new ValueList<V>(items);

    public int Count => _items.Length;

    public V this[int index] => _items[index];

    public IEnumerator<V> GetEnumerator() => ((IEnumerable<V>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) =>
        obj is ValueList<V> other && StructuralComparisons.StructuralEqualityComparer.Equals(_items, other._items);

    public override int GetHashCode() => StructuralComparisons.StructuralEqualityComparer.GetHashCode(_items);
}
